using Aggregator.Pages;
using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>An article's standfirst: what its head says of it, as a reader sees it where the head cut it short.</summary>
internal static class PageStandfirst
{
    private const int Longest = 800;

    private const int Shortest = 30;

    /// <summary>So many blocks below the title it begins, if anywhere.</summary>
    private const int Below = 12;

    /// <summary>Shorter ones without a full stop are whole.</summary>
    private const int Cut = 100;

    /// <summary>From the sign that it is cut to its end: "[…] View Article".</summary>
    private const int LongestWay = 20;

    /// <summary>So many letters in common, and a line by the title is the same words.</summary>
    private const int Beginning = 40;

    /// <summary>In characters. A shorter title may begin any sentence.</summary>
    private const int LeastTitle = 20;

    /// <summary>The same where a word is a character or two.</summary>
    private const int LeastWide = 8;

    private static readonly WordList Names = new("standfirst|dek|deck|subtitle|subheadline|sub-?heading|sub-?title|lead|lede|teaser|intro|introduction|excerpt|abstract|vorspann|chapo|chapeau|summary|strapline|bajada|entradilla|alternativeHeadline|description");

    private static readonly char[] Signs = [' ', '.', '-', '–', '—', ':', '|', ',', '_', '·', '，', '。', '：'];

    public static string? Of(PageHead head, LinkedData linked, PageMarks marks, string? title, IReadOnlyList<string> sites)
    {
        var told = WithoutTitle(head.First("ogdescription", "description", "twitterdescription", "dcdescription", "dctermsdescription") ?? PlainText.Title(linked.Text("description")), title);
        if (told is null || SiteNames.Is(told, sites))
            return Marked(marks);
        var start = Start(told);
        var lines = marks.Map.Blocks;
        // Some cut it within a sentence and do not say so.
        var isCut = start.Length < told.Length ? told[^1] != '.' || told.EndsWith("..", StringComparison.Ordinal) : start.Length > Cut && (char.IsLetterOrDigit(told[^1]) || told[^1] == ',');
        if (start.Length < Beginning)
            return told;
        // A head that takes the first lines as one: the first, where it is no sentence, is the standfirst, and what follows is the text.
        var own = Array.FindIndex(lines, line => line.Text.Length >= Shortest && line.Text.Length < start.Length && IsAlike(start, line.Text) && IsLineOfItsOwn(line, marks));
        if (own >= 0 && own + 1 < lines.Length && start[lines[own].Text.Length..].TrimStart() is { Length: >= Shortest } rest && (IsAlike(lines[own + 1].Text, rest) || IsAlike(rest, lines[own + 1].Text)))
            return lines[own].Text;
        if (Subheading(marks) is { } under && Array.Exists(lines, line => IsAlike(line.Text, start)))
            return under;
        return isCut ? Array.Find(lines, line => line.Text.Length > start.Length && IsAlike(line.Text, start)) is { } seen ? ToSentence(seen.Text, start.Length) : told : told;
    }

    /// <summary>The heading below the title that stands alone with it in one element: of a head that only begins the text, it is the standfirst.</summary>
    private static string? Subheading(PageMarks marks)
    {
        var (lines, at) = (marks.Map.Blocks, marks.Title.End.Value);
        if (at == 0 || at >= lines.Length || lines[at].Text.Length is < Shortest or > Longest || lines[at].LinkLength > 0 || BoxSums.RankOf(marks.Map, lines[at]) < 2)
            return null;
        var heading = marks.Map.Boxes[lines[at].Box];
        var around = marks.Map.Boxes[heading.Parent];
        return around.FirstBlock == marks.Title.Start.Value && around.EndBlock == heading.EndBlock ? string.Join("; ", lines[at..heading.EndBlock].Select(line => line.Text)) : null;
    }

    /// <summary>What a head says without the signs that it is cut, and without the words of a link behind them: "… Read on".</summary>
    private static string Start(string told)
    {
        var cut = Math.Max(told.LastIndexOf("...", StringComparison.Ordinal), told.LastIndexOf('…'));
        return (cut > 0 && told.Length - cut <= LongestWay ? told[..cut] : told).TrimEnd('.', '…', ' ', '[', ']');
    }

