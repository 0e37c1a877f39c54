using System.Globalization;
using System.Text;

namespace Aggregator.Watches;

/// <summary>Parts the text of a query into its pieces.</summary>
internal sealed class QueryTokens(string text)
{
    private const int UsualNear = 10;

    private readonly List<QueryToken> _tokens = [];
    private int _at;

    public QueryMistake? Mistake { get; private set; }

    /// <summary>A sentence about what was perhaps meant otherwise; null for nothing.</summary>
    public string? Doubt { get; private set; }

    public IReadOnlyList<QueryToken> Read()
    {
        while (Mistake is null)
        {
            while (_at < text.Length && char.IsWhiteSpace(text[_at]))
                _at++;
            if (_at == text.Length)
                break;
            ReadNext();
        }
        _tokens.Add(new QueryToken(TokenKind.End, "", text.Length + 1));
        return _tokens;
    }

    private void ReadNext()
    {
        var c = text[_at];
        if (c == '(')
            Add(TokenKind.Open, 1);
        else if (c == ')')
            Add(TokenKind.Close, 1);
        else if (c is '-' or '−' or '–' && _at + 1 < text.Length && !char.IsWhiteSpace(text[_at + 1]))
            Add(TokenKind.Not, 1);
        else if (IsQuote(c))
            ReadPhrase();
        else
            ReadWord();
    }

    private void ReadPhrase()
    {
        var end = _at + 1;
        while (end < text.Length && !IsQuote(text[end]))
            end++;
        if (end == text.Length)
        {
            Mistake = new QueryMistake(_at + 1, "this quotation mark is not closed. Close it, as: \"energy security\" blockade.");
            return;
        }
        AddTerm(new QueryToken(TokenKind.Term, text[(_at + 1)..end], _at + 1, IsQuoted: true));
        _at = end + 1;
        if (_at < text.Length && text[_at] == '*')
            Mistake = new QueryMistake(_at + 1, "a * stands behind a single word without quotation marks, as: sanction*.");
        else if (_at + 1 < text.Length && text[_at] == '~' && char.IsAsciiDigit(text[_at + 1]))
            Mistake = new QueryMistake(_at + 1, "how near words stand is asked for so: gas NEAR/5 storage.");
    }

    private void ReadWord()
    {
        var end = _at;
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] is not ('(' or ')') && !IsQuote(text[end]))
        {
            end++;
            if (text[end - 1] == ':' && IsFieldName(text[_at..(end - 1)]) && ReadField(text[_at..(end - 1)], end))
                return;
        }
        var word = text[_at..end];
        if (Operator(word) is { } token)
            _tokens.Add(token);
        else if (Mistake is null)
            AddWord(word);
        _at = end;
    }

    /// <summary>Reads a field's name; false for a word that ends with a colon.</summary>
    /// <param name="end">Behind the colon.</param>
    private bool ReadField(string name, int end)
    {
        if (end < text.Length && !char.IsWhiteSpace(text[end]))
            _tokens.Add(new QueryToken(TokenKind.Field, name.ToLowerInvariant(), _at + 1));
        else if (QueryParser.ExampleOf(name) is { } example)
            Mistake = new QueryMistake(_at + 1, $"what '{name}:' asks for stands right behind it, as: {example}. Put it into quotation marks if it is a word.");
        else
            return false;
        _at = end;
        return true;
    }

    private void AddWord(string word)
    {
        if (word is "and" or "or" or "not")
            Doubt ??= $"'{word}' was looked for as a word. In capitals it joins words, as: gas {word.ToUpperInvariant()} oil.";
        var star = word.IndexOf('*', StringComparison.Ordinal);
        if (star >= 0 && (star < word.Length - 1 || !word.Any(char.IsLetterOrDigit)))
            Mistake = new QueryMistake(_at + star + 1, "a * can only end a word, as: sanction*.");
        else
            AddTerm(new QueryToken(TokenKind.Term, word.TrimEnd('*'), _at + 1, IsPrefix: star >= 0));
    }

    /// <summary>A sign between blanks asks for nothing.</summary>
    private void AddTerm(QueryToken term)
    {
        if (term.Text.EnumerateRunes().Any(Rune.IsLetterOrDigit))
            _tokens.Add(term);
    }

    private QueryToken? Operator(string word)
    {
        switch (word)
        {
            case "AND": return new QueryToken(TokenKind.And, word, _at + 1);
            case "OR": return new QueryToken(TokenKind.Or, word, _at + 1);
            case "NOT": return new QueryToken(TokenKind.Not, word, _at + 1);
            case "NEAR": return new QueryToken(TokenKind.Near, word, _at + 1, Number: UsualNear);
        }
        if (!word.StartsWith("NEAR/", StringComparison.OrdinalIgnoreCase))
            return null;
        var isNumber = int.TryParse(word.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        var isCapital = word.StartsWith("NEAR", StringComparison.Ordinal);
        if (isNumber && isCapital && number is >= 1 and <= QueryNode.Near.Most)
            return new QueryToken(TokenKind.Near, word, _at + 1, Number: number);
        if (!isNumber && !isCapital)
            return null;
        Mistake = !isCapital ? new QueryMistake(_at + 1, $"'{word}' is written in capitals, as: gas NEAR/{number} storage.") : new QueryMistake(_at + 1, $"'{word}' needs a number of words from 1 to {QueryNode.Near.Most}, as: gas NEAR/5 storage.");
        return null;
    }

    private void Add(TokenKind kind, int length)
    {
        _tokens.Add(new QueryToken(kind, text.Substring(_at, length), _at + 1));
        _at += length;
    }

    /// <summary>Letters alone: the 16 of 16:30 is no field.</summary>
    private static bool IsFieldName(string word) => word.Length > 1 && word.All(char.IsAsciiLetter);

    private static bool IsQuote(char c) => c is '"' or '“' or '”' or '„' or '‟' or '«' or '»';
}
