using System.Text.Json;
using Aggregator.Downloads;
using Xunit;

namespace Aggregator.Commands;

/// <summary>Where a door is closed to programs, every screen that tells of it says what can be tried instead, and says it once.</summary>
public sealed class AdviceTests : IAsyncLifetime
{
    private static readonly Dictionary<string, string> Settings = new()
    {
        ["AGGREGATOR_Fetching__AllowedNetworks"] = "127.0.0.1/32",
        ["AGGREGATOR_Fetching__Spacing"] = "00:00:00",
    };

    private readonly ScratchFolder _folder = new();
    private TestWeb _web = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _web = await TestWeb.StartAsync(Stop);
        _web.On("/robots.txt", "User-agent: *\nDisallow: /closed", "text/plain");
        _web.On("/open", $"<rss version=\"2.0\"><channel><title>News</title><item><guid>a</guid><link>{_web.At("/closed/a")}</link><title>On a</title></item><item><guid>b</guid><link>{_web.At("/closed/b")}</link><title>On b</title></item></channel></rss>", "text/xml");
        foreach (var path in new[] { "/wall-a", "/wall-b" })
            _web.On(path, "<html><title>Just a moment...</title></html>", status: 403);
        await File.WriteAllTextAsync(_folder.In("feeds.json"), $$"""
            { "organisations": [ { "name": "One", "sources": [
              { "id": "wall-a", "kind": "feed", "address": "{{_web.At("/wall-a")}}" },
              { "id": "wall-b", "kind": "feed", "address": "{{_web.At("/wall-b")}}" },
              { "id": "list", "kind": "page", "address": "{{_web.At("/closed/list")}}", "rules": { "item": "li", "title": "a" } },
              { "id": "open", "kind": "feed", "address": "{{_web.At("/open")}}" } ] } ] }
            """, Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Poll_health_and_explain_say_it_once_for_all_whom_it_helps()
    {
        var poll = await RunAsync("poll");
        Assert.Contains($"wall-a, wall-b: {BotWall.Advice}", poll, StringComparison.Ordinal);
        Assert.Contains("list: Try the site's own feed", poll, StringComparison.Ordinal);
        // Both of its pages are closed: that is told once.
        Assert.Single(Lines(poll), line => line.StartsWith($"open: Pages of 127.0.0.1:{_web.Address.Port} were not read: 127.0.0.1 asks in its robots.txt", StringComparison.Ordinal));
        await RunAsync("poll");
        await RunAsync("poll");
        Assert.Single(Lines(await RunAsync("sources", "health")), line => line.Contains(BotWall.Advice, StringComparison.Ordinal));
        var walled = await RunAsync("sources", "explain", "wall-a");
        Assert.Equal($"advice: {BotWall.Advice}", Assert.Single(Lines(walled), line => line.Contains("Try another way in", StringComparison.Ordinal)));
        // It never answered: nothing is known of its rhythm.
        Assert.DoesNotContain("It announced", walled, StringComparison.Ordinal);
        Assert.Single(Lines(await RunAsync("sources", "explain", "open")), line => line.StartsWith("left out (page): ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Explain_says_how_many_more_were_left_out_than_it_lists()
    {
        _web.On("/open", $"<rss version=\"2.0\"><channel><title>News</title>{string.Concat(Enumerable.Repeat("<item></item>", 12))}</channel></rss>", "text/xml");
        await RunAsync("poll");
        var lines = Lines(await RunAsync("sources", "explain", "open"));
        Assert.Equal(10, lines.Count(line => line.StartsWith("left out (nothing to read): ", StringComparison.Ordinal)));
        Assert.Contains("left out: 2 more, which --json names", lines);
    }

    [Fact]
    public async Task Programs_find_it_in_a_field_of_its_own()
    {
        var poll = JsonDocument.Parse(await RunAsync("poll", "--json")).RootElement;
        Assert.Equal(BotWall.Advice, poll.GetProperty("sources")[0].GetProperty("advice").GetString());
        foreach (var verb in new[] { "sources", "sources explain wall-a" })
        {
            var told = JsonDocument.Parse(await RunAsync([.. verb.Split(' '), "--json"])).RootElement;
            Assert.Equal(BotWall.Advice, (told.TryGetProperty("sources", out var all) ? all[0] : told).GetProperty("advice").GetString());
        }
    }

    [Theory]
    [InlineData("/wall-a", "auto", "Try another way in: ")]
    [InlineData("/closed/list", "page", "Try the site's own feed")]
    [InlineData("/closed/a", "article", "Try the site's own feed")]
    public async Task Read_says_why_and_what_to_try(string path, string how, string advice)
    {
        var answer = await TheProgram.RunAsync(Settings, Stop, "read", _web.At(path).AbsoluteUri, "--as", how, "--json");
        Assert.Equal(Screen.Failed, answer.Code);
        Assert.Single(Lines(answer.Error), line => line.StartsWith($"aggregator: {advice}", StringComparison.Ordinal));
        var told = JsonDocument.Parse(answer.Out).RootElement;
        Assert.StartsWith(advice, told.GetProperty("advice").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("127.0.0.1 ", Assert.Single(told.GetProperty("errors").EnumerateArray()).GetString(), StringComparison.Ordinal);
    }

    private async Task<string> RunAsync(params string[] verb) =>
        (await TheProgram.RunAsync(Settings, Stop, [.. verb, "--feeds", _folder.In("feeds.json"), "--data", _folder.In("data")])).Out;

    private static string[] Lines(string text) => text.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
}
