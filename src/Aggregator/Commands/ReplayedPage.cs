using System.Globalization;
using Aggregator.Articles;
using Aggregator.Sources;
using Aggregator.Storing;

namespace Aggregator.Commands;

/// <summary>A kept page read again by today's program and rules, beside the article that is kept.</summary>
internal sealed record ReplayedPage(KeptArticle Kept, Article Now, WordDiff Body)
{
    public bool IsSame => Changes.Count == 0;

    /// <summary>What would change, a few words each.</summary>
    public IReadOnlyList<string> Changes { get; } = [.. ChangesOf(Kept.Article, Now, Body)];

    public static ReplayedPage Of(PageOfArticle page, Source source, SiteMemory site)
    {
        var now = ArticleWriter.Write(page.Page.Item, page.Page.Outcome, source, site).Article;
        return new ReplayedPage(page.Kept, now, WordDiff.Of(page.Kept.Article.Text, now.Text));
    }

    private static IEnumerable<string> ChangesOf(Article kept, Article now, WordDiff body)
    {
        if (kept.Title != now.Title)
            yield return $"title: “{now.Title}”";
        if (kept.Published != now.Published)
            yield return $"date: {kept.Published?.ToString() ?? "none"} → {now.Published?.ToString() ?? "none"}";
        // A chain of copies is followed on the web; the page itself names the first of it.
        var named = kept.Original.Chain.Count > 0 ? kept.Original.Chain[0].Link : kept.Original.Link;
        if (named != now.Original.Link)
            yield return $"original: {named?.AbsoluteUri ?? "none"} → {now.Original.Link?.AbsoluteUri ?? "none"}";
        if (kept.Text != now.Text)
            yield return string.Create(CultureInfo.InvariantCulture, $"text: {kept.Text.Length} → {now.Text.Length} characters, {100 * body.Alike:0} % alike");
        if (kept.Doubt != now.Doubt)
            yield return now.Doubt is null ? "no longer in doubt" : $"in doubt: {now.Doubt}";
    }
}
