using Aggregator.Articles;

namespace Aggregator.Watches;

/// <summary>What somebody looks for, as a tree that judges an article by itself and says why.</summary>
/// <remarks>
/// Words in any form, <c>"exact phrases"</c>, <c>begin*</c>, AND (or a blank), OR, NOT or <c>-</c>, brackets, <c>NEAR/5</c>, and
/// <c>title: author: org: source: topic: lang: before: after: has:</c>.
/// </remarks>
public sealed record Query
{
    private Query(string text, QueryNode root, string? doubt) => (Text, Root, Doubt) = (text, root, doubt);

    public string Text { get; }

    public QueryNode Root { get; }

    /// <summary>A sentence about what was perhaps meant otherwise; null for nothing.</summary>
    public string? Doubt { get; }

    /// <summary>Reads a query; when it cannot be meant, <paramref name="mistake"/> says where and why, and the result is null.</summary>
    public static Query? Parse(string text, OrganisationNames names, out QueryMistake? mistake)
    {
        var tokens = new QueryTokens(text);
        var read = tokens.Read();
        if ((mistake = tokens.Mistake) is not null)
            return null;
        var parser = new QueryParser(read, names);
        var root = parser.Read();
        mistake = parser.Mistake;
        if (mistake is null && !Asks(root!))
            mistake = new QueryMistake(1, "a search needs at least one word that must occur, as: blockade -naval.");
        return mistake is null ? new Query(text.Trim(), root!, tokens.Doubt) : null;
    }

    /// <summary>Why this article is meant; null when it is not.</summary>
    public QueryMatch? Match(KeptArticle kept)
    {
        using var words = new ArticleWords(kept.Article);
        return Match(kept, words);
    }

    /// <param name="words">The words of that article, which many queries may share.</param>
    public QueryMatch? Match(KeptArticle kept, ArticleWords words) => new QueryJudge(kept, words).Judge(Root);

    /// <summary>True when it says of some article that it is meant, not only of others that they are not.</summary>
    private static bool Asks(QueryNode node) => node switch
    {
        QueryNode.Not => false,
        QueryNode.All all => all.Parts.Any(Asks),
        QueryNode.Any any => any.Parts.All(Asks),
        _ => true,
    };
}

/// <summary>Why an article was found.</summary>
/// <param name="Reasons">One for each word, phrase or fact that the query asked for and the article has.</param>
/// <param name="Places">All places of these words, in the order of fields and text; at most <see cref="MostPlaces"/>.</param>
public sealed record QueryMatch(IReadOnlyList<MatchReason> Reasons, IReadOnlyList<MatchPlace> Places)
{
    public const int MostPlaces = 500;
}

/// <summary>One word, phrase or fact of a query, and where an article has it.</summary>
/// <param name="Term">As it was asked for, folded.</param>
/// <param name="Field">Where it stands: title, standfirst, text, publisher, authors or a file's name; with the page where there are pages ("report.pdf, p. 3"); for a fact, what it is a fact of.</param>
/// <param name="Around">The words around it.</param>
/// <param name="Marks">The words that matched, as parts of <paramref name="Around"/>.</param>
public sealed record MatchReason(string Term, string Field, string Around, IReadOnlyList<MatchMark> Marks);

/// <summary>A part of a text, in characters.</summary>
public readonly record struct MatchMark(int Start, int Length);

/// <summary>A place in an article that a query asked for.</summary>
/// <param name="Field">title, standfirst, text, publisher, authors or a file's name.</param>
/// <param name="Start">Where it begins in that text, in characters.</param>
public readonly record struct MatchPlace(string Field, int Start, int Length);
