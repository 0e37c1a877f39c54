using Aggregator.Articles;

namespace Aggregator.Watches;

/// <summary>Judges one article by the tree of a query.</summary>
/// <param name="words">The words of that article, which many queries may share.</param>
public sealed class QueryJudge(KeptArticle kept, ArticleWords words)
{
    private readonly ArticleWords _words = words;
    private readonly List<MatchReason> _reasons = [];
    private readonly List<(int Text, MatchMark Mark)> _places = [];

    /// <summary>What each part of the query found in each text: it is asked for to decide, and again to explain.</summary>
    private readonly Dictionary<QueryNode, IReadOnlyList<WordSpan>?[]> _spans = new(ReferenceEqualityComparer.Instance);

    /// <summary>The day that before: and after: are about: of publication, or of the first sight where that is not known.</summary>
    public static DateOnly DayOf(KeptArticle kept) => DateOnly.FromDateTime((kept.Article.Published?.Moment ?? kept.FirstSeen).UtcDateTime);

    /// <summary>What has: may ask for, and the article has.</summary>
    public static IEnumerable<string> HasOf(Article article)
    {
        if (article.Original.Link is not null)
            yield return "original";
        if (article.Attachments.Count > 0 || article.Files.Count > 0)
            yield return "attachment";
        if (article.Authors.Count > 0)
            yield return "author";
        if (article.Published is not null)
            yield return "date";
    }

    /// <summary>Why the article is meant; null when it is not.</summary>
    public QueryMatch? Judge(QueryNode root)
    {
        if (!Holds(root))
            return null;
        Explain(root);
        return new QueryMatch([.. _reasons.DistinctBy(reason => (reason.Term, reason.Field))], Places());
    }

    private bool Holds(QueryNode node) => node switch
    {
        QueryNode.All all => all.Parts.All(Holds),
        QueryNode.Any any => any.Parts.Any(Holds),
        QueryNode.Not not => !Holds(not.Part),
        QueryNode.Fact fact => Holds(fact),
        QueryNode.After after => Day >= after.Day,
        QueryNode.Before before => Day < before.Day,
        _ => Enumerable.Range(0, _words.Texts.Count).Any(text => SpansOf(node, text).Count > 0),
    };

    private bool Holds(QueryNode.Fact fact) => fact.Kind switch
    {
        FactKind.Source => fact.MeansSource(kept.Article.Source.Value),
        FactKind.Topic => kept.Article.Topics.Any(topic => topic.Equals(fact.Value, StringComparison.OrdinalIgnoreCase)),
        FactKind.Language => kept.Article.Language is { } language && Stem.LanguageOf(language) == fact.Value,
        FactKind.Has => HasOf(kept.Article).Contains(fact.Value),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private DateOnly Day => DayOf(kept);

    /// <summary>Gathers the reasons of what holds. What must not occur gives none.</summary>
    private void Explain(QueryNode node)
    {
        switch (node)
        {
            case QueryNode.All all:
                foreach (var part in all.Parts)
                    Explain(part);
                break;
            case QueryNode.Any any:
                foreach (var part in any.Parts.Where(Holds))
                    Explain(part);
                break;
            case QueryNode.Not:
                break;
            case QueryNode.Fact fact:
                _reasons.Add(new MatchReason(fact.Value, FactName(fact.Kind), FactText(fact), []));
                break;
            case QueryNode.After or QueryNode.Before:
                var which = kept.Article.Published is null ? "first seen" : "published";
                _reasons.Add(new MatchReason(node is QueryNode.After after ? $"after {after.Day:yyyy-MM-dd}" : $"before {((QueryNode.Before)node).Day:yyyy-MM-dd}", "date", $"{which} {Day:yyyy-MM-dd}", []));
                break;
            default:
                ExplainWords(node);
                break;
        }
    }

    private void ExplainWords(QueryNode node)
    {
        var isFirst = true;
        foreach (var (at, text) in _words.Texts.Index())
        {
            var spans = SpansOf(node, at);
            if (spans.Count == 0)
                continue;
            var marks = spans.Select(span => _words.Place(text, span)).ToList();
            _places.AddRange(marks.Take(QueryMatch.MostPlaces).Select(mark => (at, mark)));
            if (isFirst)
                _reasons.Add(Reason(node, text, marks));
            isFirst = false;
        }
    }

    /// <summary>Each once, in the order of the texts.</summary>
    private List<MatchPlace> Places()
    {
        _places.Sort(static (one, other) => (one.Text, one.Mark.Start, one.Mark.Length).CompareTo((other.Text, other.Mark.Start, other.Mark.Length)));
        var places = new List<MatchPlace>();
        for (var at = 0; at < _places.Count && places.Count < QueryMatch.MostPlaces; at++)
        {
            var (text, mark) = _places[at];
            if (at == 0 || _places[at] != _places[at - 1])
                places.Add(new MatchPlace(_words.Texts[text].Name, mark.Start, mark.Length));
        }
        return places;
    }

    private IReadOnlyList<WordSpan> SpansOf(QueryNode node, int text)
    {
        if (!_spans.TryGetValue(node, out var known))
            _spans[node] = known = new IReadOnlyList<WordSpan>?[_words.Texts.Count];
        return known[text] ??= _words.SpansOf(node, _words.Texts[text]);
    }

    private static MatchReason Reason(QueryNode node, ArticleText text, List<MatchMark> marks)
    {
        var (line, inside) = WordsAround.Of(text.Text, marks);
        return new MatchReason(TermOf(node), text.NameAt(marks[0].Start), line, inside);
    }

    private static string TermOf(QueryNode node) => node switch
    {
        QueryNode.Form form => form.Word,
        QueryNode.Prefix prefix => prefix.Beginning + "*",
        QueryNode.Phrase phrase => string.Join(phrase.IsJoined ? '-' : ' ', phrase.Words),
        QueryNode.Named named => named.Name,
        QueryNode.Near near => $"{TermOf(near.Left)} near {TermOf(near.Right)}",
        QueryNode.Any any => string.Join(" or ", any.Parts.Select(TermOf)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string FactName(FactKind kind) => kind switch
    {
        FactKind.Source => "source",
        FactKind.Topic => "topic",
        FactKind.Language => "language",
        _ => "has",
    };

    private string FactText(QueryNode.Fact fact) => fact.Kind switch
    {
        FactKind.Source => kept.Article.Source.Value,
        FactKind.Language => kept.Article.Language ?? "",
        FactKind.Has when fact.Value == "original" => kept.Article.Original.Link?.AbsoluteUri ?? "",
        _ => fact.Value,
    };
}
