using System.Globalization;
using System.Text;
using Aggregator.Articles;

namespace Aggregator.Watches;

/// <summary>What somebody looks for: words that must all occur, "phrases", and -words that must not.</summary>
public sealed record Query
{
    private Query(string text, IReadOnlyList<string> wanted, IReadOnlyList<string> unwanted) => (Text, Wanted, Unwanted) = (text, wanted, unwanted);

    public string Text { get; }

    private IReadOnlyList<string> Wanted { get; }

    private IReadOnlyList<string> Unwanted { get; }

    /// <summary>Reads a query; when it cannot be meant, <paramref name="problem"/> says why.</summary>
    public static Query? Parse(string text, out string? problem)
    {
        var wanted = new List<string>();
        var unwanted = new List<string>();
        problem = null;
        foreach (var (term, isUnwanted) in Terms(text))
        {
            var folded = Folded(term);
            if (folded.Trim().Length > 0)
                (isUnwanted ? unwanted : wanted).Add(folded);
        }
        if (wanted.Count == 0)
            problem = unwanted.Count > 0
                ? "A search needs at least one word that must occur, as: blockade -naval."
                : "There is no word to search for. Give some, as: \"energy security\" blockade.";
        return problem is null ? new Query(text.Trim(), wanted, unwanted) : null;
    }

    /// <summary>Judges an article by itself.</summary>
    public QueryMatch? Match(Article article)
    {
        var fields = new (string Name, string Text)[]
        {
            ("title", article.Title), ("standfirst", article.Standfirst ?? ""), ("text", article.Text),
            ("publisher", article.Publisher ?? ""), ("authors", string.Join(", ", article.Authors)),
        };
        var folded = fields.Select(field => Folded(field.Text)).ToArray();
        if (Unwanted.Any(term => folded.Any(text => text.Contains(term, StringComparison.Ordinal))))
            return null;
        var reasons = new List<MatchReason>();
        foreach (var term in Wanted)
        {
            var at = Array.FindIndex(folded, text => text.Contains(term, StringComparison.Ordinal));
            if (at < 0)
                return null;
            reasons.Add(new MatchReason(term.Trim(), fields[at].Name, Around(fields[at].Text, term.Trim())));
        }
        return new QueryMatch(reasons);
    }

    /// <summary>Lower case without accents, every other sign a blank, a blank at both ends: so that whole words match and curly quotes do not matter.</summary>
    private static string Folded(string text)
    {
        var folded = new StringBuilder(text.Length + 2).Append(' ');
        foreach (var c in text.Normalize(NormalizationForm.FormD))
        {
            if (char.IsLetterOrDigit(c))
                folded.Append(char.ToLowerInvariant(c));
            else if (CharUnicodeInfo.GetUnicodeCategory(c) is not UnicodeCategory.NonSpacingMark && c is not ('\'' or '’') && folded[^1] != ' ')
                folded.Append(' ');
        }
        if (folded[^1] != ' ')
            folded.Append(' ');
        return folded.ToString();
    }

    private static IEnumerable<(string Term, bool IsUnwanted)> Terms(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }
            var isUnwanted = text[at] == '-';
            var start = isUnwanted ? at + 1 : at;
            var isPhrase = start < text.Length && IsQuote(text[start]);
            var end = start + (isPhrase ? 1 : 0);
            while (end < text.Length && !(isPhrase ? IsQuote(text[end]) : char.IsWhiteSpace(text[end])))
                end++;
            yield return (text[(isPhrase ? start + 1 : start)..end], isUnwanted);
            at = end + 1;
        }
    }

    private static bool IsQuote(char c) => c is '"' or '“' or '”' or '„' or '«' or '»';

    /// <summary>The words around the first place where the term stands.</summary>
    private static string Around(string text, string term)
    {
        const int reach = 60;
        var first = term.Split(' ')[0];
        var at = CultureInfo.InvariantCulture.CompareInfo.IndexOf(text, first, CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace);
        if (at < 0)
            return "";
        var from = Math.Max(0, at - reach);
        var to = Math.Min(text.Length, at + term.Length + reach);
        var line = text[from..to].Replace('\n', ' ').Trim();
        return (from > 0 ? "…" : "") + line + (to < text.Length ? "…" : "");
    }
}

/// <summary>Why an article was found.</summary>
public sealed record QueryMatch(IReadOnlyList<MatchReason> Reasons);

/// <summary>One word or phrase of a query, and where an article has it.</summary>
/// <param name="Term">The word or phrase, folded.</param>
/// <param name="Field">Where it stands: title, standfirst, text, publisher or authors.</param>
/// <param name="Around">The words around it.</param>
public sealed record MatchReason(string Term, string Field, string Around);
