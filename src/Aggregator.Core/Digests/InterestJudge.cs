using Aggregator.Articles;
using Aggregator.Watches;

namespace Aggregator.Digests;

/// <summary>Judges articles for many subscribers: each query is read once, and judges each article once.</summary>
public sealed class InterestJudge(OrganisationNames names)
{
    private readonly Dictionary<string, Query?> _queries = new(StringComparer.Ordinal);
    private readonly Dictionary<Interest, string?> _followed = new(ReferenceEqualityComparer.Instance);

    /// <summary>What is wrong with an interest's queries, one sentence each.</summary>
    public static IEnumerable<string> Mistakes(Interest interest, OrganisationNames names)
    {
        foreach (var (name, words) in interest.Watches.Select(watch => ($"The watch '{watch.Name}'", watch.Words)).Concat(FollowedOf(interest) is { } followed ? [("What is followed", followed)] : []))
        {
            if (Query.Parse(words, names, out var mistake) is null)
                yield return $"{name} cannot be read: {mistake}";
        }
    }

    /// <summary>Judges one article for as many subscriptions as ask.</summary>
    /// <param name="kept">The whole article: watches read all of it.</param>
    public ArticleJudge Of(KeptArticle kept) => new(this, kept);

    /// <summary>Organisations and topics as one query; null when none is named.</summary>
    private static string? FollowedOf(Interest interest)
    {
        string[] parts = [.. interest.Organisations.Select(name => $"org:{Quoted(name)}"), .. interest.Topics.Select(name => $"topic:{Quoted(name)}")];
        return parts.Length == 0 ? null : string.Join(" OR ", parts);
    }

    private static string Quoted(string name) => $"\"{name.Replace('"', ' ')}\"";

    /// <summary>Written once for each interest: it is asked for with every article.</summary>
    private string? WordsOf(Interest interest)
    {
        if (!_followed.TryGetValue(interest, out var words))
            _followed[interest] = words = FollowedOf(interest);
        return words;
    }

    private Query? QueryOf(string words)
    {
        if (!_queries.TryGetValue(words, out var query))
            _queries[words] = query = Query.Parse(words, names, out _);
        return query;
    }

    /// <summary>One article before many interests.</summary>
    public sealed class ArticleJudge : IDisposable
    {
        private readonly InterestJudge _judge;
        private readonly KeptArticle _kept;
        private readonly ArticleWords _words;
        private readonly Dictionary<string, QueryMatch?> _matches = new(StringComparer.Ordinal);

        internal ArticleJudge(InterestJudge judge, KeptArticle kept) => (_judge, _kept, _words) = (judge, kept, new ArticleWords(kept.Article));

        /// <summary>What a subscription's watches found in the article; null when it is not to be told of it.</summary>
        /// <remarks>An alert with watches tells what they find; without, all that is followed, as every other schedule does.</remarks>
        public IReadOnlyList<WatchHit>? HitsOf(Subscription subscription)
        {
            var interest = subscription.Subscriber.Interest;
            var hits = interest.Watches.Select(watch => MatchOf(watch.Words) is { } match ? new WatchHit(watch.Name, match.Reasons) : null).OfType<WatchHit>().ToList();
            var isTold = hits.Count > 0 || (!(subscription.IsAlert && interest.Watches.Count > 0) && Follows(interest));
            return isTold ? hits : null;
        }

        public void Dispose() => _words.Dispose();

        private bool Follows(Interest interest)
        {
            if (interest.Sources.Contains(_kept.Article.Source.Value))
                return true;
            if (_judge.WordsOf(interest) is { } followed)
                return MatchOf(followed) is not null;
            return interest.Sources.Count == 0 && interest.Watches.Count == 0;
        }

        private QueryMatch? MatchOf(string words)
        {
            if (!_matches.TryGetValue(words, out var match))
                _matches[words] = match = _judge.QueryOf(words)?.Match(_kept, _words);
            return match;
        }
    }
}

/// <summary>That a watch found an article, and by which words.</summary>
/// <param name="Watch">The watch's name.</param>
public sealed record WatchHit(string Watch, IReadOnlyList<MatchReason> Reasons);