    /// <summary>False for a sentence, for what heads a part of the text or a picture, and for a byline.</summary>
    private static bool IsLineOfItsOwn(PageBlock line, PageMarks marks) =>
        !LetterKinds.IsStop(line.Text[^1]) && line.Text[^1] != ':' && !IsWide(line.Text[0]) && BoxSums.RankOf(marks.Map, line) == 0 && Bylines.InByline(line.Text) is null && !marks.IsOfPicture(line.Box) && !HasPicture(marks.Map, line.Box);

    private static bool HasPicture(PageMap map, int box) => Enumerable.Range(box, map.Boxes[box].End - box).Any(at => map.Boxes[at].Element.LocalName == "img");

    /// <summary>True for a line that begins so, whichever quotation marks its editor's program makes.</summary>
    private static bool IsAlike(string line, string beginning)
    {
        var at = 0;
        while (at < beginning.Length && at < line.Length && Plain(line[at]) == Plain(beginning[at]))
            at++;
        return at == beginning.Length;
    }

    private static char Plain(char c) => c switch { '’' or '‘' => '\'', '“' or '”' => '"', '\u00A0' => ' ', _ => c };

    /// <summary>A line as a whole; of a long one, as far as the sentence goes that is cut.</summary>
    private static string ToSentence(string line, int cut)
    {
        if (line.Length <= Longest)
            return line;
        var end = Enumerable.Range(cut, Longest).FirstOrDefault(at => at < Math.Min(Longest, line.Length - 2) && LetterKinds.IsStop(line[at]) && line[at + 1] == ' ' && !char.IsLower(line[at + 2]) && line[at + 2] != '(', cut - 1);
        return line[..(end + 1)];
    }

    /// <summary>What a head says behind the title, that it says again; null where that is only its site, its section or its topics.</summary>
    private static string? WithoutTitle(string? told, string? title)
    {
        if (told is null || title is null || told == title || title.Length < (IsWide(title[0]) ? LeastWide : LeastTitle))
            return told == title ? null : told;
        if (told.EndsWith(title, StringComparison.OrdinalIgnoreCase) && told.Length < title.Length * 2 && told[..^title.Length].TrimEnd() is [.., '-' or '–' or '—' or '|' or ',' or ':'])
            return null;
        if (!told.StartsWith(title, StringComparison.OrdinalIgnoreCase))
            return told;
        var rest = told[title.Length..];
        var behind = rest.TrimStart(Signs);
        // What goes on without a sign is a sentence about what the title names.
        var isParted = behind.Length == 0 || rest.AsSpan().TrimStart(' ').Length > behind.Length || (rest.Length > behind.Length && (title[^1] is '?' or '!' or '.' || IsWide(title[^1])));
        return !isParted ? told : IsText(behind) ? behind : null;
    }

    private static bool IsText(string text) => text.Length >= Cut || (text.Length >= Shortest && LetterKinds.IsStop(text[^1]));

    private static bool IsWide(char c) => c > '\u2E80';

    private static bool IsNamed(string names)
    {
        return Names.IsIn(names, (text, at) => at == 0 || IsBetween(text[at - 1]), (text, at) => at == text.Length || IsBetween(text[at]));

        static bool IsBetween(char c) => c is ' ' or '_' or '-';
    }

    /// <summary>What is marked as the standfirst by the title.</summary>
    private static string? Marked(PageMarks marks)
    {
        for (var at = marks.Title.Start.Value; at < Math.Min(marks.Map.Blocks.Length, marks.Title.End.Value + Below); at++)
        {
            var block = marks.Map.Blocks[at];
            if (block.Text.Length is >= Shortest and <= Longest && block.LinkLength < block.Text.Length / 2 && IsNamed(marks.NamesAround(at)) && !marks.IsAside(block.Box) && !marks.IsOfPicture(block.Box))
                return block.Text;
        }
        return null;
    }
}
