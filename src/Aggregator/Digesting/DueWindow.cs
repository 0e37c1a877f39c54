using Aggregator.Articles;
using Aggregator.Digests;

namespace Aggregator.Digesting;

/// <summary>A window that has closed and is about to be told, with the articles found for it so far.</summary>
internal sealed class DueWindow(Subscription subscription, WindowSpan span)
{
    private readonly List<DigestArticle> _articles = [];
    private readonly Dictionary<long, long> _first = [];

    public Subscription Subscription { get; } = subscription;

    public WindowSpan Span { get; } = span;

    /// <summary>The numbers of earlier articles of which this window has copies.</summary>
    public IReadOnlyList<long> Earlier => [.. _first.Values.Distinct()];

    /// <summary>Takes an article if the subscription is to be told of it.</summary>
    /// <param name="opening">What a letter needs of it.</param>
    /// <param name="first">The first appearance of its work.</param>
    public void Offer(KeptArticle opening, long first, InterestJudge.ArticleJudge judge)
    {
        if (!Span.Window.Covers(opening.Number) || judge.HitsOf(Subscription) is not { } hits)
            return;
        _articles.Add(new DigestArticle(opening, hits));
        if (first <= Span.Window.After)
            _first[opening.Number] = first;
    }

    /// <summary>What is to be told, without the copies of what was told before; and those.</summary>
    public (IReadOnlyList<DigestArticle> New, IReadOnlyList<(long Number, long Of)> LateCopies) Without(IReadOnlySet<long> told)
    {
        var late = _first.Where(pair => told.Contains(pair.Value)).ToDictionary();
        return ([.. _articles.Where(article => !late.ContainsKey(article.Kept.Number))], [.. late.Select(pair => (pair.Key, pair.Value))]);
    }
}
