using System.Text.Json;
using Xunit;

namespace Aggregator.Commands;

/// <summary>The one document the user gave, read by the built program.</summary>
public sealed class SeedTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_seed_becomes_an_article()
    {
        var article = await ReadAsync("article");
        Assert.Equal("Should Europe Start Talking to Russia?", article.GetProperty("title").GetString());
        Assert.Equal("How to negotiate with Putin, and what to discuss?", article.GetProperty("standfirst").GetString());
        Assert.Equal("2026-02-24", article.GetProperty("published").GetString());
        Assert.Equal("the header line", article.GetProperty("dates")[0].GetProperty("from").GetString());
        Assert.Equal("RUSI", article.GetProperty("publisher").GetString());
        var paragraphs = article.GetProperty("text").GetString()!.Split("\n\n");
        Assert.Equal(4, paragraphs.Length);
        Assert.StartsWith("Should European countries resume", paragraphs[0], StringComparison.Ordinal);
        Assert.EndsWith("Great Power equal to the United States and China.", paragraphs[3], StringComparison.Ordinal);
        var original = article.GetProperty("original");
        const string link = "https://www.rusi.org/explore-our-research/publications/commentary/should-europe-start-talking-russia";
        Assert.Equal(link, original.GetProperty("link").GetString());
        Assert.Equal("stated", original.GetProperty("evidence").GetString());
        Assert.Equal($"Original article link: {link}", original.GetProperty("quote").GetString());
    }

    [Fact]
    public async Task The_seed_announces_eight_items_on_the_wires_clock()
    {
        var items = (await ReadAsync("page")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(8, items.Count);
        Assert.Equal("Russia’s Aggression in Ukraine Will Persist Through 2026", items[0].GetProperty("title").GetString());
        Assert.Equal("2026-02-24T09:25:00+00:00", items[0].GetProperty("published").GetString());
        Assert.All(items, item => Assert.NotNull(item.GetProperty("summary").GetString()));
    }

    private static async Task<JsonElement> ReadAsync(string how)
    {
        Assert.SkipWhen(TheProgram.Shared is null, "The folder ../shared with the seed is not on this machine.");
        var answer = await TheProgram.RunAsync(Stop, "read", Path.Combine(TheProgram.Shared!, "seed", "rusi-release.txt"), "--as", how, "--json");
        Assert.Equal((0, ""), (answer.Code, answer.Error));
        return JsonDocument.Parse(answer.Out).RootElement;
    }
}
