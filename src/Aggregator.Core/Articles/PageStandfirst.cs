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
        var start = told.TrimEnd('.', '…', ' ', '[', ']');
        // Some cut it within a sentence and do not say so.
        var isCut = start.Length < told.Length ? told[^1] != '.' || told.EndsWith("..", StringComparison.Ordinal) : start.Length > Cut && (char.IsLetterOrDigit(told[^1]) || told[^1] == ',');
        if (!isCut || start.Length < Beginning)
            return told;
        var seen = Array.Find(marks.Map.Blocks, block => block.Text.Length <= Longest && block.Text.Length > start.Length && block.Text.StartsWith(start, StringComparison.Ordinal));
        return seen?.Text ?? told;
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

    private static bool IsText(string text) => text.Length >= Cut || (text.Length >= Shortest && (text[^1] is '.' or '!' or '?' or '…' or '”' or '"' or '。' or '！' or '？'));

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
