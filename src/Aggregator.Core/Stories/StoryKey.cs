using Aggregator.Articles;
using Aggregator.Text;

namespace Aggregator.Stories;

/// <summary>Which work an article is an appearance of: copies that state the same original share its key.</summary>
public readonly record struct StoryKey(string Value)
{
    public static StoryKey Of(KeptArticle kept) =>
        new(kept.Article.Best is { } link ? LinkCleaner.Key(link) : $"article {kept.Number}");
}
