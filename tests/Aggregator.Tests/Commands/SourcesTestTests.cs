using System.Text;
using System.Text.Json;
using Aggregator.Articles;
using Aggregator.Downloads;
using Aggregator.Items;
using Aggregator.Sources;
using Aggregator.Storing;
using Xunit;

namespace Aggregator.Commands;

/// <summary>The kept pages of a source, read again by the built program while another process has the store open.</summary>
public sealed class SourcesTestTests : IAsyncLifetime
{
    private const string Feeds = """{ "organisations": [ { "name": "RUSI", "sources": [ { "id": "rusi", "kind": "feed", "address": "https://rusi.example/feed" } ] } ] }""";

    private readonly ScratchFolder _folder = new();
    private Store _worker = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(_folder.In("feeds.json"), Feeds, Stop);
        _worker = await Some.OpenAsync(_folder.In("data"));
        var source = Assert.Single(Assert.IsType<FeedsFileOutcome.Good>(FeedsFile.Parse(Feeds)).Sources);
        var read = Enumerable.Range(1, 3).Select(Page).Select(page =>
            new ReadArticle(Some.Asked(page.Item.Id!), ArticleWriter.Write(page.Item, new PageOutcome.Page(page.Page), source)) { Page = page }).ToList();
        await _worker.Book.CompleteAsync(Some.Poll(Some.Rusi, Some.Morning, read) with { Limits = new PageLimits(9, 99_999) }, Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await _worker.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Where_nothing_would_change_it_says_so_and_ends_with_0()
    {
        var answer = await TestAsync("rusi");
        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Assert.Contains("3 pages read as kept.", answer.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_edited_rule_would_change_is_shown_with_its_words_and_ends_with_1()
    {
        await EditAsync(""" "rules": { "body": "article", "remove": ".note" }""");
        var answer = await TestAsync("rusi", "--diff");
        Assert.Equal(1, answer.Code);
        Assert.Contains("3 of 3 pages would read otherwise.", answer.Out, StringComparison.Ordinal);
        Assert.Contains("% alike", answer.Out, StringComparison.Ordinal);
        Assert.Contains("[-A note of the lock-keeper stands below report 2.-]", answer.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("{+", answer.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_is_told_to_programs()
    {
        await EditAsync(""" "rules": { "body": "article", "remove": ".note" }""");
        using var json = JsonDocument.Parse((await TestAsync("rusi", "--json")).Out);
        Assert.Equal((3, 3), (json.RootElement.GetProperty("pages").GetInt32(), json.RootElement.GetProperty("changed").GetInt32()));
        var newest = json.RootElement.GetProperty("articles")[0];
        Assert.Equal((3, false, JsonValueKind.Null), (newest.GetProperty("number").GetInt32(), newest.GetProperty("same").GetBoolean(), newest.GetProperty("diff").ValueKind));
        Assert.True(newest.GetProperty("length").GetProperty("now").GetInt32() < newest.GetProperty("length").GetProperty("kept").GetInt32());
    }

    [Theory]
    [InlineData("poll")]
    [InlineData("sources explain")]
    [InlineData("sources test")]
    public async Task A_source_that_does_not_exist_ends_with_2(string verb)
    {
        var answer = await RunAsync([.. verb.Split(' '), "rus"]);
        Assert.Equal((2, "", "aggregator: There is no source 'rus' in the feeds file. 'aggregator sources' lists them."), (answer.Code, answer.Out, answer.Error.Trim()));
    }

    private Task EditAsync(string rules) => File.WriteAllTextAsync(_folder.In("feeds.json"), Feeds.Replace("/feed\"", "/feed\"," + rules, StringComparison.Ordinal), Stop);

    private Task<TheProgram.Answer> TestAsync(params IEnumerable<string> words) =>
        RunAsync(["sources", "test", .. words]);

    private Task<TheProgram.Answer> RunAsync(string[] line) => TheProgram.RunAsync(Stop, [.. line, "--feeds", _folder.In("feeds.json"), "--data", _folder.In("data")]);

    private static KeptPage Page(int number)
    {
        var own = string.Concat(Enumerable.Range(1, 4).Select(at => $"<p>Paragraph {at} of report {number} tells what paragraph {at - 1} of it did not, and takes its time, as reports numbered {number} do.</p>"));
        var html = $"<!DOCTYPE html><html lang=en><head><title>Report {number}</title></head><body><article>{own}<p class='note'>A note of the lock-keeper stands below report {number}.</p></article></body></html>";
        var address = new Uri($"https://rusi.example/{number}");
        return new KeptPage(new Item { Id = $"{number}", Title = $"Report {number}", Link = address }, new Download { Body = Encoding.UTF8.GetBytes(html), Address = address, ContentType = "text/html" }, Some.Morning);
    }
}
