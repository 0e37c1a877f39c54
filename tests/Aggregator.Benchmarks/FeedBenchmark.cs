using System.Xml;
using Aggregator.Downloads;
using Aggregator.Feeds;
using Aggregator.Items;

namespace Aggregator.Benchmarks;

/// <summary>Reading feeds whole, against the least that any reader must do.</summary>
internal static class FeedBenchmark
{
    public static int Run(string folder)
    {
        // Only what both can read: the floor must not be spared the work, nor do work for nothing.
        var feeds = Directory.EnumerateFiles(folder, "*.xml", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(File.ReadAllBytes).Where(bytes => TryPass(bytes) && FeedReader.Read(Of(bytes)) is ReadOutcome.Read).ToList();
        if (feeds.Count == 0)
        {
            Console.Error.WriteLine($"No readable feed (*.xml) below {folder}.");
            return 1;
        }
        var bySize = feeds.OrderByDescending(feed => feed.Length).ToList();
        Compare("The 40 largest feeds", [.. bySize.Take(40)]);
        Compare("150 feeds of 10 to 60 kB", [.. bySize.Where(feed => feed.Length is > 10_000 and < 60_000).Take(150)]);
        return 0;
    }

    private static void Compare(string title, IReadOnlyList<byte[]> feeds) => Contest.Run(
        $"{title} ({feeds.Count})", feeds.Sum(feed => (long)feed.Length),
        ("a raw XmlReader pass (floor)", () => Each(feeds, feed => TryPass(feed))),
        ("FeedReader: all fields, safe html", () => Each(feeds, feed => FeedReader.Read(Of(feed)))));

    private static void Each(IReadOnlyList<byte[]> feeds, Action<byte[]> work)
    {
        foreach (var feed in feeds)
            work(feed);
    }

    private static Download Of(byte[] feed) => new() { Body = feed, Address = new Uri("https://example.org/feed.xml") };

    private static bool TryPass(byte[] feed)
    {
        try
        {
            using var xml = XmlReader.Create(new MemoryStream(feed), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, CheckCharacters = false });
            while (xml.Read())
                _ = xml.Value;
            return true;
        }
        catch (XmlException)
        {
            return false;
        }
    }
}
