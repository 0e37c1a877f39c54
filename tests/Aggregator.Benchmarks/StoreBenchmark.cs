using System.Diagnostics;
using Aggregator.Articles;
using Aggregator.Items;
using Aggregator.Polls;
using Aggregator.Sources;
using Aggregator.Storing;

namespace Aggregator.Benchmarks;

/// <summary>Keeping polls of 50 items, against the least that durability costs: the same bytes appended, one fsync a poll.</summary>
internal static class StoreBenchmark
{
    private const int Polls = 40;
    private const int ItemsPerPoll = 50;

    public static async Task<int> RunAsync(bool asJson)
    {
        var folder = Directory.CreateTempSubdirectory("aggregator-bench-").FullName;
        try
        {
            if (await Store.OpenAsync(folder, "benchmark", mustOwn: true, CancellationToken.None) is not StoreOutcome.Opened { Store: var store })
                return 1;
            await using (store)
                (await CompareAsync(store, Path.Combine(folder, "floor"))).Print(asJson);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<Figures> CompareAsync(Store store, string path)
    {
        var source = SourceId.TryParse("bench", out var id) ? id : throw new UnreachableException();
        var polls = Enumerable.Range(0, Polls).Select(poll => Completion(source, poll)).ToList();
        var bytes = new byte[polls[0].Articles.Sum(read => read.Article.Text.Length)];
        var (floor, kept) = (TimeSpan.Zero, TimeSpan.Zero);
        await using var file = new FileStream(path, FileMode.CreateNew);
        foreach (var poll in polls)
        {
            var since = Stopwatch.GetTimestamp();
            file.Write(bytes);
            file.Flush(flushToDisk: true);
            floor += Stopwatch.GetElapsedTime(since);
            since = Stopwatch.GetTimestamp();
            await store.Book.CompleteAsync(poll, CancellationToken.None);
            kept += Stopwatch.GetElapsedTime(since);
        }
        var figures = new Figures("store");
        figures.Begin($"{Polls} polls of {ItemsPerPoll} articles of {bytes.Length / ItemsPerPoll / 1000} kB");
        figures.Add("append and fsync (floor)", Figure.Of("millisecondsPerPoll", floor.TotalMilliseconds / Polls, "0.0 ms a poll", 14));
        figures.Add("IPollBook.CompleteAsync", Figure.Of("millisecondsPerPoll", kept.TotalMilliseconds / Polls, "0.0 ms a poll", 14),
            Figure.Of("articlesPerSecond", Polls * ItemsPerPoll / kept.TotalSeconds, "0 articles/s", 16), Figure.Of("floorOverThis", floor / kept, "floor / this 0.00"));
        return figures;
    }

    /// <summary>A poll of fifty new articles of six kilobytes.</summary>
    public static PollCompletion Completion(SourceId source, int poll)
    {
        var articles = Enumerable.Range(0, ItemsPerPoll).Select(at => new ReadArticle(
            new AskedItem(at, [new ItemKey($"{poll}-{at}")], "fingerprint"),
            new Article
            {
                Source = source,
                Title = $"Article {at} of poll {poll}",
                Text = Words(poll * ItemsPerPoll + at),
                Html = "",
                Original = OriginalLink.None,
            })).ToList();
        return new PollCompletion(new PollMemory { Source = source }, articles, DateTimeOffset.UnixEpoch.AddHours(poll));
    }

    private static string Words(int seed)
    {
        var random = new Random(seed);
        return string.Join(' ', Enumerable.Range(0, 1000).Select(_ => new string((char)('a' + random.Next(26)), random.Next(2, 10))));
    }
}
