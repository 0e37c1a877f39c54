using Aggregator.Articles;
using Aggregator.Stories;

namespace Aggregator.Digests;

/// <summary>Composes what a subscriber is told of a window.</summary>
public static class DigestComposer
{
    /// <summary>Stories in one letter; keeps it below the size at which mail programs clip.</summary>
    public const int UsualCap = 40;

    private const string Undated = "Without a date";

    private const string NoTopic = "Other topics";

    /// <summary>
    /// The digest; null when the window holds nothing and the subscriber does not want to hear that. Copies that state the same
    /// original are one story. What the subscriber's watches found comes first, watch by watch in their order; the rest by
    /// publisher or topic, the one with the newest story first; within each, the newest first. Stories without a date come
    /// last, in a section of their own: nobody knows that they are new.
    /// </summary>
    /// <param name="articles">What the subscription is to be told of; what the window does not cover is left out.</param>
    public static Digest? Compose(Subscription subscription, WindowSpan span, IReadOnlyList<DigestArticle> articles, IReadOnlyList<SourceTrouble> troubles)
    {
        var subscriber = subscription.Subscriber;
        var inside = articles.Where(article => span.Window.Covers(article.Kept.Number)).ToList();
        var hits = inside.ToDictionary(article => article.Kept.Number, article => article.Hits);
        var stories = Story.Bind([.. inside.Select(article => article.Kept)]).Select(story => new Ranked(story, HitsOf(story, hits, subscriber.Interest))).ToList();
        if (stories.Count == 0 && !subscriber.TellsNothing)
            return null;
        var ranked = stories.OrderBy(story => story.Rank(subscriber.Interest)).ThenByDescending(story => story.When).ThenByDescending(story => story.Story.Lead.Number).ToList();
        return new Digest
        {
            Subscription = subscription,
            Span = span,
            Stories = stories.Count,
            NotShown = [.. ranked.Skip(subscriber.Cap).Select(story => story.Numbers)],
            Sections = [.. ranked.Take(subscriber.Cap).GroupBy(story => story.Section(subscriber.Order))
                .Select(group => new DigestSection(group.Key.Kind, group.Key.Title, [.. group.Select(story => DigestEntry.Of(story.Story, story.Hits, subscriber.Zone))]))],
            Troubles = troubles,
        };
    }

    /// <summary>What was found in any appearance, each watch once and in the subscriber's order.</summary>
    private static IReadOnlyList<WatchHit> HitsOf(Story story, Dictionary<long, IReadOnlyList<WatchHit>> hits, Interest interest)
    {
        var all = story.Copies.Prepend(story.Lead).SelectMany(kept => hits[kept.Number]).ToList();
        return [.. interest.Watches.Select(watch => all.Find(hit => hit.Watch == watch.Name)).OfType<WatchHit>()];
    }

    /// <summary>A story and its place.</summary>
    private sealed record Ranked(Story Story, IReadOnlyList<WatchHit> Hits)
    {
        private bool IsDated => Story.Lead.Article.Published is not null;

        public IReadOnlyList<long> Numbers => [Story.Lead.Number, .. Story.Copies.Select(copy => copy.Number)];

        /// <summary>A story is as new as its own date, but never newer than when we first saw it: a date ahead of time must not rule the letter.</summary>
        public DateTimeOffset When => Story.Lead.Article.Published?.Moment is { } published && published < Story.Lead.FirstSeen ? published : Story.Lead.FirstSeen;

        /// <summary>The place of the first of the watches that found it; then what is dated; then the rest.</summary>
        public int Rank(Interest interest)
        {
            var first = interest.Watches.TakeWhile(watch => Hits.All(hit => hit.Watch != watch.Name)).Count();
            return first < interest.Watches.Count || IsDated ? first : first + 1;
        }

        public (SectionKind Kind, string Title) Section(DigestOrder order)
        {
            if (Hits.Count > 0)
                return (SectionKind.Watch, Hits[0].Watch);
            if (!IsDated)
                return (SectionKind.Undated, Undated);
            var article = Story.Lead.Article;
            return (SectionKind.Subject, order == DigestOrder.Topic ? TopicOf(article) : article.Publisher ?? article.Source.Value);
        }

        private static string TopicOf(Article article) => article.Topics is [var topic, ..] ? topic : NoTopic;
    }
}

