using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Aggregator.Storing;

/// <summary>Articles as older versions stored them.</summary>
public sealed class ArticleJsonTests
{
    [Theory]
    [InlineData("Files")]
    [InlineData("Doubt")]
    public void What_an_older_version_did_not_store_is_empty_and_the_article_is_the_same(string name)
    {
        var kept = Some.Article(Some.Rusi, "kept long ago");
        var json = JsonSerializer.SerializeToNode(kept, StoreJson.Default.Article)!.AsObject();
        json.Remove(name);
        var read = json.Deserialize(StoreJson.Default.Article)!;
        Assert.Empty(read.Files);
        Assert.Null(read.Doubt);
        Assert.Equal(kept.Hash, read.Hash);
    }

    [Fact]
    public void An_original_of_an_older_version_is_read_without_its_chain()
    {
        var json = (JsonObject)JsonNode.Parse(JsonSerializer.Serialize(Some.Article(Some.Rusi, "kept long ago"), StoreJson.Default.Article))!;
        json["Original"]!.AsObject().Remove("Chain");
        Assert.Empty(json.Deserialize(StoreJson.Default.Article)!.Original.Chain);
    }
}
