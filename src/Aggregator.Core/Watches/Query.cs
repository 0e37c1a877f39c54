using Aggregator.Articles;
using Aggregator.Files;

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
            var folded = FoldedText.Of(term).Text;
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
        var fields = FieldsOf(article);
        var folded = fields.Select(field => FoldedText.Of(field.Text)).ToArray();
        if (Unwanted.Any(term => folded.Any(text => text.Has(term))))
            return null;
        var reasons = new List<MatchReason>();
        foreach (var term in Wanted)
        {
            var at = Array.FindIndex(folded, text => text.Has(term));
            if (at < 0)
                return null;
            var place = folded[at].PlaceOf(term);
            reasons.Add(new MatchReason(term.Trim(), WithPage(fields[at], place), Around(fields[at].Text, place, term.Length)));
        }
        return new QueryMatch(reasons);
    }

    private static Field[] FieldsOf(Article article) =>
    [
        new("title", article.Title), new("standfirst", article.Standfirst ?? ""), new("text", article.Text, article.Files.FirstOrDefault(file => file.IsPage)?.Starts),
        new("publisher", article.Publisher ?? ""), new("authors", string.Join(", ", article.Authors)),
        .. article.Files.Where(file => file.Text.Length > 0).Select(file => new Field(file.Address?.Segments[^1] ?? "file", file.Text, file.Starts)),
    ];

    private static string WithPage(Field field, int place) => PageStart.PageAt(field.Starts ?? [], place) is { } page ? $"{field.Name}, p. {page}" : field.Name;

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

    /// <summary>The words around a place.</summary>
    private static string Around(string text, int at, int length)
    {
        const int reach = 60;
        var from = Math.Max(0, at - reach);
        var to = Math.Min(text.Length, at + length + reach);
        var line = text[from..to].Replace('\n', ' ').Trim();
        return (from > 0 ? "…" : "") + line + (to < text.Length ? "…" : "");
    }

    /// <summary>One text of an article that a query looks into, and where the pages of its file begin.</summary>
    private sealed record Field(string Name, string Text, IReadOnlyList<PageStart>? Starts = null);
}

/// <summary>Why an article was found.</summary>
public sealed record QueryMatch(IReadOnlyList<MatchReason> Reasons);

/// <summary>One word or phrase of a query, and where an article has it.</summary>
/// <param name="Term">The word or phrase, folded.</param>
/// <param name="Field">Where it stands: title, standfirst, text, publisher, authors or a file's name; with the page where there are pages: "report.pdf, p. 3".</param>
/// <param name="Around">The words around it.</param>
public sealed record MatchReason(string Term, string Field, string Around);
