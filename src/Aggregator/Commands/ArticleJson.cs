using System.Globalization;
using Aggregator.Articles;

namespace Aggregator.Commands;

/// <summary>Kept articles for programs.</summary>
internal static class ArticleJson
{
    public static object Brief(KeptArticle kept) => new
    {
        number = kept.Number,
        source = kept.Article.Source.Value,
        title = kept.Article.Title,
        publisher = kept.Article.Publisher,
        published = kept.Article.Published,
        firstSeen = kept.FirstSeen,
        link = kept.Article.Link,
        original = kept.Article.Original,
        via = kept.Article.Via,
        doubt = kept.Article.Doubt,
    };

    public static object Whole(KeptArticle kept) => new
    {
        number = kept.Number,
        firstSeen = kept.FirstSeen,
        version = kept.Version,
        hash = kept.Article.Hash,
        dates = kept.AllDates(),
        dateDoubt = DateDoubts.Said(kept.Article.Dates, kept.FirstSeen),
        article = kept.Article,
    };

    public static string Day(KeptArticle kept) =>
        kept.Article.Published is { } date ? date.Moment.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "no date";
}
