using Aggregator.Pages;
using Aggregator.Sources;
using Aggregator.Text;
using AngleSharp.Dom;

namespace Aggregator.Articles;

/// <summary>What a page says of its article, in its head, in JSON-LD, in marked elements and in the lines by its title.</summary>
internal sealed record PageFacts
{
    /// <summary>No publisher is called longer, and a title may be.</summary>
    private const int LongName = 30;

    private static readonly string[] Publishers = ["ogsitename", "citationpublisher", "dcpublisher", "applicationname"];

    /// <summary>Where the page stands, and where it says that it stands.</summary>
    public required OwnPage Own { get; init; }

    public string? Title { get; private init; }

    public string? Kicker { get; private init; }

    public string? Standfirst { get; private init; }

    public IReadOnlyList<string> Authors { get; private init; } = [];

    /// <summary>That the page names more authors than are kept, in a sentence; null when it does not.</summary>
    public string? AuthorsCut { get; private init; }

    public IReadOnlyList<DateEvidence> Dates { get; private init; } = [];

    public WrittenDate? Updated { get; private init; }

    public string? Language { get; private init; }

    public string? Publisher { get; private init; }

    /// <summary>What the head says of the article in a sentence or two: a witness of the text, as the standfirst is not.</summary>
    public string? Description { get; private init; }

    /// <summary>JSON-LD articleBody: a witness of the text, not the text.</summary>
    public string? Body { get; private init; }

    /// <summary>JSON-LD isBasedOn.</summary>
    public Uri? BasedOn { get; private init; }

    /// <param name="rules">What is known of this site: its title and date win over all that is found.</param>
    public static PageFacts Of(PageDocument page, PageRules? rules)
    {
        var map = page.Map!;
        var head = new PageHead(map);
        var whole = page.Title;
        var own = OwnPage.Of(page);
        var address = own.Address ?? page.Address;
        var marks = new PageMarks(map) { Address = address };
        var linked = LinkedData.Of(map, whole ?? head.First("ogtitle"));
        var publisher = linked.Names("publisher").Select(name => PlainText.Title(name.Name)).Concat(Publishers.Select(name => head.First(name))).FirstOrDefault(name => name is not null && IsPublisher(name, head, whole));
        var sites = Sites(address, head, publisher);
        string?[] named = [head.First("ogtitle"), head.First("twittertitle", "citationtitle", "dctitle", "parselytitle"), whole];
        var title = PageTitle.Of(PlainText.Title(linked.Text("headline")), [.. named.OfType<string>()], sites, marks);
        marks.Title = title.Blocks;
        var language = PageLanguage.Of([linked.Text("inLanguage"), page.Language, head.First("oglocale", "contentlanguage", "dclanguage")], map);
        var dates = PageDates.Of(head, linked, marks, [address, .. new[] { own.Canonical, own.Shared }.Where(link => link is not null && own.IsOnSite(link))]);
        dates.ReadRuled(Ruled(page, rules?.ArticleDate));
        PrintedDates.Read(marks, dates, DayOrders.Of(language, address));
        var ranked = DateChoice.Ranked(dates.Candidates, dates.Updated);
        if (DateChoice.Of(ranked) is null)
        {
            ScriptDates.Read(page, dates);
            ranked = DateChoice.Ranked(dates.Candidates, dates.Updated);
        }
        var authors = PageAuthors.Of(head, linked, marks, sites);
        return new PageFacts
        {
            Own = own,
            Title = Ruled(page, rules?.ArticleTitle) is { } ruled ? PlainText.Title(ruled.TextContent) : title.Text,
            Kicker = title.Kicker,
            Standfirst = PageStandfirst.Of(head, linked, marks, title.Text, sites),
            Description = head.First("ogdescription", "description", "twitterdescription") ?? linked.Text("description"),
            Body = linked.Text("articleBody"),
            Authors = authors.Names,
            AuthorsCut = authors.Cut,
            Dates = ranked,
            Updated = dates.Updated,
            Language = language,
            Publisher = publisher,
            BasedOn = WebAddress.Resolve(page.Address, linked.Text("isBasedOn") ?? linked.Text("isBasedOnUrl")),
        };
    }

    /// <summary>The same where what the head says of the article is what it says of every other.</summary>
    public PageFacts WithoutSlogan() => this with { Standfirst = null, Description = null };

    private static IElement? Ruled(PageDocument page, string? selector) => selector is null ? null : page.Html!.QuerySelector(selector);

    /// <summary>False for an address, for the page's own title, and for the system that made the page, which some name as its publisher.</summary>
    private static bool IsPublisher(string name, PageHead head, string? whole) =>
        !name.Contains("://", StringComparison.Ordinal) && !(head.First("ogtitle") is { Length: > LongName } title && whole?.StartsWith(title, StringComparison.Ordinal) == true && name.StartsWith(title, StringComparison.Ordinal))
        && head.First("generator")?.StartsWith(name, StringComparison.OrdinalIgnoreCase) != true;

    /// <summary>What the site is called: by its publisher, by itself, by its host.</summary>
    private static List<string> Sites(Uri? address, PageHead head, string? publisher)
    {
        var sites = new List<string>();
        foreach (var name in (string?[])[publisher, head.First("ogsitename"), head.First("applicationname"), head.First("twittersite")?.TrimStart('@')])
        {
            if (name is not null)
                sites.Add(name);
        }
        if (address?.Host is { } host)
        {
            var labels = host.Split('.');
            sites.Add(host);
            sites.Add(labels[0] == "www" ? string.Join('.', labels[1..]) : host);
            if (labels.Length > 1)
                sites.Add(labels[^2].Length <= 3 && labels.Length > 2 && labels[^1].Length == 2 ? labels[^3] : labels[^2]);
        }
        return sites;
    }
}
