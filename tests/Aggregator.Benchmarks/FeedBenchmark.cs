using System.IO.Compression;
using System.Text.Json;

namespace Aggregator.Benchmarks;

/// <summary>Reading feeds, against the least that any reader must do and against what others make of the same bytes.</summary>
internal static class FeedBenchmark
{
    private const int Largest = 40;
    private const int Ordinary = 150;

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

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
        if (asJson)
            Console.WriteLine(JsonSerializer.Serialize(new { files = files.Count, leftOut = files.Count - feeds.Count, leftOutBy = refused.ToDictionary(reader => reader.Name, reader => reader.Files.Count), sets = sets.Select(AsJson) }, Readable));
        else
            Print(files.Count, feeds.Count, refused.Select(reader => $"{reader.Name} {reader.Files.Count}"), sets);
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

    private static void Print(int files, int feeds, IEnumerable<string> refused, IReadOnlyList<FeedSet> sets)
    {
        Console.WriteLine($"{files} files, {files - feeds} left out since not all can read them: {string.Join(", ", refused)}.");
        foreach (var set in sets)
        {
            Console.WriteLine();
            Contest.Print($"{set.Title} ({set.Feeds})", set.Bytes, set.Times);
        }
    }

    private static object AsJson(FeedSet set) => new
    {
        set.Title,
        set.Feeds,
        set.Bytes,
        readers = set.Times.Select(time => new
        {
            time.Name,
            milliseconds = Math.Round(time.Milliseconds, 3),
            spread = Math.Round(time.Spread, 3),
            time.Passes,
            mibPerSecond = Math.Round(time.Rate(set.Bytes), 1),
            floorOverThis = Math.Round(set.Times[0].Milliseconds / time.Milliseconds, 3),
            timesTheFloor = Math.Round(time.Milliseconds / set.Times[0].Milliseconds, 2),
        }),
        // How many times as fast as the other ours is.
        faster = new[] { FeedContestants.Reading, FeedContestants.Whole }.ToDictionary(ours => ours, ours => new[] { FeedContestants.Syndication, FeedContestants.CodeHollow }
            .ToDictionary(other => other, other => set.Times.Count == 0 ? 0 : Math.Round(Of(set, other) / Of(set, ours), 2))),
    };

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
