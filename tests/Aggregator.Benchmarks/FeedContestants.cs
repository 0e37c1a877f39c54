using System.ServiceModel.Syndication;
using System.Xml;
using Aggregator.Downloads;
using Aggregator.Feeds;
using Aggregator.Items;
using Theirs = CodeHollow.FeedReader.FeedReader;

namespace Aggregator.Benchmarks;

/// <summary>One who reads feeds.</summary>
/// <param name="Read">False for a feed that it refuses; it may also throw.</param>
internal sealed record FeedContestant(string Name, Func<byte[], bool> Read);

/// <summary>The readers that are timed side by side, the floor first.</summary>
internal static class FeedContestants
{
    public const string Reading = "FeedReader: all fields, html as it stands";
    public const string Whole = "FeedReader: all fields, safe html";
    public const string Syndication = "System.ServiceModel.Syndication";
    public const string CodeHollow = "CodeHollow.FeedReader";

    private static readonly Uri Address = new("https://example.org/feed.xml");

    public static IReadOnlyList<FeedContestant> All { get; } =
    [
        new("a raw XmlReader pass (floor)", Pass),
        new("the pass, with every Value made a string", PassWithValues),
        new(Reading, feed => FeedReader.Read(Of(feed), (html, _) => (html, false)) is ReadOutcome.Read),
        new(Whole, feed => FeedReader.Read(Of(feed)) is ReadOutcome.Read),
        new(Syndication, LoadSyndication),
        new(CodeHollow, feed => Theirs.ReadFromByteArray(feed).Items is not null),
    ];

    /// <summary>True when the reader takes the feed; what it throws is its refusal.</summary>
    public static bool Reads(FeedContestant reader, byte[] feed)
    {
        try
        {
            return reader.Read(feed);
        }
#pragma warning disable CA1031 // Other libraries throw what they like at what they cannot read.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }

    private static bool Pass(byte[] feed)
    {
        using var xml = Xml(feed);
        while (xml.Read())
        {
        }
        return true;
    }

    private static bool PassWithValues(byte[] feed)
    {
        using var xml = Xml(feed);
        while (xml.Read())
            _ = xml.Value;
        return true;
    }

    /// <summary>Loads lazily: only what is asked of an item is made of it.</summary>
    private static bool LoadSyndication(byte[] feed)
    {
        using var xml = Xml(feed);
        var loaded = SyndicationFeed.Load(xml);
        foreach (var item in loaded.Items)
        {
            _ = item.Title?.Text;
            foreach (var link in item.Links)
                _ = link.Uri;
            _ = item.Summary?.Text;
            _ = (item.Content as TextSyndicationContent)?.Text;
            Touch(() => item.PublishDate);
            Touch(() => item.LastUpdatedTime);
        }
        return true;
    }

    private static void Touch(Func<DateTimeOffset> date)
    {
        try
        {
            _ = date();
        }
        catch (XmlException)
        {
            // It throws for a date that it cannot read.
        }
    }

    private static XmlReader Xml(byte[] feed) => XmlReader.Create(new MemoryStream(feed), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });

    private static Download Of(byte[] feed) => new() { Body = feed, Address = Address };
}
