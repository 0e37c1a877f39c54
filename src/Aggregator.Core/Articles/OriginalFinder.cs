using Aggregator.Pages;
using Aggregator.Sources;
using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>Finds where the original of a page or of a feed's text stands: every address that something calls so, and the strongest of them; else none.</summary>
internal static class OriginalFinder
{
    /// <summary>A page that credits more sites than this lists other articles.</summary>
    private const int MostCredits = 3;

    public static OriginalLink Find(PageDocument page, PageFacts? facts, PageRules? rules)
    {
        var own = facts?.Own ?? OwnPage.Of(page);
        var sight = page.Map is { } map ? new LineSight(map, page.Address) : new LineSight(page.Lines);
        var (named, promise) = Lines(sight, own, facts?.Title, line => page.Map is { } around && IsAside(around, line.At));
        return OriginalLink.Of([.. Ruled(page, rules), .. named, .. facts is null ? [] : Marked(own, facts), .. Redirected(own.Address)], promise);
    }

    /// <summary>What a feed says of its item: the original link it gives, the lines of its text, the address inside its link.</summary>
    public static OriginalLink Find(Items.Item item, IReadOnlyList<TextLine> lines)
    {
        var own = OwnPage.At(item.Link);
        var (named, promise) = Lines(new LineSight(lines), own, item.Title, _ => false);
        var feed = item.Origin is { } origin && !own.IsSelf(origin) && !own.IsOnSite(origin) ? [new OriginalCandidate(LinkCleaner.Clean(origin), OriginalWitness.Feed, "the feed's origLink")] : Array.Empty<OriginalCandidate>();
        return OriginalLink.Of([.. named, .. feed, .. Redirected(item.Link)], promise);
    }

    private static IEnumerable<OriginalCandidate> Ruled(PageDocument page, PageRules? rules)
    {
        if (rules?.Original is not { } selector || page.Html?.QuerySelector(selector) is not { } element)
            return [];
        var anchor = element.Closest("a[href]") ?? element.QuerySelector("a[href]");
        var link = WebAddress.Resolve(page.Address, anchor?.GetAttribute("href") ?? element.GetAttribute("href") ?? element.GetAttribute("content"))
            ?? PageLines.AddressesIn(element.TextContent).Select(written => written.Address).FirstOrDefault();
        return link is null ? [] : [new OriginalCandidate(LinkCleaner.Clean(link), OriginalWitness.Rule, PlainText.Shortened(PlainText.OneLine(element.TextContent), 300))];
    }

    private static (IReadOnlyList<OriginalCandidate> Named, string? Promise) Lines(LineSight sight, OwnPage own, string? title, Func<OriginalLine, bool> isAside)
    {
        var named = new List<OriginalCandidate>();
        string? promise = null;
        foreach (var line in OriginalLines.Read(sight, own.Address).Where(line => !isAside(line)))
        {
            var links = line.Links.Where(link => IsMeant(line, link, own, title)).Select(link => LinkCleaner.Clean(link.Address)).ToList();
            named.AddRange(links.Select(link => new OriginalCandidate(link, WitnessOf(line.Wire), line.Quote)));
            if (links.Count == 0 && line.Links.Count == 0 && line.Wire.Kind is WireKind.Label or WireKind.Wire)
                promise ??= line.Quote;
        }
        // Lines that lead to several pages of this site are beside comments on those pages.
        if (named.Where(candidate => own.IsOnSite(candidate.Link)).DistinctBy(candidate => candidate.Link).Skip(1).Any())
            named.RemoveAll(candidate => own.IsOnSite(candidate.Link));
        // A list of other articles gives each its credit; none of them is this page's.
        var isList = named.Where(candidate => candidate.Witness == OriginalWitness.Line).Select(candidate => candidate.Quote).Distinct().Count() > MostCredits;
        return (isList ? [.. named.Where(candidate => candidate.Witness != OriginalWitness.Line)] : named, promise);
    }

