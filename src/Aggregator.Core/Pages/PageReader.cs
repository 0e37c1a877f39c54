using Aggregator.Downloads;
using Aggregator.Items;
using Aggregator.Sources;
using Aggregator.Text;

namespace Aggregator.Pages;

/// <summary>Reads what a page announces: the rows that its source's rules name, or the latest news of a wire's page.</summary>
public static class PageReader
{
    public static ReadOutcome Read(Download download, PageRules? rules)
    {
        var page = PageDocument.Of(download);
        if (rules?.Item is not null)
            return page.Tree is null
                ? new ReadOutcome.Unreadable("This is plain text: selectors need html.")
                : ListingReader.Read(page, rules);
        return WirePage.Read(page, isWire: false) is { } release
            ? new ReadOutcome.Read(Announced(release, download))
            : new ReadOutcome.Unreadable("Nothing says what this page announces: give its source rules, as { \"item\": \"article\" }.");
    }

    /// <summary>What a release's page announces beside the release: the channel's latest news.</summary>
    public static Announcement Announced(WireRelease release, Download download) => new()
    {
        Format = "page",
        Title = release.Channel is null ? release.Title : $"Latest News from {release.Channel}",
        Link = download.Address,
        Items = [.. release.Latest.Select(row => ItemOf(row))],
    };

    private static Item ItemOf(LatestRow row) => new()
    {
        Title = row.Title,
        Link = row.Link,
        Published = row.Published,
        Summary = row.Summary is null ? null : SafeHtml.OfParagraphs([row.Summary]),
    };
}
