using System.Diagnostics;
using System.Text.Json;
using Aggregator.Storing;

namespace Aggregator.Benchmarks;

/// <summary>A process that only opens a full store and serves it, as the worker does: what that takes in time and memory.</summary>
internal static class StoreServing
{
    private const int Rounds = 200;

    /// <summary>Child: opens the store of a folder, lists, polls, answers the questions that come on standard input, and tells what it took as one line of JSON.</summary>
    public static async Task<int> RunAsync(string data, int articles, CancellationToken stop)
    {
        var since = Stopwatch.GetTimestamp();
        await using var store = await Store.OpenAsync(data, "benchmark", mustOwn: true, stop) is StoreOutcome.Opened opened ? opened.Store : throw new InvalidOperationException("The store could not be opened.");
        await store.Book.DueAsync(DateTimeOffset.UnixEpoch, stop);
        var open = Stopwatch.GetElapsedTime(since).TotalMilliseconds;
        await store.Archive.SearchAsync(new SearchRequest("source:s0"), stop);
        var answered = Stopwatch.GetElapsedTime(since).TotalMilliseconds;
        var texts = StoreTexts.Invented(articles, paragraphs: 500);
        var firstLists = await ListsAsync(store, texts, stop);
        var unchanged = await Spread.OfAsync(Rounds, at => UnchangedAsync(store, texts.Poll(at), stop));
        // After all those that filled it.
        var next = articles / StoreTexts.ItemsPerPoll + 1;
        var five = await Spread.OfAsync(Rounds, at => store.Book.CompleteAsync(texts.Poll(next + at, 5), stop));
        while (await Console.In.ReadLineAsync(stop) is { } line)
            await store.Archive.SearchAsync(JsonSerializer.Deserialize<StoreQuestion>(line)!.Request, stop);
        // A worker has been running for days: the compiler has done its work.
        var lists = await ListsAsync(store, texts, stop);
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(JsonSerializer.Serialize(new StoreServed(open, answered, lists, unchanged, five)
        {
            FirstLists = firstLists,
            HeapMegabytes = GC.GetTotalMemory(forceFullCollection: false) / 1048576.0,
            Megabytes = process.WorkingSet64 / 1048576.0,
            MostMegabytes = process.PeakWorkingSet64 / 1048576.0,
        }));
        return 0;
    }

    private static Task<Spread> ListsAsync(Store store, StoreTexts texts, CancellationToken stop) =>
        Spread.OfAsync(Rounds, at => store.Archive.SearchAsync(new SearchRequest($"source:s{at * 7 % texts.Sources}") { Limit = 50 }, stop));

    /// <summary>All that the book is asked by a poll whose items it knows.</summary>
    private static async Task UnchangedAsync(Store store, PollCompletion poll, CancellationToken stop)
    {
        var memory = await store.Book.RecallAsync(poll.Memory.Source, stop);
        await store.Book.UnseenAsync(memory.Source, [.. poll.Articles.Select(read => read.Asked)], stop);
        await store.Book.CompleteAsync(new PollCompletion(memory with { LastPolled = poll.Now, Polls = memory.Polls + 1 }, [], poll.Now), stop);
    }
}

/// <summary>What serving a store took.</summary>
/// <param name="OpenMilliseconds">Until polls may begin.</param>
/// <param name="AnsweredMilliseconds">Until the first search was answered, from the beginning.</param>
internal sealed record StoreServed(double OpenMilliseconds, double AnsweredMilliseconds, Spread Lists, Spread Unchanged, Spread Five)
{
    /// <summary>Of a process that has just begun.</summary>
    public required Spread FirstLists { get; init; }

    public double HeapMegabytes { get; init; }

    public double Megabytes { get; init; }

    public double MostMegabytes { get; init; }
}
