using Aggregator.Articles;

namespace Aggregator.Stories;

/// <summary>One work and all its appearances: the original, when we read it, and its copies.</summary>
/// <param name="Lead">The appearance to show: the original itself where we have it, else the first seen.</param>
/// <param name="Copies">The others, in first-seen order.</param>
public sealed record Story(KeptArticle Lead, IReadOnlyList<KeptArticle> Copies)
{
    /// <summary>Binds articles into stories, in the order in which each story was first seen.</summary>
    public static IReadOnlyList<Story> Bind(IReadOnlyList<KeptArticle> articles) =>
        [.. articles.OrderBy(kept => kept.Number).GroupBy(StoryKey.Of).Select(group =>
        {
            var appearances = group.ToList();
            var lead = appearances.Find(kept => kept.Article.Original.Link is null) ?? appearances[0];
            return new Story(lead, [.. appearances.Where(kept => kept != lead)]);
        })];
}
