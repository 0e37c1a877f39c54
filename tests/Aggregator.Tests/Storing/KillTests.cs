using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Aggregator.Articles;
using Aggregator.Polls;
using Aggregator.Storing.LiteDb;
using Xunit;

namespace Aggregator.Storing;

/// <summary>The real worker, ended at bad moments: what is kept is whole, and what was not kept comes again.</summary>
public sealed partial class KillTests : IAsyncLifetime
{
    private const int Sources = 8;

    private static readonly int Kills = Environment.GetEnvironmentVariable("CI") is { Length: > 0 } ? 100 : 14;

    /// <summary>Of each source; so many that there is something new nearly to the last round.</summary>
    private static readonly int Items = 6 + (Kills / 3);

    private readonly ScratchFolder _folder = new();
    private TestWeb? _web;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Data => _folder.In("data");

    private string[] Run => ["run", "--data", Data, "--feeds", _folder.In("feeds.json")];

    public async ValueTask InitializeAsync()
    {
        _web = await TestWeb.StartAsync(Stop);
        var sources = Enumerable.Range(0, Sources).Select(source => $$"""{ "id": "s{{source}}", "kind": "feed", "address": "{{_web.At($"/s{source}/feed")}}" }""");
        await File.WriteAllTextAsync(_folder.In("feeds.json"), $$"""{ "organisations": [ { "name": "Loop", "sources": [ {{string.Join(',', sources)}} ] } ] }""", Stop);
        for (var source = 0; source < Sources; source++)
        {
            for (var item = 0; item < Items; item++)
                _web.On($"/s{source}/{item}", Page(source, item));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _web!.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_kill_in_the_middle_of_a_poll_keeps_nothing_of_it()
    {
        Announce(3);
        var held = Enumerable.Range(0, Sources).Select(source => _web!.HoldBack($"/s{source}/1")).ToList();

        using (var worker = RunningProgram.Start(Run))
        {
            // The first article of a poll has been read, the second has been asked for.
            await Task.WhenAny(held.Select(hold => hold.Asked)).WaitAsync(RunningProgram.Patience, Stop);
            Assert.True(await worker.KillAsync(Stop), worker.Said);
        }

        await WithStoreAsync(async store =>
        {
            Assert.Equal(0, await store.Archive.LastNumberAsync(Stop));
            Assert.Empty(await store.Book.RecallAllAsync(Stop));
        });
    }

    [Fact]
    public async Task Stopped_in_the_middle_of_a_poll_the_worker_ends_well_and_keeps_nothing_of_it()
    {
        Announce(3);
        var held = Enumerable.Range(0, Sources).Select(source => _web!.HoldBack($"/s{source}/1")).ToList();
        using var worker = RunningProgram.Start(Run);
        await Task.WhenAny(held.Select(hold => hold.Asked)).WaitAsync(RunningProgram.Patience, Stop);

        Assert.Equal(0, await worker.TerminateAsync(Stop));

        Assert.True(!worker.Said.Contains("fail:", StringComparison.Ordinal), worker.Said);
        await WithStoreAsync(async store => Assert.Equal(0, await store.Archive.LastNumberAsync(Stop)));
    }

    [Fact]
    public async Task While_a_worker_runs_other_verbs_ask_it_and_a_second_worker_is_refused()
    {
        Announce(2);
        using var worker = RunningProgram.Start(Run);
        await worker.LineAsync(line => line.Contains("2 new", StringComparison.Ordinal), Stop);

        using var second = RunningProgram.Start(Run);
        Assert.Equal(1, await second.EndAsync(Stop));
        Assert.Contains($"A worker already runs on '{Data}': process {worker.Id} (run).", second.Said, StringComparison.Ordinal);
        Assert.Contains("Shingle", await RunningProgram.RunAsync(Stop, "search", "shingle", "--data", Data), StringComparison.Ordinal);
        Assert.False(worker.IsOver, worker.Said);
        Assert.Equal(0, await worker.TerminateAsync(Stop));
    }

    [Fact]
    public async Task A_kill_after_polls_that_found_nothing_new_puts_no_poll_off_and_costs_one_more_question()
    {
        Announce(2);
        await RunUntilAsync(" listed, ");
        await WithStoreAsync(MakeDueAsync);
        await RunUntilAsync("Not modified (304).");
        await WithStoreAsync(async store =>
        {
            await CheckAsync(store, 0);
            // On disk or not: due as made due above, or as the poll said.
            Assert.All(await store.Book.RecallAllAsync(Stop), memory => Assert.Equal(memory.Due == DateTimeOffset.MinValue ? 0 : 1, memory.NotModified));
            await MakeDueAsync(store);
        });

        await FinishAsync();

        await WithStoreAsync(async store =>
        {
            await CheckAsync(store, 1);
            Assert.Equal(Sources * Items, await store.Archive.LastNumberAsync(Stop));
        });

        async Task RunUntilAsync(string word)
        {
            using var worker = RunningProgram.Start(Run);
            for (var source = 0; source < Sources; source++)
                await worker.LineAsync(line => line.Contains($"s{source}: ", StringComparison.Ordinal) && line.Contains(word, StringComparison.Ordinal), Stop);
            Assert.True(await worker.KillAsync(Stop), worker.Said);
        }
    }

    [Fact]
    public async Task However_often_it_is_killed_every_item_is_kept_once_and_whole()
    {
        for (var round = 0; round < Kills; round++)
        {
            // The last is for the end: a digest is to have something to tell.
            Announce(Math.Min(1 + (round * Items / Kills), Items - 1));
            using (var worker = RunningProgram.Start(Run))
            {
                await BadMomentAsync(round, worker).WaitAsync(RunningProgram.Patience, Stop);
                Assert.True(await worker.KillAsync(Stop), worker.Said);
            }
            // A worker that is killed when it has barely begun finds its own way after the kill before. Every other has to have something to poll and to keep:
            // where the one before was killed late, nothing would be due, or all unchanged, and its moment would never come.
            if (round % 2 == 1)
                await WithStoreAsync(async store => { await CheckAsync(store, round); await ForgetAsync(store); });
            else if (round % 5 != 3)
                await WithStoreAsync(ForgetAsync);
            // What was told so far is told, whatever is killed from here on.
            if (round % 10 == 9)
                await RunningProgram.RunAsync(Stop, "digest", "send", "--data", Data);
        }

        await FinishAsync();

        await WithStoreAsync(async store =>
        {
            await CheckAsync(store, -1);
            Assert.Equal(Sources * Items, await store.Archive.LastNumberAsync(Stop));
            Assert.All(await store.Archive.CountsAsync(Stop), count => Assert.Equal(Items, count.Value));
        });
        await CheckKeysAsync();
        await CheckDigestsAsync();
    }

    /// <summary>Waits for one of several moments that a poll goes through, never for a time.</summary>
    private async Task BadMomentAsync(int round, RunningProgram worker)
    {
        switch (round % 5)
        {
            case 0:
                // In the midst of reading.
                await _web!.MoreRequests(3 + (round % 6));
                break;
            case 1:
                // A transaction has just been committed.
                await worker.LineAsync(line => line.Contains(" listed, ", StringComparison.Ordinal), Stop);
                break;
            case 2:
                await worker.FileChangesAsync(Data, "aggregator-log.db", 1, Stop);
                break;
            case 3:
                // Between the pages of a transaction, or of the one after. The system may tell of several at once.
                await worker.FileChangesAsync(Data, "aggregator-log.db", 3, Stop);
                break;
            default:
                // It has barely begun: perhaps the log of the one killed before is being read.
                await worker.FileChangesAsync(Data, ".owner", 1, Stop);
                break;
        }
    }

    /// <summary>A last worker, while whose run everything left is polled from beside it, over its socket.</summary>
    private async Task FinishAsync()
    {
        Announce(Items);
        using var worker = RunningProgram.Start(Run);
        await worker.LineAsync(line => line.Contains("Application started", StringComparison.Ordinal), Stop);
        var report = await RunningProgram.RunAsync(Stop, "poll", "--json", "--data", Data, "--feeds", _folder.In("feeds.json"));
        using (var answer = JsonDocument.Parse(report))
            Assert.All(answer.RootElement.GetProperty("sources").EnumerateArray(), source => Assert.NotEqual("failed", source.GetProperty("result").GetString()));
        Assert.Equal(0, await worker.TerminateAsync(Stop));
        Assert.True(!worker.Said.Contains("fail:", StringComparison.Ordinal), worker.Said);
    }

    /// <summary>Every source is as if it had never been polled; its items are known all the same.</summary>
    private static async Task ForgetAsync(Store store)
    {
        foreach (var memory in await store.Book.RecallAllAsync(Stop))
            await store.Book.CompleteAsync(new PollCompletion(new PollMemory { Source = memory.Source }, [], DateTimeOffset.UnixEpoch), Stop);
    }

    private static async Task MakeDueAsync(Store store)
    {
        foreach (var memory in await store.Book.RecallAllAsync(Stop))
            await store.Book.CompleteAsync(new PollCompletion(memory with { Due = DateTimeOffset.MinValue }, [], DateTimeOffset.UnixEpoch), Stop);
    }

    /// <summary>Numbers without gaps, every item at most once, every article with all of its text.</summary>
    private async Task CheckAsync(Store store, int round)
    {
        var kept = new List<KeptArticle>();
        for (var number = 1L; number <= await store.Archive.LastNumberAsync(Stop); number++)
            kept.Add(Assert.IsType<KeptArticle>(await store.Archive.FindAsync(number, Stop)));
        Assert.Null(await store.Archive.FindAsync(kept.Count + 1, Stop));
        Assert.Equal(kept.Count, kept.DistinctBy(article => article.Article.Link).Count());
        foreach (var article in kept)
        {
            var (source, item) = Place(article.Article.Link!);
            Assert.Equal($"s{source}", article.Article.Source.Value);
            Assert.True(article.Article.PageTrouble is null, $"Round {round}: {article.Article.PageTrouble}");
            Assert.Contains($"first words of {source}/{item}", article.Article.Text, StringComparison.Ordinal);
            Assert.Contains($"last words of {source}/{item}", article.Article.Text, StringComparison.Ordinal);
            Assert.Equal(1, article.Version);
        }
        var counts = await store.Archive.CountsAsync(Stop);
        Assert.Equal(kept.Count, counts.Values.Sum());
        Assert.All(counts, count => Assert.Equal(count.Value, kept.Count(article => article.Article.Source.Value == count.Key)));
        var check = await store.Keeper.VerifyAsync(Stop);
        Assert.True(check.IsSound, $"Round {round}: {string.Join('\n', check.Damage.Select(damage => damage.Sentence))}");
        Assert.Equal(kept.Count, (await store.Archive.SearchAsync(new SearchRequest("shingle") { Limit = kept.Count + 1 }, Stop)).Hits.Count);
    }

    /// <summary>Every article has both its keys, and every key its article.</summary>
    private async Task CheckKeysAsync()
    {
        using var held = StoreLock.TryTake(Data);
        using var file = await LiteDbStore.OpenAsync(Data, Stop);
        var (keys, bodies) = await file.ReadAsync(db => (Shape.Keys(db).FindAll().Select(row => row["n"].AsInt64).ToList(), Shape.Bodies(db).FindAll().Select(row => row["_id"].AsInt64).ToList()), Stop);
        Assert.Equal(Enumerable.Range(1, Sources * Items).Select(number => (long)number), bodies.Order());
        Assert.Equal(bodies.Order(), keys.Distinct().Order());
        Assert.Equal(2 * bodies.Count, keys.Count);
    }

    private async Task CheckDigestsAsync()
    {
        Assert.StartsWith("Sent: ", await RunningProgram.RunAsync(Stop, "digest", "send", "--data", Data), StringComparison.Ordinal);
        Assert.Contains($"every digest reaches to no. {Sources * Items}", await RunningProgram.RunAsync(Stop, "digest", "send", "--data", Data), StringComparison.Ordinal);
        Assert.Contains("Clean: ", await RunningProgram.RunAsync(Stop, "digest", "audit", "--data", Data), StringComparison.Ordinal);
    }

    private async Task WithStoreAsync(Func<Store, Task> work)
    {
        await using var store = await Some.OpenAsync(Data);
        await work(store);
    }

    /// <summary>Every feed now has so many items, the newest first.</summary>
    private void Announce(int items)
    {
        for (var source = 0; source < Sources; source++)
        {
            var feed = new StringBuilder($"""<rss version="2.0"><channel><title>s{source}</title><link>{_web!.At($"/s{source}")}</link><description>d</description>""");
            for (var item = items - 1; item >= 0; item--)
                feed.Append($"""<item><title>{Title(source, item)}</title><link>{_web.At($"/s{source}/{item}")}</link><guid isPermaLink="false">s{source}-{item}</guid><description>Short.</description></item>""");
            _web.OnTagged($"/s{source}/feed", feed.Append("</channel></rss>").ToString(), $"\"{items}\"");
        }
    }

    private static string Title(int source, int item) => $"Shingle and sluices, number {item} of {source}";

    private static string Page(int source, int item)
    {
        var middle = string.Concat(Enumerable.Range(0, 40).Select(line => $"<p>Line {line}, {Convert.ToHexString(Encoding.UTF8.GetBytes($"{source * 7919 + item * 104729 + line * 31}"))}: the shingle moves eastward along the coast, and with it the sluices silt up.</p>"));
        return $"""
            <html lang="en"><head><title>{Title(source, item)}</title></head><body><main><article><h1>{Title(source, item)}</h1>
            <p>These are the first words of {source}/{item}, as long as a paragraph has to be to be taken for one by a reader of pages.</p>
            {middle}
            <p>These are the last words of {source}/{item}, and they are no shorter than the first, so that they are taken too.</p>
            </article></main></body></html>
            """;
    }

    private static (int Source, int Item) Place(Uri link)
    {
        var match = PathShape().Match(link.AbsolutePath);
        return (int.Parse(match.Groups[1].Value), int.Parse(match.Groups[2].Value));
    }

    [GeneratedRegex("^/s([0-9]+)/([0-9]+)$")]
    private static partial Regex PathShape();
}
