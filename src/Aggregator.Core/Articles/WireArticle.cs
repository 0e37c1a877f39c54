using Aggregator.Pages;
using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>The article of a wire's page.</summary>
internal static class WireArticle
{
    public static Reading Of(WireRelease release, PageDocument page) => new()
    {
        Title = release.Title,
        Kicker = release.Kicker,
        Standfirst = release.Standfirst,
        Dates = release.Dates,
        Language = PageLanguage.Of([page.Language], release.Paragraphs),
        Text = string.Join("\n\n", release.Paragraphs),
        Html = SafeHtml.OfParagraphs(release.Paragraphs),
        Original = OriginalOf(release.Original, page.Self),
        Publisher = release.Channel,
        Printable = release.Printable,
        FullRelease = release.FullRelease,
        Release = release,
    };

    /// <summary>A label without a usable address, or with the page's own, gives none, and its line says why.</summary>
    private static OriginalLink OriginalOf(StatedOriginal? stated, Uri? self)
    {
        if (stated?.Link is not { } link)
            return OriginalLink.Of([], stated?.Quote);
        return OriginalLink.Of(stated.Others.Prepend(new StatedLink(link, stated.Quote))
            .Where(named => self is null || LinkCleaner.Key(named.Link) != LinkCleaner.Key(self))
            .Select(named => new OriginalCandidate(named.Link, OriginalWitness.Line, named.Quote)), stated.Quote);
    }
}
