using System.IO.Compression;

namespace Aggregator.Benchmarks;

/// <summary>Reading feeds, against the least that any reader must do and against what others make of the same bytes.</summary>
internal static class FeedBenchmark
{
    private const int Largest = 40;
    private const int Ordinary = 150;

    public static int Run(string folder, bool asJson)
    {
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(Bytes).ToList();
        var refused = FeedContestants.All.Select(reader => (reader.Name, Files: files.Where(file => !FeedContestants.Reads(reader, file)).ToHashSet())).ToList();
        // Only what all can read: none may be spared work that another does, nor do it for nothing.
        var feeds = files.Where(file => refused.TrueForAll(reader => !reader.Files.Contains(file))).OrderByDescending(feed => feed.Length).ToList();
        if (feeds.Count == 0)
        {
            Console.Error.WriteLine($"Below {folder} lies no feed that every reader can read.");
            return 1;
        }
        var sets = new List<FeedSet>
        {
            Compare("The largest feeds", [.. feeds.Take(Largest)]),
            Compare("Feeds of 10 to 60 kB", Spread([.. feeds.Where(feed => feed.Length is >= 10_000 and <= 60_000)], Ordinary)),
        };
        var figures = new Figures("feeds");
        figures.Begin($"{files.Count} files, {files.Count - feeds.Count} left out since not all can read them");
        foreach (var (name, its) in refused)
            figures.Add(name, Figure.Of("leftOut", its.Count, "0"));
        foreach (var set in sets)
            Tell(figures, set);
        figures.Print(asJson);
        return 0;
    }

    /// <summary>As many as asked for, of all sizes alike: every n-th by size.</summary>
    private static IReadOnlyList<byte[]> Spread(IReadOnlyList<byte[]> bySize, int count) =>
        bySize.Count <= count ? bySize : [.. Enumerable.Range(0, count).Select(at => bySize[(int)((long)at * bySize.Count / count)])];

    private static FeedSet Compare(string title, IReadOnlyList<byte[]> feeds)
    {
        var works = FeedContestants.All.Select(reader => (reader.Name, Work: (Action)(() => Each(feeds, reader.Read)))).ToArray();
        return new FeedSet(title, feeds.Count, feeds.Sum(feed => (long)feed.Length), feeds.Count == 0 ? [] : Contest.Run(works));
    }

    private static void Each(IReadOnlyList<byte[]> feeds, Func<byte[], bool> read)
    {
        foreach (var feed in feeds)
            _ = read(feed);
    }

    private static void Tell(Figures figures, FeedSet set)
    {
        Contest.Tell(figures, $"{set.Title} ({set.Feeds})", set.Bytes, set.Times);
        if (set.Times.Count == 0)
            return;
        foreach (var ours in new[] { FeedContestants.Reading, FeedContestants.Whole })
        {
            foreach (var other in new[] { FeedContestants.Syndication, FeedContestants.CodeHollow })
                figures.Add($"{ours} / {other}", Figure.Of("timesAsFast", Of(set, other) / Of(set, ours), "0.00 times as fast"));
        }
    }

    private static double Of(FeedSet set, string name) => set.Times.Single(time => time.Name == name).Milliseconds;

    private static byte[] Bytes(string path)
    {
        if (!path.EndsWith(".gz", StringComparison.Ordinal))
            return File.ReadAllBytes(path);
        using var stream = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>The feeds of one contest and what came of it.</summary>
    private sealed record FeedSet(string Title, int Feeds, long Bytes, IReadOnlyList<ContestTime> Times);
}
