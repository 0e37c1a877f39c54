using System.Globalization;

namespace Aggregator.Watches;

/// <summary>Makes a tree of a query's pieces. OR binds least, then AND (which may be left out), then NOT, then NEAR.</summary>
internal sealed class QueryParser(IReadOnlyList<QueryToken> tokens, OrganisationNames names)
{
    private const int Deepest = 50;

    private const int MostTerms = 200;

    /// <summary>The fields, each with an example.</summary>
    private static readonly (string Name, string Example)[] Fields =
    [
        ("title", "title:gas"), ("source", "source:rusi-commentary"), ("org", "org:RUSI"), ("author", "author:Quay"), ("topic", "topic:trade"),
        ("lang", "lang:en"), ("before", "before:2026-03"), ("after", "after:2026-03-01"), ("has", "has:original"),
    ];

    private int _at;
    private int _depth;
    private int _terms;

    public QueryMistake? Mistake { get; private set; }

    private QueryToken Next => tokens[_at];

    /// <summary>How a field is written; null when there is none of that name.</summary>
    public static string? ExampleOf(string field) => Array.Find(Fields, known => known.Name.Equals(field, StringComparison.OrdinalIgnoreCase)).Example;

    public QueryNode? Read()
    {
        var node = Either(null);
        if (Mistake is null && Next.Kind == TokenKind.Close)
            return Wrong(Next, "this bracket closes nothing. Open one before it, as: (gas OR oil) sanctions.");
        return Mistake is null ? node : null;
    }

    private QueryNode? Either(string? field)
    {
        if (++_depth > Deepest)
            return Wrong(Next, $"brackets stand more than {Deepest} deep. Write it with fewer.");
        var parts = new List<QueryNode>();
        do
        {
            if (Both(field) is not { } part)
                return null;
            parts.Add(part);
        }
        while (Takes(TokenKind.Or));
        _depth--;
        return parts.Count == 1 ? parts[0] : new QueryNode.Any(parts);
    }

    private QueryNode? Both(string? field)
    {
        var parts = new List<QueryNode>();
        do
        {
            if (Negated(field) is not { } part)
                return null;
            parts.Add(part);
        }
        while (Takes(TokenKind.And) || Next.Kind is TokenKind.Not or TokenKind.Term or TokenKind.Field or TokenKind.Open);
        return parts.Count == 1 ? parts[0] : new QueryNode.All(parts);
    }

    private QueryNode? Negated(string? field)
    {
        var isNegated = false;
        while (Takes(TokenKind.Not))
            isNegated = !isNegated;
        return Close(field) is not { } part ? null : isNegated ? new QueryNode.Not(part) : part;
    }

    private QueryNode? Close(string? field)
    {
        var (first, left) = (Next, Unit(field));
        while (left is not null && Next.Kind == TokenKind.Near)
        {
            var near = tokens[_at++];
            var (second, right) = (Next, Unit(field));
            if (right is null)
                return null;
            if (!HasPlaces(left) || !HasPlaces(right))
                return Wrong(HasPlaces(left) ? second : first, "only words, \"phrases\" and (words OR words) can be near each other, as: (gas OR oil) NEAR/5 storage.");
            left = new QueryNode.Near(left, right, near.Number);
        }
        return left;
    }

    private QueryNode? Unit(string? field)
    {
        var token = tokens[_at];
        switch (token.Kind)
        {
            case TokenKind.Term:
                _at++;
                return ++_terms > MostTerms ? Wrong(token, $"a search has at most {MostTerms} words. Part it in two.") : Term(token, field);
            case TokenKind.Field:
                _at++;
                return field is not null ? Wrong(token, $"'{field}:' already says where to look. Write: {field}:(gas OR oil).") : OfField(token);
            case TokenKind.Open:
                _at++;
                if (Next.Kind == TokenKind.Close)
                    return Wrong(Next, "there is nothing between these brackets. As: (gas OR oil) sanctions.");
                var inner = Either(field);
                return inner is null ? null : Takes(TokenKind.Close) ? inner : Wrong(token, "this bracket is never closed. As: (gas OR oil) sanctions.");
            case TokenKind.End:
                return Wrong(token, _at == 0 ? "there is no word to search for. Give some, as: \"energy security\" blockade." : $"a word is missing behind '{tokens[_at - 1].Text}'. As: gas OR oil.");
            default:
                return Wrong(token, $"a word is missing before '{token.Text}'. As: gas OR oil.");
        }
    }

    private QueryNode? OfField(QueryToken name) => ExampleOf(name.Text) is not null
        ? Unit(name.Text)
        : Wrong(name, $"there is no field '{name.Text}'. The fields are {string.Join(", ", Fields.SkipLast(1).Select(known => known.Name))} and {Fields[^1].Name}. Put the word into quotation marks if it is none.");

    private QueryNode? Term(QueryToken token, string? field) => field switch
    {
        "org" or "topic" or "lang" or "has" or "before" or "after" when token.IsPrefix => Wrong(token, $"'{field}:' takes no *. Write it out, as: {ExampleOf(field)}."),
        "source" => new QueryNode.Fact(FactKind.Source, token.Text.ToLowerInvariant() + (token.IsPrefix ? "*" : "")),
        "lang" => Language(token),
        "topic" => new QueryNode.Fact(FactKind.Topic, token.Text.Trim().ToLowerInvariant()),
        "has" => Has(token),
        "before" or "after" => Day(token, field),
        "org" => Words(token, TextField.Publisher) is null ? null : names.Named(token.Text),
        _ => InText(token, field switch { "title" => TextField.Title, "author" => TextField.Authors, _ => null }),
    };

