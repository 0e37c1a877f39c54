using Aggregator.Watches;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Spans;
using Query = Lucene.Net.Search.Query;

namespace Aggregator.Storing.LiteDb;

/// <summary>A query as the index is asked: for no less than it means, since the articles that come back are judged one by one.</summary>
/// <remarks>
/// What a word's forms are depends on the language of an article: it is asked for article by article of each language that there is, or most
/// of what came back would be there for the rules of another language. What must not occur is the other way round asked for narrowly, or an
/// article would be left out for a word it does not have.
/// </remarks>
/// <param name="languages">Whose rules for stems the articles follow, as <see cref="IndexDocument.Rules"/> has them.</param>
/// <param name="part">The words of the one segment that is asked; null when all are, and by rank.</param>
internal sealed class IndexQuery(IReadOnlyCollection<string> languages, PartWords? part)
{
    /// <summary>Finds every article that a request means, and perhaps some more: the words, and beside them what no rank depends on. Null where there can be none.</summary>
    public Query? Of(QueryNode root, SearchRequest request)
    {
        var beside = new BooleanQuery();
        if (request.Source is { } source)
            beside.Add(new TermQuery(new Term(IndexDocument.Source, source.Value)), Occur.MUST);
        if (request.Since is { } since)
            beside.Add(NumericRangeQuery.NewInt64Range(IndexDocument.Seen, since.UtcTicks, null, true, false), Occur.MUST);
        var words = Wide(root);
        return words is null || beside.Clauses.Count == 0 ? words : new FilteredQuery(words, new QueryWrapperFilter(beside));
    }

    /// <summary>Finds every article that the query means, and perhaps some more.</summary>
    private Query? Wide(QueryNode node) => node switch
    {
        QueryNode.All all => Both(all.Parts.Select(one => one is QueryNode.Not not ? (Narrow(not.Part), Occur.MUST_NOT) : (Wide(one), Occur.MUST))),
        QueryNode.Any any => Either(any.Parts.Select(Wide)),
        QueryNode.Not not => Both([(Narrow(not.Part), Occur.MUST_NOT)]),
        QueryNode.Near near => Near(near),
        QueryNode.Form form => ByStems([form], language => Either(Forms(form, language).Select(One))),
        _ => Exact(node),
    };

    /// <summary>Finds only articles that the part means, and perhaps not all of them.</summary>
    private Query? Narrow(QueryNode node) => node switch
    {
        QueryNode.All all => Both(all.Parts.Select(one => one is QueryNode.Not not ? (Wide(not.Part), Occur.MUST_NOT) : (Narrow(one), Occur.MUST))),
        QueryNode.Any any => Either(any.Parts.Select(Narrow)),
        QueryNode.Not not => Both([(Wide(not.Part), Occur.MUST_NOT)]),
        // Spans may share a word there, which a query does not allow; and what stands between two words is not in the index.
        QueryNode.Near or QueryNode.Phrase { IsJoined: true } => null,
        // A stem may have another stem itself: that an article has it as a word says nothing then.
        QueryNode.Form form => ByStems([form], language => Either(Forms(form, language).Where(term => IsSure(term, form, language)).Select(One))),
        _ => Exact(node),
    };

