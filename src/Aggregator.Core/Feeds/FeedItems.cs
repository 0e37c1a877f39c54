using System.ServiceModel.Syndication;
using Aggregator.Items;
using Aggregator.Text;

namespace Aggregator.Feeds;

/// <summary>Turns what Syndication read into items: the right link, safe html, dates with their doubt, extensions.</summary>
internal static class FeedItems
{
    public static Announcement Of(SyndicationFeed feed, string format, Uri? address, DateNotes dates, Func<string?, Uri?, string?> clean)
    {
        var at = Resolved(feed.BaseUri, address);
        var link = Alternate(feed.Links, at);
        var items = new List<Item>();
        var drops = new List<Drop>();
        foreach (var entry in feed.Items)
        {
            var item = ItemOf(entry, at ?? link, dates, feed.Authors, clean);
            if (item.Link is null && item.Title is null && item.Summary is null && item.Content is null)
                drops.Add(new Drop("nothing to read", item.Id ?? $"entry {items.Count + drops.Count + 1}", "The entry has neither link nor title nor text."));
            else
                items.Add(item);
        }
        return new Announcement
        {
            Format = format,
            Id = Blank(feed.Id),
            Title = PlainText.Title(feed.Title?.Text),
            Link = link,
            Description = clean(feed.Description?.Text, at),
            Language = Blank(feed.Language) ?? Extension.Text(feed.ElementExtensions, "language", Extension.DublinCore),
            Author = Names(feed.Authors).FirstOrDefault() ?? Extension.Text(feed.ElementExtensions, "creator", Extension.DublinCore),
            Published = Extension.Date(feed.ElementExtensions, "pubDate", ""),
            Updated = dates.Date(feed.LastUpdatedTime),
            Image = WebAddress.Resolve(at, feed.ImageUrl?.OriginalString),
            Categories = Categories(feed.Categories),
            Items = items,
            Drops = drops,
        };
    }

    private static Item ItemOf(SyndicationItem entry, Uri? feedBase, DateNotes dates, IEnumerable<SyndicationPerson> feedAuthors, Func<string?, Uri?, string?> clean)
    {
        var at = Resolved(entry.BaseUri, feedBase);
        var id = Blank(entry.Id);
        // Syndication makes a link of any guid that does not deny it; only an address or a path can be meant so.
        var link = Alternate(entry.Links.Where(given => given.Uri?.OriginalString.Trim() != id || id?.StartsWith('/') == true || WebAddress.TryParse(id, out _)), at)
            ?? (WebAddress.TryParse(id, out var permalink) ? permalink : null);
        var around = at ?? link;
        var published = dates.Date(entry.PublishDate) ?? Extension.Date(entry.ElementExtensions, "date", Extension.DublinCore);
        var content = Extension.Text(entry.ElementExtensions, "encoded", Extension.Content) ?? Html(entry.Content);
        return new Item
        {
            Id = id,
            Link = Extension.Address(entry.ElementExtensions, "origLink", Extension.FeedBurner, at) ?? link,
            Title = Title(entry.Title),
            Summary = clean(Html(entry.Summary), around),
            Content = clean(content, around),
            Authors = Authors(entry, feedAuthors),
            Published = published,
            Updated = dates.Date(entry.LastUpdatedTime),
            UnreadDate = published is null ? dates.Unread(entry.PublishDate) : null,
            Categories = Categories(entry.Categories),
            Enclosures = Enclosures(entry.Links, at),
        };
    }

    private static List<string> Authors(SyndicationItem entry, IEnumerable<SyndicationPerson> feedAuthors)
    {
        var own = Names(entry.Authors);
        if (own.Count == 0)
            own = [.. Extension.Texts(entry.ElementExtensions, "creator", Extension.DublinCore)];
        return own.Count > 0 ? own : Names(feedAuthors);
    }

    private static List<string> Names(IEnumerable<SyndicationPerson> people) =>
        [.. people.Select(person => PlainText.Title(person.Name) ?? PlainText.Title(person.Email)).OfType<string>().Distinct()];

    private static IReadOnlyList<string> Categories(IEnumerable<SyndicationCategory> categories) =>
        [.. categories.Select(category => PlainText.Title(category.Label) ?? PlainText.Title(category.Name)).OfType<string>().Distinct()];

    private static IReadOnlyList<Enclosure> Enclosures(IEnumerable<SyndicationLink> links, Uri? at) =>
        [.. links.Where(link => link.RelationshipType == "enclosure")
            .Select(link => (Address: WebAddress.Resolve(Resolved(link.BaseUri, at), link.Uri?.OriginalString), Link: link))
            .Where(found => found.Address is not null)
            .Select(found => new Enclosure(found.Address!, Blank(found.Link.MediaType), found.Link.Length > 0 ? found.Link.Length : null))];

    /// <summary>The link a reader would follow: <c>alternate</c>, html before other types; a feed's link to itself is none.</summary>
    private static Uri? Alternate(IEnumerable<SyndicationLink> links, Uri? at) =>
        links.Where(link => link.RelationshipType is null or "" or "alternate")
            .OrderBy(link => link.MediaType is null or "" || link.MediaType.Contains("html", StringComparison.OrdinalIgnoreCase) ? 0 : 1)
            .Select(link => WebAddress.Resolve(Resolved(link.BaseUri, at), Blank(link.Uri?.OriginalString)))
            .FirstOrDefault(found => found is not null);

    private static string? Title(TextSyndicationContent? title) =>
        title is null ? null : title.Type == "text" && !title.Text.Contains('<', StringComparison.Ordinal) && !title.Text.Contains('&', StringComparison.Ordinal)
            ? Blank(PlainText.OneLine(title.Text))
            : PlainText.Title(title.Text);

    private static string? Html(SyndicationContent? content) => content switch
    {
        XmlSyndicationContent xml => xml.GetReaderAtContent().ReadInnerXml(),
        TextSyndicationContent { Type: "text" } text when !text.Text.Contains('<', StringComparison.Ordinal) => System.Net.WebUtility.HtmlEncode(System.Net.WebUtility.HtmlDecode(text.Text)),
        TextSyndicationContent text => text.Text,
        _ => null,
    };

    private static Uri? Resolved(Uri? inner, Uri? outer) => inner is null || inner.OriginalString.Length == 0 ? outer : WebAddress.Resolve(outer, inner.OriginalString) ?? outer;

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