    private QueryNode? Language(QueryToken token) => Stem.LanguageOf(token.Text) is { Length: 2 or 3 } language && language.All(char.IsAsciiLetter)
        ? new QueryNode.Fact(FactKind.Language, language)
        : Wrong(token, $"'{token.Text}' is no language's code of two or three letters. As: lang:en or lang:de.");

    private QueryNode? Has(QueryToken token) => token.Text.ToLowerInvariant() is "original" or "attachment" or "author" or "date"
        ? new QueryNode.Fact(FactKind.Has, token.Text.ToLowerInvariant())
        : Wrong(token, $"an article can have an original, an attachment, an author or a date, but no '{token.Text}'. As: has:original.");

    private QueryNode? Day(QueryToken token, string field)
    {
        foreach (var form in (string[])["yyyy-MM-dd", "yyyy-MM", "yyyy"])
        {
            if (DateOnly.TryParseExact(token.Text, form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                return field == "after" ? new QueryNode.After(day) : new QueryNode.Before(day);
        }
        return Wrong(token, $"'{token.Text}' is no day, month or year. As: {field}:2026-03-01 or {field}:2026-03.");
    }

    private QueryNode? InText(QueryToken token, TextField? field)
    {
        var node = Words(token, field);
        // A name that is asked for anywhere is asked for under all its names.
        return node is not null && field is null && !token.IsPrefix && names.Find(token.Text) is { } known ? known : node;
    }

    private QueryNode? Words(QueryToken token, TextField? field)
    {
        var words = TextWords.ListOf(token.Text);
        var names = AsNames(words);
        if (token.IsPrefix)
        {
            if (words.Count > 1 || words[0].Length < 2)
                return Wrong(token, $"a * needs one word of at least two letters before it, as: sanction*.");
            var prefix = new QueryNode.Prefix(words[0].ToLowerInvariant(), field);
            return WordSigns.IsAlsoName(prefix.Beginning) ? new QueryNode.Any([prefix, new QueryNode.Phrase([prefix.Beginning.ToUpperInvariant()], field)]) : prefix;
        }
        // Small letters may mean the name as well, as "us" and "who" are typed; capitals mean it alone.
        if (!names.SequenceEqual(words))
            return new QueryNode.Any([OfWords(words, token, field), OfWords(names, token, field)]);
        var isParted = IsHyphened(token) && words.Count == 2;
        if ((isParted ? words : words.Count == 1 ? Parted(token) : null) is not [var first, var last])
            return OfWords(words, token, field);
        return new QueryNode.Any([.. WithPlural(last).SelectMany(second => (QueryNode[])
            [new QueryNode.Phrase([first, second], field) { IsJoined = !isParted }, new QueryNode.Form((first + second).ToLowerInvariant(), field)])]);
    }

    private static IReadOnlyList<string> AsNames(IReadOnlyList<string> words) => [.. words.Select(word => WordSigns.IsAlsoName(word) ? word.ToUpperInvariant() : word)];

    /// <summary>The letters and the number of F35, which others write F-35; null for any other word.</summary>
    private static IReadOnlyList<string>? Parted(QueryToken token) =>
        !token.IsQuoted && token.Text.All(char.IsLetterOrDigit) && token.Text.AsSpan().IndexOfAnyInRange('0', '9') is > 0 and var number ? AsNames(TextWords.ListOf(token.Text.Insert(number, "-"))) : null;

    /// <summary>Also the other of F-35 and F-35s. With fewer digits it would be a name (G4S), with more a decade (mid-1990s).</summary>
    private static string[] WithPlural(string word)
    {
        var number = word.EndsWith('s') ? word[..^1] : word;
        return number.Length is 2 or 3 && number.All(char.IsAsciiDigit) ? [word, word == number ? number + "s" : number] : [word];
    }

    private static QueryNode OfWords(IReadOnlyList<string> words, QueryToken token, TextField? field) =>
        words.Count == 1 && !token.IsQuoted ? new QueryNode.Form(words[0], field) : new QueryNode.Phrase(words, field);

    /// <summary>True for co-operation and F-35, which others write cooperation and F35.</summary>
    private static bool IsHyphened(QueryToken token) => !token.IsQuoted && token.Text.All(c => IsHyphen(c) || char.IsLetterOrDigit(c)) && token.Text.Count(IsHyphen) == 1;

    private static bool IsHyphen(char c) => c is '-' or '\u2010' or '\u2011';

    private static bool HasPlaces(QueryNode node) => node switch
    {
        QueryNode.Form or QueryNode.Phrase or QueryNode.Prefix or QueryNode.Near or QueryNode.Named => true,
        QueryNode.Any any => any.Parts.All(HasPlaces),
        _ => false,
    };

    private bool Takes(TokenKind kind)
    {
        if (Mistake is not null || Next.Kind != kind)
            return false;
        _at++;
        return true;
    }

    private QueryNode? Wrong(QueryToken where, string sentence)
    {
        Mistake ??= new QueryMistake(where.Place, sentence);
        return null;
    }
}
