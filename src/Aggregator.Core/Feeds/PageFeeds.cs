using Aggregator.Text;

namespace Aggregator.Feeds;

/// <summary>Finds the feeds that a web page names in its head, as a person would write them down.</summary>
internal static class PageFeeds
{
    public static IReadOnlyList<string> Of(DocumentText html, Uri? address)
    {
        var xml = new LooseXml(html, address);
        var feeds = new List<string>();
        var from = address;
        while (xml.ReadNext())
        {
            if (xml.Name is "base")
                from = WebAddress.Resolve(address, xml.Attribute("href")) ?? from;
            else if (xml.Name is "link" && IsFeed(xml) && xml.Attribute("href") is { } href && Named(from, href) is var feed && !feeds.Contains(feed))
                feeds.Add(feed);
            if (xml.Name is "body" || feeds.Count > 100)
                break;
        }
        return feeds;
    }

    /// <summary>The address; as it is written, where it leads from nowhere.</summary>
    private static string Named(Uri? from, string href) => WebAddress.Resolve(from, href)?.AbsoluteUri ?? PlainText.Shortened(PlainText.OneLine(href), 200);

    private static bool IsFeed(LooseXml link) =>
        link.Attribute("rel")?.Contains("alternate", StringComparison.OrdinalIgnoreCase) == true
        && link.Attribute("type") is { } type
        && (type.Contains("rss", StringComparison.OrdinalIgnoreCase) || type.Contains("atom", StringComparison.OrdinalIgnoreCase) || type.Contains("feed+json", StringComparison.OrdinalIgnoreCase) || type.Contains("rdf", StringComparison.OrdinalIgnoreCase));
}
