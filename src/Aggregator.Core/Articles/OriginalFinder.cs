using System.Text.RegularExpressions;
using Aggregator.Pages;
using Aggregator.Text;
using AngleSharp.Html.Dom;

namespace Aggregator.Articles;

/// <summary>Finds where the original of a page stands: first what a line states, then what the page's marks lead to, else none.</summary>
internal static partial class OriginalFinder
{
    public static OriginalLink Find(PageDocument page, PageFacts facts)
    {
        if (OriginalLines.Read(page.Lines) is { Link: { } link } stated && link != page.Self)
            return new OriginalLink(link, Evidence.Stated, stated.Quote, stated.Others);
        return StatedElsewhere(page) ?? Derived(page.Html!, page.Self ?? page.Address, facts) ?? OriginalLink.None;
    }

    /// <summary>The credit lines of other wires and republishers. An ordinary citation is not an origin.</summary>
    private static OriginalLink? StatedElsewhere(PageDocument page)
    {
        foreach (var line in page.Lines.Where(line => line.Text.Length <= 400 && Credit().IsMatch(line.Text)))
        {
            var links = line.Links.Count > 0 ? line.Links : PageLines.AddressesIn(line.Text);
            // Of "republished from SITE. Read the original ARTICLE", the article is meant: the site's front page is no original.
            if (links.Select(l => l.Address).FirstOrDefault(l => l.AbsolutePath.Length > 1 && !SameSite(l, page.Self ?? page.Address)) is { } link)
                return new OriginalLink(link, Evidence.Stated, line.Text, []);
        }
        return null;
    }

    private static OriginalLink? Derived(IHtmlDocument html, Uri? address, PageFacts facts)
    {
        if (facts.BasedOn is { } basedOn && !SameSite(basedOn, address))
            return new OriginalLink(basedOn, Evidence.Derived, "JSON-LD isBasedOn", []);
        if (WebAddress.Resolve(address, PageFacts.Meta(html, "syndication-source", "original-source")) is { } source && !SameSite(source, address))
            return new OriginalLink(source, Evidence.Derived, "the page's syndication-source", []);
        if (WebAddress.Resolve(address, html.QuerySelector("link[rel='canonical']")?.GetAttribute("href")) is { AbsolutePath.Length: > 1 } canonical
            && address is not null && !SameSite(canonical, address))
            return new OriginalLink(canonical, Evidence.Derived, "the page's canonical link, on another host", []);
        return null;
    }

    /// <summary>Hosts of one registrable name are one site: news.example.org and www.example.org.</summary>
    private static bool SameSite(Uri link, Uri? address) => address is null || Site(link.Host) == Site(address.Host) || IsBelow(link.Host, address.Host) || IsBelow(address.Host, link.Host);

    private static bool IsBelow(string host, string other) => host.EndsWith("." + other, StringComparison.OrdinalIgnoreCase);

    private static string Site(string host)
    {
        var labels = host.ToLowerInvariant().Split('.');
        if (labels.Length <= 2 || labels.All(label => label.All(char.IsAsciiDigit)))
            return host.ToLowerInvariant();
        var hasShortSecond = labels[^1].Length == 2 && labels[^2].Length <= 3;
        return string.Join('.', labels[^(hasShortSecond ? 3 : 2)..]);
    }

    [GeneratedRegex(@"\b(?:view (?:source version on|original content|the original press release)|originally (?:published|appeared) (?:on|in|by|at)|(?:re)?published (?:here )?(?:from|with permission)|read the original (?:article|piece|post)|cross-?posted from|reprinted (?:from|with permission)|article original|originalartikel)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Credit();
}