    private Query? Exact(QueryNode node) => node switch
    {
        QueryNode.Phrase phrase => Phrase(phrase),
        QueryNode.Prefix prefix => new PrefixQuery(Word(prefix.In, prefix.Beginning)),
        QueryNode.Named named => Either(named.Names.Select(Phrase)),
        QueryNode.After after => NumericRangeQuery.NewInt32Range(IndexDocument.Day, after.Day.DayNumber, null, true, false),
        QueryNode.Before before => NumericRangeQuery.NewInt32Range(IndexDocument.Day, null, before.Day.DayNumber, false, false),
        QueryNode.Fact { Kind: FactKind.Source } fact when fact.Value.EndsWith('*') => new PrefixQuery(new Term(IndexDocument.Source, fact.Value[..^1])),
        QueryNode.Fact fact => One(new Term(Field(fact.Kind), fact.Value)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private Query? Phrase(QueryNode.Phrase phrase)
    {
        if (phrase.Words.Count == 1)
            return One(Word(phrase.In, phrase.Words[0]));
        var query = new PhraseQuery();
        foreach (var word in phrase.Words.Select(word => Word(phrase.In, word)))
        {
            if (!IsThere(word))
                return null;
            query.Add(word);
        }
        return query;
    }

    private TermQuery? One(Term term) => part is null ? new TermQuery(term) : part.Find(term) is { } found ? new TermQuery(term, found) : null;

    private bool IsThere(Term term) => part is null || part.Find(term) is not null;

    private Query? Near(QueryNode.Near near) => part is not null && near is { Left: QueryNode.Form left, Right: QueryNode.Form right }
        ? ByStems([left, right], language => Close([.. Forms(left, language).Where(IsThere)], [.. Forms(right, language).Where(IsThere)], near.Within))
        : NearSpans(near);

    private NearQuery? Close(IReadOnlyList<Term> left, IReadOnlyList<Term> right, int within) =>
        left.Count > 0 && right.Count > 0 ? new NearQuery(part!, left, right, within) : null;

    /// <summary>Words near each other as spans. Where one side's runs differ in length Lucene overlooks some (LUCENE-7398): then both must occur, and the judge sees how near.</summary>
    private Query? NearSpans(QueryNode.Near near) => LengthOf(near.Left) is not null && LengthOf(near.Right) is not null
        ? ByStems([.. FormsIn(near.Left), .. FormsIn(near.Right)], language => Run([Spans(near.Left, language), Spans(near.Right, language)], near.Within - 1, inOrder: false))
        : Both([(Wide(near.Left), Occur.MUST), (Wide(near.Right), Occur.MUST)]);

    /// <summary>One question to the articles of all languages in which these words have the same stems, beside one to each of the others.</summary>
    private Query? ByStems(IReadOnlyList<QueryNode.Form> forms, Func<string, Query?> ask) =>
        Either(languages.GroupBy(language => string.Join(' ', forms.Select(form => Stem.Of(form.Word, language)))).Select(alike => Among(alike.ToList(), ask(alike.First()))));

    private Query? Among(List<string> some, Query? asked) => asked is null || some.Count == languages.Count
        ? asked
        : RulesFilter.Among(some, asked);

    private static IEnumerable<QueryNode.Form> FormsIn(QueryNode node) => node switch
    {
        QueryNode.Form form => [form],
        QueryNode.Any any => any.Parts.SelectMany(FormsIn),
        _ => [],
    };

    /// <summary>The words of each run that answers a part; null where they differ.</summary>
    private static int? LengthOf(QueryNode node) => node switch
    {
        QueryNode.Form or QueryNode.Prefix => 1,
        QueryNode.Phrase phrase => phrase.Words.Count,
        QueryNode.Named named => Same(named.Names.Select(LengthOf)),
        QueryNode.Any any => Same(any.Parts.Select(LengthOf)),
        _ => null,
    };

    private static int? Same(IEnumerable<int?> lengths) => lengths.Distinct().ToList() is [var one] ? one : null;

    private SpanQuery? Spans(QueryNode node, string language) => node switch
    {
        QueryNode.Form form => EitherSpan(Forms(form, language).Select(Span)),
        QueryNode.Phrase { Words: [var word] } phrase => Span(Word(phrase.In, word)),
        QueryNode.Phrase phrase => Run([.. phrase.Words.Select(word => Span(Word(phrase.In, word)))], 0, inOrder: true),
        QueryNode.Prefix prefix => new SpanMultiTermQueryWrapper<PrefixQuery>(new PrefixQuery(Word(prefix.In, prefix.Beginning))),
        QueryNode.Named named => EitherSpan(named.Names.Select(name => Spans(name, language))),
        QueryNode.Any any => EitherSpan(any.Parts.Select(one => Spans(one, language))),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private SpanTermQuery? Span(Term term) => IsThere(term) ? new SpanTermQuery(term) : null;

    private static SpanNearQuery? Run(SpanQuery?[] spans, int between, bool inOrder) =>
        spans.OfType<SpanQuery>().ToArray() is var all && all.Length == spans.Length ? new SpanNearQuery(all, between, inOrder) : null;

    private static SpanQuery? EitherSpan(IEnumerable<SpanQuery?> spans) => spans.OfType<SpanQuery>().ToArray() switch
    {
        [] => null,
        [var one] => one,
        var all => new SpanOrQuery(all),
    };

    /// <summary>The stem, and the mark of all other words that have that stem; for a rank also the word as it was asked for, which counts for more.</summary>
    private IEnumerable<Term> Forms(QueryNode.Form form, string language)
    {
        var stem = Stem.Of(form.Word, language);
        string[] words = part is null && stem != form.Word ? [form.Word, stem, IndexWords.StemMark + stem] : [stem, IndexWords.StemMark + stem];
        return words.Select(word => Word(form.In, word));
    }

    private static bool IsSure(Term term, QueryNode.Form form, string language) =>
        term.Text == form.Word || term.Text[0] == IndexWords.StemMark || Stem.Of(term.Text, language) == term.Text;

    private static Term Word(TextField? field, string word) =>
        new(IndexDocument.FieldOf(field), word.Length > IndexWords.LongestWord ? word[..IndexWords.LongestWord] : word);

    private static string Field(FactKind kind) => kind switch
    {
        FactKind.Source => IndexDocument.Source,
        FactKind.Topic => IndexDocument.Topic,
        FactKind.Language => IndexDocument.Language,
        FactKind.Has => IndexDocument.Has,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static Query? Either(IEnumerable<Query?> parts)
    {
        var all = parts.OfType<Query>().ToList();
        if (all.Count < 2)
            return all.FirstOrDefault();
        var either = new BooleanQuery();
        foreach (var part in all)
            either.Add(part, Occur.SHOULD);
        return either;
    }

    private static BooleanQuery? Both(IEnumerable<(Query? Part, Occur How)> parts)
    {
        var both = new BooleanQuery();
        var asks = false;
        foreach (var (one, how) in parts)
        {
            if (one is null && how == Occur.MUST)
                return null;
            if (one is not null)
                both.Add(one, how);
            asks |= how == Occur.MUST;
        }
        // What only must not be is taken from all there is.
        if (!asks)
            both.Add(new MatchAllDocsQuery(), Occur.MUST);
        return both;
    }
}
