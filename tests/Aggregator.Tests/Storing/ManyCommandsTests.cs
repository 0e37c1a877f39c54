using System.Text;
using System.Text.Json;
using Aggregator.Commands;
using Xunit;

namespace Aggregator.Storing;

/// <summary>Many commands ask a worker at once, while it polls.</summary>
public sealed class ManyCommandsTests : IAsyncLifetime
{
    private const int Sources = 5;
    private const int Items = 6;

    private readonly ScratchFolder _folder = new();
    private TestWeb? _web;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Data => _folder.In("data");

    private string Feeds => _folder.In("feeds.json");

    public async ValueTask InitializeAsync() => _web = await TestWeb.StartAsync(Stop);

    public async ValueTask DisposeAsync()
    {
        await _web!.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Twenty_commands_at_once_are_all_answered_and_none_is_wrong_while_the_worker_polls()
    {
        var early = Announce("early", "shingle");
        await WatchAsync(early);
        await RunningProgram.RunAsync(Stop, "poll", "--data", Data, "--feeds", Feeds);
        var late = Announce("late", "marram");
        await WatchAsync([.. early, .. late]);
        // One poll is under way from the first question to the last answer; the others read and keep meanwhile.
        var hold = _web!.HoldBack("/late-0/feed");
        using var worker = RunningProgram.Start(["run", "--data", Data, "--feeds", Feeds], environment =>
            // On a busy machine twenty programs take their time.
            environment["AGGREGATOR_Fetching__Timeout"] = environment["AGGREGATOR_Fetching__HeadersTimeout"] = "00:05:00");
        await hold.Asked.WaitAsync(RunningProgram.Patience, Stop);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(AskAsync));

        hold.Release();
        await PolledAsync(worker, late);
        Assert.True(!worker.Said.Contains("fail:", StringComparison.Ordinal), worker.Said);
        Assert.Equal(0, await worker.TerminateAsync(Stop));
        await using var store = await Some.OpenAsync(Data);
        Assert.Equal(2 * Sources * Items, await store.Archive.LastNumberAsync(Stop));
        Assert.Empty((await store.Keeper.VerifyAsync(Stop)).Damage);
    }

    private Task WatchAsync(IEnumerable<string> ids) =>
        File.WriteAllTextAsync(Feeds, $$"""{ "organisations": [ { "name": "Coast", "sources": [ {{string.Join(',', ids.Select(id => $$"""{ "id": "{{id}}", "kind": "feed", "address": "{{_web!.At($"/{id}/feed")}}" }"""))}} ] } ] }""", Stop);

    private async Task AskAsync(int number)
    {
        switch (number % 6)
        {
            case 0:
                var lines = (await RunAsync("search", "shingle", "--limit", "500", "--csv")).Trim().Split('\n');
                Assert.Equal(1 + (Sources * Items), lines.Length);
                break;
            case 1:
                using (var shown = JsonDocument.Parse(await RunAsync("show", $"{number}", "--json")))
                    Assert.Equal(number, shown.RootElement.GetProperty("number").GetInt32());
                break;
            case 2:
                using (var health = JsonDocument.Parse(await RunAsync("sources", "health", "--json", "--feeds", Feeds)))
                    Assert.Equal(2 * Sources, health.RootElement.GetProperty("sources").GetInt32());
                break;
            case 3:
                using (var status = JsonDocument.Parse(await RunAsync("store", "status", "--json")))
                {
                    Assert.InRange(status.RootElement.GetProperty("articles").GetInt32(), Sources * Items, 2 * Sources * Items);
                    Assert.Equal(Items, status.RootElement.GetProperty("bySource").GetProperty("early-0").GetInt32());
                }
                break;
            case 4:
                Assert.Contains("Clean: ", await RunAsync("digest", "audit"), StringComparison.Ordinal);
                break;
            default:
                Assert.Contains("There are no subscribers", await RunAsync("subscribers", "list"), StringComparison.Ordinal);
                break;
        }
    }

    private async Task<string> RunAsync(params string[] line)
    {
        var answer = await TheProgram.RunAsync(Stop, [.. line, "--data", Data]);
        Assert.True(answer.Code == 0, $"{string.Join(' ', line)} ended with {answer.Code}: {answer.Out}{answer.Error}");
        return answer.Out;
    }

    private static async Task PolledAsync(RunningProgram worker, IEnumerable<string> sources)
    {
        foreach (var id in sources)
            await worker.LineAsync(line => line.Contains($"{id}: ", StringComparison.Ordinal) && line.Contains($"{Items} new", StringComparison.Ordinal), Stop);
    }

    /// <summary>Some feeds whose articles are about one word.</summary>
    private List<string> Announce(string name, string word)
    {
        var ids = Enumerable.Range(0, Sources).Select(source => $"{name}-{source}").ToList();
        foreach (var id in ids)
        {
            var feed = new StringBuilder($"""<rss version="2.0"><channel><title>{id}</title><link>{_web!.At($"/{id}")}</link><description>d</description>""");
            for (var item = 0; item < Items; item++)
            {
                feed.Append($"""<item><title>On {word}, {id} {item}</title><link>{_web.At($"/{id}/{item}")}</link><guid isPermaLink="false">{id}-{item}</guid><description>Short.</description></item>""");
                _web.On($"/{id}/{item}", $"<html lang=\"en\"><head><title>On {word}, {id} {item}</title></head><body><main><article><h1>On {word}, {id} {item}</h1><p>Of {id} and {item}: what grows and lies along the coast moves with the tide and the wind, year after year.</p></article></main></body></html>");
            }
            _web.On($"/{id}/feed", feed.Append("</channel></rss>").ToString(), "application/rss+xml");
        }
        return ids;
    }
}
