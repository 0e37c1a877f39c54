using Aggregator.Articles;
using Aggregator.Stories;

namespace Aggregator.Digests;

/// <summary>Composes what a subscriber is told of a window.</summary>
public static class DigestComposer
{
    /// <summary>Stories in one letter; keeps it below the size at which mail programs clip.</summary>
    public const int Cap = 40;

    /// <summary>
    /// The digest; null when the window holds nothing. Copies that state the same original are one story.
    /// Sections go by publisher, the one with the newest story first; within one, the newest first.
    /// </summary>
    /// <param name="articles">The articles of the window, in any order; others are left out.</param>
    public static Digest? Compose(Subscriber subscriber, Window window, DateTimeOffset closed, IReadOnlyList<KeptArticle> articles, IReadOnlyList<SourceTrouble> troubles)
    {
        var stories = Story.Bind([.. articles.Where(kept => window.Covers(kept.Number))]);
        if (stories.Count == 0)
            return null;
        var newest = stories.OrderByDescending(When).ThenByDescending(story => story.Lead.Number).ToList();
        return new Digest
        {
            Subscriber = subscriber,
            Window = window,
            Closed = closed,
            Stories = stories.Count,
            NotShown = Math.Max(0, stories.Count - Cap),
            Sections = [.. newest.Take(Cap).GroupBy(PublisherOf).Select(group => new DigestSection(group.Key, [.. group.Select(story => DigestEntry.Of(story, subscriber.Zone))]))],
            Troubles = troubles,
        };
    }

    /// <summary>A story is as new as its own date, but never newer than when we first saw it: a date ahead of time must not rule the letter.</summary>
    private static DateTimeOffset When(Story story)
    {
        var published = story.Lead.Article.Published?.Moment ?? story.Lead.FirstSeen;
        return published < story.Lead.FirstSeen ? published : story.Lead.FirstSeen;
    }

    private static string PublisherOf(Story story) => story.Lead.Article.Publisher ?? story.Lead.Article.Source.Value;
}
