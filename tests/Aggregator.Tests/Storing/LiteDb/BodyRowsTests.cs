using System.IO.Compression;
using Aggregator.Articles;
using LiteDB;
using Xunit;
using JsonSerializer = System.Text.Json.JsonSerializer;

namespace Aggregator.Storing.LiteDb;

/// <summary>What an article is kept as: the same comes back, whether its html is like its text or not, from this version's rows and from older ones.</summary>
public sealed class BodyRowsTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", "")]
    [InlineData("", "<figure><img src=\"a.png\"></figure>")]
    [InlineData("Seven.", "<p>Seven.</p>")]
    [InlineData("A quay — 码头 — \"quoted\" \u0001 and <brackets>.", "<p>A quay — 码头 — &quot;quoted&quot; and &lt;brackets&gt;.</p>")]
    [InlineData("A ship.", "<p>Nothing of the text.</p>")]
    [InlineData(" \n{\"Text\":\"}\"} }", "")]
    public void An_article_comes_back_as_it_was_kept(string text, string html)
    {
        var article = Some.Article(Some.Rusi, "a", text) with { Html = html };
        var row = BodyRows.Of(ArticleRows.Row(new KeptArticle(7, Some.Morning, 2, article)), BodyRows.Pack(article));

        Assert.Equal((text, html), (BodyRows.Read(row, "article 7").Text, BodyRows.Read(row, "article 7").Html));
        Assert.Equal((text, ""), (BodyRows.ReadText(row, "article 7").Text, BodyRows.ReadText(row, "article 7").Html));
        Assert.True(BodyRows.IsComplete(row));
    }

    [Fact]
    public void A_row_of_the_seventh_schema_has_its_text_within_the_rest()
    {
        var article = Some.Article(Some.Rusi, "a", "The harbour\nis open.");
        var row = new BsonDocument { ["_id"] = 7L, ["b"] = Packed.Of(article with { Html = "" }, StoreJson.Default.Article), ["m"] = Packed.Of("<p>The harbour is open.</p>", article.Text) };

        Assert.Equal(("The harbour\nis open.", "<p>The harbour is open.</p>"), (BodyRows.Read(row, "article 7").Text, BodyRows.Read(row, "article 7").Html));
    }

    [Fact]
    public void Html_that_repeats_the_text_takes_an_eighth_of_what_the_text_takes()
    {
        var random = new Random(7);
        var lines = Enumerable.Range(0, 40).Select(_ => string.Join(' ', Enumerable.Range(0, 20).Select(_ => $"word{random.Next(5000)}"))).ToList();
        var packed = BodyRows.Pack(Some.Article(Some.Rusi, "a", string.Join("\n\n", lines)) with { Html = string.Concat(lines.Select(line => $"<p>{line}</p>\n")) });

        Assert.InRange(packed.Html!.Length, 1, packed.Article.Length / 8);
    }

    [Fact]
    public void Html_that_does_not_belong_to_its_text_is_damage()
    {
        var article = Some.Article(Some.Rusi, "a", string.Concat(Enumerable.Repeat("The harbour is open again. ", 40)));
        var row = BodyRows.Of(ArticleRows.Row(new KeptArticle(7, Some.Morning, 1, article)), BodyRows.Pack(article));
        row["m"] = new byte[] { 0x28, 0xB5, 0x2F, 0xFD, 7, 7, 7 };

        var trouble = Assert.Throws<InvalidDataException>(() => BodyRows.Read(row, "article 7"));

        Assert.Equal("The store is damaged: the html of article 7 cannot be read.", trouble.Message);
    }

    [Fact]
    public async Task A_store_of_the_sixth_schema_gives_its_articles_with_their_html_and_takes_new_versions()
    {
        await using (var store = await Some.OpenAsync(_folder.Path))
            await store.Book.CompleteAsync(Some.Poll(Some.Rusi, "a", "b", "c"), Stop);
        MakeOld();

        await using (var store = await Some.OpenAsync(_folder.Path))
        {
            Assert.Equal("<p>The text of a.</p>", (await store.Archive.FindAsync(1, Stop))!.Article.Html);
            var found = await store.Archive.SearchAsync(new SearchRequest("text") { WithHtml = true }, Stop);
            Assert.Equal(["<p>The text of c.</p>", "<p>The text of b.</p>", "<p>The text of a.</p>"], found.Hits.Select(hit => hit.Kept.Article.Html));
            var renewed = new ReadArticle(Some.Asked("b", "changed"), Some.Article(Some.Rusi, "b", "Another text.") with { Html = "<p>Another text.</p>" });
            Assert.Equal(1, (await store.Book.CompleteAsync(Some.Poll(Some.Rusi, Some.Morning, renewed), Stop)).Changed);
            Assert.Equal((2, "<p>Another text.</p>"), (await store.Archive.FindAsync(2, Stop)) is { } kept ? (kept.Version, kept.Article.Html) : default);
            Assert.Empty((await store.Keeper.VerifyAsync(Stop)).Damage);
        }
    }

    /// <summary>Bodies as the sixth schema had them: all in one, by Brotli, and nothing beside it.</summary>
    private void MakeOld()
    {
        using var file = new LiteDbFile(_folder.Path, new BsonMapper());
        file.Transact(db =>
        {
            foreach (var row in Shape.Bodies(db).FindAll().ToList())
                Shape.Bodies(db).Update(new BsonDocument { ["_id"] = row["_id"], ["b"] = Brotli(BodyRows.Read(row, "it")) });
            return db.GetCollection("meta").FindById("store") is { } meta && Shape.Meta(db).Update(new BsonDocument(meta) { ["schema"] = 6 });
        });
    }

    private static byte[] Brotli(Article article)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest))
            JsonSerializer.Serialize(brotli, article, StoreJson.Default.Article);
        return packed.ToArray();
    }
}
