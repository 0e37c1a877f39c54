using System.Net;
using Aggregator.Pages;

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
        Language = page.Html?.DocumentElement.GetAttribute("lang"),
        Text = string.Join("\n\n", release.Paragraphs),
        Html = string.Join("\n", release.Paragraphs.Select(paragraph => $"<p>{WebUtility.HtmlEncode(paragraph)}</p>")),
        Original = OriginalOf(release.Original),
        Publisher = release.Channel,
        Printable = release.Printable,
        FullRelease = release.FullRelease,
        Release = release,
    };

    /// <summary>A label without a usable address gives none, and its line says why.</summary>
    private static OriginalLink OriginalOf(StatedOriginal? stated) => stated switch
    {
        null => OriginalLink.None,
        { Link: null } => new OriginalLink(null, Evidence.None, stated.Quote, []),
        _ => new OriginalLink(stated.Link, Evidence.Stated, stated.Quote, stated.Others),
    };
}