    private static bool IsMeant(OriginalLine line, LineLink link, OwnPage own, string? title)
    {
        var wire = line.Wire;
        var target = LinkCleaner.Clean(link.Address);
        if (own.IsSelf(target) || !wire.LeadsTo(target) || Wires.Known.IsNever(target))
            return false;
        return wire.Kind switch
        {
            WireKind.Label => target.AbsolutePath.Length > 1 && (!own.IsOnSite(target) || IsDocument(target, line, link)),
            WireKind.Credit => ArticleAddress.IsOne(target) && (!own.IsOnSite(target) || ArticleAddress.IsNamedArticle(target, link.Text)),
            WireKind.Wire => !own.IsOnSite(target),
            WireKind.Footer => !own.IsOnSite(target) && ArticleAddress.IsOne(target),
            WireKind.Hint => !own.IsOnSite(target) && ArticleAddress.Repeats(target, title),
            _ => false,
        };
    }

    /// <summary>On the page's own site a label must lead to a document: a link that is nothing but "Original article" may lead to the list of all such.</summary>
    private static bool IsDocument(Uri target, OriginalLine line, LineLink link) =>
        target.AbsolutePath.EndsWith(".pdf", StringComparison.OrdinalIgnoreCase)
        || (ArticleAddress.IsOne(target) && (link.Text.Contains(' ', StringComparison.Ordinal) || link.Text.Length + 2 < line.Quote.Length));

    private static OriginalWitness WitnessOf(Wire wire) => wire.Kind switch
    {
        WireKind.Wire => OriginalWitness.Wire,
        WireKind.Footer => OriginalWitness.Footer,
        _ => OriginalWitness.Line,
    };

    private static IEnumerable<OriginalCandidate> Marked(OwnPage own, PageFacts facts)
    {
        if (facts.BasedOn is { } basedOn && IsElsewhere(basedOn))
            yield return new OriginalCandidate(LinkCleaner.Clean(basedOn), OriginalWitness.BasedOn, "JSON-LD isBasedOn");
        foreach (var name in new[] { "syndication-source", "original-source" })
        {
            if (own.Meta(name) is { } source && IsElsewhere(source))
                yield return new OriginalCandidate(LinkCleaner.Clean(source), OriginalWitness.Syndication, $"the page's {name}");
        }
        if (own.Canonical is { } canonical && own.IsCopyOf(canonical))
            yield return new OriginalCandidate(LinkCleaner.Clean(canonical), OriginalWitness.Canonical, "the page's canonical link, on another host");
        else if (own.Canonical is null && own.Shared is { } shared && own.IsCopyOf(shared))
            yield return new OriginalCandidate(LinkCleaner.Clean(shared), OriginalWitness.Canonical, "the page's og:url, on another host");

        bool IsElsewhere(Uri link) => !own.IsSelf(link) && !own.IsOnSite(link) && WebSite.IsPublic(link) && ArticleAddress.IsOne(link) && !Wires.Known.IsNever(link);
    }

    private static IEnumerable<OriginalCandidate> Redirected(Uri? link) =>
        link is not null && LinkCleaner.Unwrapped(link) is { } inside ? [new OriginalCandidate(inside, OriginalWitness.Redirect, $"the address inside {link.AbsoluteUri}")] : [];

    /// <summary>True for what stands in menus, boxes at the side and comments: what is named there is another article's.</summary>
    private static bool IsAside(PageMap map, int block)
    {
        for (var at = map.Blocks[block].Box; at >= 0; at = map.Boxes[at].Parent)
        {
            var element = map.Boxes[at].Element;
            if (element.LocalName is "nav" or "form" or "figcaption" || IsComments(element))
                return true;
        }
        return false;
    }

    private static bool IsComments(PageElement element) =>
        (element.Id is { } id && id.StartsWith("comment", StringComparison.OrdinalIgnoreCase)) || (element.ClassName ?? "").Split((char[]?)null).Any(name => name.StartsWith("comment", StringComparison.OrdinalIgnoreCase) && !name.StartsWith("commentary", StringComparison.OrdinalIgnoreCase));
}
