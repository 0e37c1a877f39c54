using Aggregator.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Aggregator.Articles;

/// <summary>What a page says of its article in its head, in JSON-LD and in marked elements.</summary>
internal sealed record PageFacts
{
    public string? Title { get; private init; }

    public string? Description { get; private init; }

    public IReadOnlyList<string> Authors { get; private init; } = [];

    public IReadOnlyList<DateEvidence> Dates { get; private init; } = [];

    public WrittenDate? Updated { get; private init; }

    public string? Language { get; private init; }

    public string? Publisher { get; private init; }

    /// <summary>JSON-LD articleBody: a witness of the text, not the text.</summary>
    public string? Body { get; private init; }

    /// <summary>JSON-LD isBasedOn.</summary>
    public Uri? BasedOn { get; private init; }

    public static PageFacts Of(IHtmlDocument page, Uri? address)
    {
        var linked = LinkedData.ArticleOf(page);
        return new PageFacts
        {
            Title = TitleOf(page, linked),
            Description = Meta(page, "og:description", "description", "twitter:description") ?? linked.Text("description"),
            Authors = AuthorsOf(page, linked),
            Dates = DatesOf(page, linked),
            Updated = DateReader.Read(linked.Text("dateModified")) ?? DateReader.Read(Meta(page, "article:modified_time", "og:updated_time")),
            Language = linked.Text("inLanguage") ?? PlainText.Trimmed(page.DocumentElement.GetAttribute("lang")) ?? Meta(page, "og:locale"),
            Publisher = linked.Name("publisher").FirstOrDefault() ?? Meta(page, "og:site_name", "citation_publisher"),
            Body = linked.Text("articleBody"),
            BasedOn = WebAddress.Resolve(address, linked.Text("isBasedOn") ?? linked.Text("isBasedOnUrl")),
        };
    }

    /// <summary>The first meta element with one of these names or properties, as one line.</summary>
    public static string? Meta(IHtmlDocument page, params string[] names)
    {
        foreach (var name in names)
        {
            var content = page.QuerySelector($"meta[property='{name}' i], meta[name='{name}' i]")?.GetAttribute("content");
            if (PlainText.Title(content) is { } text)
                return text;
        }
        return null;
    }

    private static string? TitleOf(IHtmlDocument page, LinkedData linked)
    {
        var headings = page.QuerySelectorAll("h1").Select(h => PlainText.Title(h.TextContent)).OfType<string>().ToList();
        var named = PlainText.Title(linked.Text("headline")) ?? Meta(page, "og:title", "twitter:title", "citation_title", "dc.title");
        var whole = PlainText.Title(page.Title);
        // The heading a reader sees, when the head agrees with it; else the head's own, which may carry the site's name behind it.
        return headings.Find(heading => heading == named || whole?.StartsWith(heading, StringComparison.OrdinalIgnoreCase) == true)
            ?? named ?? (headings.Count == 1 ? headings[0] : null) ?? whole;
    }

    private static IReadOnlyList<string> AuthorsOf(IHtmlDocument page, LinkedData linked)
    {
        var names = linked.Name("author").ToList();
        if (names.Count == 0)
            names = [.. page.QuerySelectorAll("meta[name='author' i], meta[name='citation_author' i], meta[property='article:author' i]").Select(m => m.GetAttribute("content")).OfType<string>()];
        if (names.Count == 0)
            names = [.. page.QuerySelectorAll("[rel='author'], [itemprop='author']").Select(e => e.TextContent)];
        return [.. names.Select(PlainText.Title).OfType<string>().Where(name => name.Length <= 120 && !name.Contains("://", StringComparison.Ordinal)).Distinct().Take(20)];
    }

    private static IReadOnlyList<DateEvidence> DatesOf(IHtmlDocument page, LinkedData linked)
    {
        var dates = new List<DateEvidence>();
        Take("JSON-LD datePublished", 0.9, linked.Text("datePublished"));
        Take("the page's published_time", 0.85, Meta(page, "article:published_time", "og:published_time", "citation_publication_date", "dc.date", "dcterms.date", "date", "pubdate"));
        Take("a marked element", 0.7, page.QuerySelector("[itemprop='datePublished']") is { } marked ? marked.GetAttribute("datetime") ?? marked.GetAttribute("content") ?? marked.TextContent : null);
        var inside = page.QuerySelector("article time") ?? page.QuerySelector("main time");
        // Outside the article it may be the clock in the site's head: better than nothing, worse than what a feed says.
        Take("a time element", inside is null ? 0.4 : 0.6, TimeOf(inside ?? page.QuerySelector("time")));
        return dates;

        void Take(string from, double confidence, string? text)
        {
            if (DateReader.Read(text) is { } date)
                dates.Add(new DateEvidence(date, from, confidence));
        }
    }

    private static string? TimeOf(IElement? time) => time is null ? null : time.GetAttribute("datetime") ?? time.TextContent;
}
