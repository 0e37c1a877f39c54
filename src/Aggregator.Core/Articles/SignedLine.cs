using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>Cuts a line that names who wrote where something else begins: a role, a day, who took the pictures.</summary>
internal static class SignedLine
{
    private const string MonthNames = "January|February|March|April|May|June|July|August|September|October|November|December";

    private static readonly WordList Months = new(MonthNames);

    /// <summary>Before what was talked about with somebody, who asked.</summary>
    private static readonly WordList Talks = new("(ein |an )?(interview|gespräch|entretien) (von|by|par|mit|with) ");

    private static readonly string[] Withs = [" mit ", " with ", " avec "];

    /// <summary>Words with which the next element begins.</summary>
    private static readonly WordList Glued = new(MonthNames + "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Published|Posted|Twitter|Facebook|Follow|Contributor|Senior|Staff|Editor|Reporter|Freelance|Redakt|Autor|Author|Writer");

    /// <summary>The same, whatever goes on behind them.</summary>
    private static readonly WordList SurelyGlued = new("Updated|Korrespondent");

    /// <summary>Whose part in a text is another one, where a "by" or a colon follows.</summary>
    private static readonly WordList Pictures = new("(illustration(en|s)?|fotos?|fotografie|bilder|photos?|photographs?|photography|übersetz(t|ung)|translated|translation|edited)( (von|by|par) |:)");

    /// <summary>What goes on with something else, where a blank follows.</summary>
    private static readonly WordList Others = new("(updated|published|posted|aktualisiert|is an?|contributor|has been|senior|chief|head|staff|executive|deputy|freelance|research|on behalf) ");

    /// <summary>The same as words of their own.</summary>
    private static readonly WordList Jobs = new("(political|health|science|business|education|medical|environment|city|national|foreign|sports) (reporter|editor|correspondent|writer)|lesezeit|lesedauer|reading time|read time|temps de lecture|tiempo de lectura|tempo di lettura|leestijd|czas czytania");

    /// <summary>Before a place or a day, as they are written within a line.</summary>
    private static readonly string[] Prepositions = ["für ", "in ", "am ", "on ", "le ", "vom ", "for ", "In ", "For "];

    /// <summary>Who asked, of a line that says with whom; any other line as it is.</summary>
    public static string WithoutGuest(string line) =>
        Talks.LengthAt(line) > 0 && Withs.Select(with => line.IndexOf(with, StringComparison.Ordinal)).Where(at => at >= 0).DefaultIfEmpty(line.Length).Min() is var guest ? line[..guest] : line.Trim();

    /// <summary>QuayNovember: two elements without a blank between them. McDonald is one name.</summary>
    public static string Parted(string line)
    {
        for (var at = 2; at < line.Length; at++)
        {
            if (char.IsUpper(line[at]) && char.IsLower(line[at - 1]) && char.IsLower(line[at - 2]) && (SurelyGlued.LengthAt(line.AsSpan(at)) > 0 || Glued.LengthAt(line, at, IsBehindGlued) > 0))
                line = line.Insert(at++, "|");
        }
        return line;
    }

    /// <summary>The first of a line's parts that may be a name; empty when none may.</summary>
    public static string FirstPart(string line)
    {
        for (var from = 0; from < line.Length;)
        {
            var (start, end) = Break(line, from);
            if (line[from..start].Trim() is { Length: > 1 } part)
                return part;
            from = end;
        }
        return "";
    }

    /// <summary>Where the next part of a line ends, and where the one behind it begins.</summary>
    private static (int Start, int End) Break(string line, int from)
    {
        for (var at = from; at < line.Length; at++)
        {
            var next = at;
            while (next < line.Length && line[next] == ' ')
                next++;
            if (next < line.Length && BehindBreak(line, next, hasBlank: next > at) is > 0 and var end)
                return (at, end);
            at = Math.Max(at, next - 1);
        }
        return (line.Length, line.Length);
    }

    /// <summary>Where the next part begins behind what parts it from the last one; 0 when nothing at this place does.</summary>
    private static int BehindBreak(string line, int at, bool hasBlank)
    {
        if (line[at] is '|' or '•' or '●' or '∙')
            return at + 1;
        if (!hasBlank)
            return 0;
        if (line[at] is '·' or '–' or '—' or '-')
            return at + 1 < line.Length && line[at + 1] == ' ' ? at + 2 : 0;
        // A day or a number goes on to the end.
        if (char.IsDigit(line[at]) || Months.LengthAt(line, at, (text, end) => end + 1 < text.Length && text[end] == ' ' && char.IsDigit(text[end + 1])) > 0)
            return line.Length;
        foreach (var preposition in Prepositions)
        {
            if (string.CompareOrdinal(line, at, preposition, 0, preposition.Length) == 0)
                return at + preposition.Length;
        }
        var words = Math.Max(Pictures.LengthAt(line.AsSpan(at)), Math.Max(Others.LengthAt(line.AsSpan(at)), Jobs.LengthAt(line, at, WordList.IsEdge)));
        return words > 0 ? at + words : 0;
    }

    private static bool IsBehindGlued(ReadOnlySpan<char> text, int at) =>
        at == text.Length || !char.IsLetter(text[at]) || text[at..].StartsWith("eur", StringComparison.Ordinal) || (text[at..].StartsWith("in", StringComparison.Ordinal) && WordList.IsEdge(text, at + 2));
}
