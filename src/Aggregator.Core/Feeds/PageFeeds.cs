using Aggregator.Text;

namespace Aggregator.Feeds;

/// <summary>Finds the feeds that a web page names in its head.</summary>
internal static class PageFeeds
{
    public static IReadOnlyList<Uri> Of(DocumentText html, Uri? address)
    {
        var xml = new LooseXml(html, address);
        var feeds = new List<Uri>();
        var from = address;
        while (xml.ReadNext())
        {
            if (xml.Name is "base")
                from = WebAddress.Resolve(address, xml.Attribute("href")) ?? from;
            else if (xml.Name is "link" && IsFeed(xml) && WebAddress.Resolve(from, xml.Attribute("href")) is { } feed && !feeds.Contains(feed))
                feeds.Add(feed);
            if (xml.Name is "body" || feeds.Count > 100)
                break;
        }
        return feeds;
    }

    private static bool IsFeed(LooseXml link) =>
        link.Attribute("rel")?.Contains("alternate", StringComparison.OrdinalIgnoreCase) == true
        && link.Attribute("type") is { } type
        && (type.Contains("rss", StringComparison.OrdinalIgnoreCase) || type.Contains("atom", StringComparison.OrdinalIgnoreCase) || type.Contains("feed+json", StringComparison.OrdinalIgnoreCase) || type.Contains("rdf", StringComparison.OrdinalIgnoreCase));
}
