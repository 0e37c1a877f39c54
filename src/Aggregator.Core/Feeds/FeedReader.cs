using Aggregator.Downloads;
using Aggregator.Items;
using Aggregator.Text;

namespace Aggregator.Feeds;

/// <summary>Reads feeds of every format there is: RSS 0.90 to 2.0, RDF, Atom 0.3 and 1.0, JSON Feed, CDF. It never throws; what it forgives it names.</summary>
public static class FeedReader
{
    /// <summary>Entries of one feed, at most: what an archive of decades has, and no bomb.</summary>
    public const int MostItems = 50_000;

    private const int MostFeedsNamed = 5;

    /// <summary>What the download announces, html made safe and absolute; or a sentence that says why it is no feed.</summary>
    public static ReadOutcome Read(Download download) => Read(download, SafeHtml.Cleaned);

    /// <param name="clean">What makes html safe, given the html and the address its links lead from, and says whether it cut it off.</param>
    internal static ReadOutcome Read(Download download, Func<string?, Uri?, (string? Html, bool IsCut)> clean)
    {
        using var text = DocumentText.Of(download.Body.Span, download.ContentType);
        var start = text.Characters.Span.TrimStart("\uFEFF \t\r\n");
        if (start.IsEmpty)
            return new ReadOutcome.Unreadable("The answer is empty.");
        var items = new FeedItems(download.Address, clean);
        return start[0] is '{' or '[' ? ReadJson(text, download.Address, items) : ReadXml(text, download.Address, items);
    }

    private static ReadOutcome ReadJson(DocumentText text, Uri? address, FeedItems items)
    {
        var json = text.Characters.TrimStart('\uFEFF');
        var mended = JsonMend.MayHoldHalves(json.Span) ? JsonMend.Of(json.Span) : null;
        var read = JsonFeed.Read(mended?.AsMemory() ?? json, address, out var why);
        if (read is null && mended is null && (mended = JsonMend.Of(json.Span)) is not null)
            read = JsonFeed.Read(mended.AsMemory(), address, out _);
        string?[] repairs = [text.Repair, mended is null ? null : JsonMend.Repair];
        return read is null ? new ReadOutcome.Unreadable(why) : new ReadOutcome.Read(items.Of(read, [.. repairs.OfType<string>()]));
    }

    private static ReadOutcome ReadXml(DocumentText text, Uri? address, FeedItems items)
    {
        var xml = new LooseXml(text, address);
        if (text.Repair is { } repair)
            xml.Repairs.Say(repair);
        xml.Repairs.Add(Repair.Control, text.Controls);
        var walk = new FeedWalk(xml);
        if (walk.Read() is { } feed)
            return new ReadOutcome.Read(items.Of(feed, xml.Repairs.Told()));
        if (walk.Root is null)
            return new ReadOutcome.Unreadable("This is not a feed: it is neither XML nor JSON.");
        return new ReadOutcome.Unreadable(walk.Root is "html" or "head" or "body" or "script" or "div" or "p" or "br" or "b" or "meta" || text.Characters.Span.Contains("<html", StringComparison.OrdinalIgnoreCase)
            ? WebPage(text, address)
            : $"This is XML, but not a feed: its first element is <{walk.Root}>.");
    }

    /// <summary>A page instead of a feed: which feeds it names is the most useful thing to say.</summary>
    private static string WebPage(DocumentText text, Uri? address)
    {
        var feeds = PageFeeds.Of(text, address);
        return feeds.Count == 0
            ? "This is a web page, not a feed, and it names no feed."
            : $"This is a web page, not a feed; it names these feeds: {string.Join(", ", feeds.Take(MostFeedsNamed))}{(feeds.Count > MostFeedsNamed ? $" and {feeds.Count - MostFeedsNamed} more" : "")}.";
    }
}
