using Aggregator.Articles;

namespace Aggregator.Stories;

/// <summary>One work and all its appearances: the original, when we read it, and its copies.</summary>
/// <param name="Lead">The appearance to show: the original itself where we have it, else the first seen.</param>
/// <param name="Copies">The others, in first-seen order.</param>
public sealed record Story(KeptArticle Lead, IReadOnlyList<KeptArticle> Copies)
{
    /// <summary>Binds articles into stories, in the order in which each story was first seen.</summary>
    public static IReadOnlyList<Story> Bind(IReadOnlyList<KeptArticle> articles) =>
        [.. articles.OrderBy(kept => kept.Number).GroupBy(StoryKey.Of).SelectMany(group => OfOneKey([.. group])).OrderBy(FirstNumber)];

    /// <summary>
    /// One story; but works of one source that share a page, as the entries of a change list do, are works of their own:
    /// only the first of them is the story's original.
    /// </summary>
    private static IEnumerable<Story> OfOneKey(List<KeptArticle> appearances)
    {
        var originals = appearances.Where(kept => kept.Article.Original.Link is null).ToList();
        var others = originals.GroupBy(kept => kept.Article.Source).SelectMany(source => source.Skip(1)).ToList();
        var lead = originals.Count > 0 ? originals[0] : appearances[0];
        var apart = others.Select(kept => kept.Number).Append(lead.Number).ToHashSet();
        return [new Story(lead, [.. appearances.Where(kept => !apart.Contains(kept.Number))]), .. others.Select(kept => new Story(kept, []))];
    }

    private static long FirstNumber(Story story) => story.Copies.Select(copy => copy.Number).Append(story.Lead.Number).Min();
}
