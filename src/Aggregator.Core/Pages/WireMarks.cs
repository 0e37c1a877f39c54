using System.Buffers;
using System.Text.RegularExpressions;
using Aggregator.Text;

namespace Aggregator.Pages;

/// <summary>The lines by which a wire's page is known: what each looks like.</summary>
internal static partial class WireMarks
{
    /// <summary>Lines without these bear no mark: almost all lines of all pages.</summary>
    private static readonly SearchValues<string> Words = SearchValues.Create(["print", "click here", "latest news", "original", "date "], StringComparison.OrdinalIgnoreCase);

    private static readonly WordList Closes = new("ends?|notes? (to|for) editors?|editors?[’']? notes?|about the authors?|contact( details)?|media enquiries");

    private static readonly WordList Mores = new("click here (for|to (read|see|view)) (the )?full (press )?(release|article|story)");

    private static readonly WordList Latests = new("latest news from");

    private static readonly WordList Printables = new("printable version|print version");

    private static readonly WordList Chromes = new("you are viewing our public content|you can sign in or register for additional services");

    /// <summary>How many different marks the lines bear.</summary>
    public static int In(JoinedLines lines)
    {
        var marks = new HashSet<string>();
        lines.Visit(text => text.IndexOfAny(Words), line =>
        {
            if (!IsChrome(lines.Lines[line]) && MarkOf(lines.Lines[line]) is { } mark)
                marks.Add(mark);
        });
        return marks.Count;
    }

    /// <summary>The name of the mark that a line with one of the words bears; null for any other line.</summary>
    private static string? MarkOf(string line) =>
        IsPrintable(line) ? nameof(IsPrintable)
        : IsMore(line) ? nameof(IsMore)
        : LatestOf(line) is not null ? nameof(LatestOf)
        : HeaderDate().IsMatch(line) ? nameof(HeaderDate)
        : OriginalLines.IsLabel(line) ? nameof(OriginalLines.IsLabel) : null;

    /// <summary>True for the site's own words around a page.</summary>
    public static bool IsChrome(string line) => Chromes.LengthAt(line, 0, WordList.IsEdge) > 0;

    /// <summary>True for the words below which stands what is not the release.</summary>
    public static bool IsClose(string line) => Closes.Is(line.AsSpan().TrimStart("-–— ").TrimEnd("-–— :."));

    public static bool IsMore(string line) => Mores.LengthAt(line, WordList.Start(line), WordList.IsEdge) > 0;

    /// <summary>The channel that a heading of its latest news names, empty when that is on the next line; null for any other line.</summary>
    public static string? LatestOf(string line) => Latests.LengthAt(line, 0, WordList.IsEdge) is > 0 and var words ? line[words..].TrimStart(':', ' ') : null;

    public static bool IsPrintable(string line) => Printables.Is(line.AsSpan().Trim("| "));

    /// <summary>Corpus metadata before the page's own header: <c>date 2026-02-24 RUSI</c>.</summary>
    [GeneratedRegex(@"^date (?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})(?: (?<channel>.+))?$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    public static partial Regex HeaderDate();

    /// <summary>What is left of the header's table in text: bars and image marks.</summary>
    [GeneratedRegex(@"^(?:[|\s]|!\[[^\]]*\](?:\([^)]*\))?)*$", RegexOptions.NonBacktracking)]
    public static partial Regex Rule();

    [GeneratedRegex(@"^\P{Ll}+$", RegexOptions.NonBacktracking)]
    public static partial Regex Capitals();

    /// <summary>The <c>title</c> element: headline | channel | Official Press Release.</summary>
    [GeneratedRegex(@"^(?<title>.+) \| (?<channel>[^|]+) \| Official Press Release$", RegexOptions.NonBacktracking)]
    public static partial Regex DocumentTitle();

    [GeneratedRegex(@"[0-9]{2}/[0-9]{2}/[0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2}$", RegexOptions.NonBacktracking)]
    public static partial Regex RowTime();
}
