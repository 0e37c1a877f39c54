using Aggregator.Articles;
using Aggregator.Stories;

namespace Aggregator.Digests;

/// <summary>Composes what a subscriber is told of a window.</summary>
public static class DigestComposer
{
    /// <summary>Stories in one letter; keeps it below the size at which mail programs clip.</summary>
    public const int Cap = 40;

    private const string Undated = "Without a date";

    /// <summary>
    /// The digest; null when the window holds nothing. Copies that state the same original are one story.
    /// Sections go by publisher, the one with the newest story first; within one, the newest first.
    /// Stories without a date come last, in a section of their own: nobody knows that they are new.
    /// </summary>
    /// <param name="articles">The articles of the window, in any order; others are left out.</param>
    public static Digest? Compose(Subscriber subscriber, Window window, DateTimeOffset closed, IReadOnlyList<KeptArticle> articles, IReadOnlyList<SourceTrouble> troubles)
    {
        var stories = Story.Bind([.. articles.Where(kept => window.Covers(kept.Number))]);
        if (stories.Count == 0)
            return null;
        var shown = stories.OrderBy(story => IsDated(story) ? 0 : 1).ThenByDescending(When).ThenByDescending(story => story.Lead.Number).Take(Cap);
        return new Digest
        {
            Subscriber = subscriber,
            Window = window,
            Closed = closed,
            Stories = stories.Count,
            NotShown = Math.Max(0, stories.Count - Cap),
            Sections = [.. shown.GroupBy(SectionOf).Select(group => new DigestSection(group.Key, [.. group.Select(story => DigestEntry.Of(story, subscriber.Zone))]))],
            Troubles = troubles,
        };
    }

    /// <summary>A story is as new as its own date, but never newer than when we first saw it: a date ahead of time must not rule the letter.</summary>
    private static DateTimeOffset When(Story story)
    {
        var published = story.Lead.Article.Published?.Moment ?? story.Lead.FirstSeen;
        return published < story.Lead.FirstSeen ? published : story.Lead.FirstSeen;
    }

    private static bool IsDated(Story story) => story.Lead.Article.Published is not null;

    private static string SectionOf(Story story) => IsDated(story) ? PublisherOf(story.Lead.Article) : Undated;

    private static string PublisherOf(Article article) => article.Publisher ?? article.Source.Value;
}
