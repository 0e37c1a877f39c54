using System.Buffers;
using System.Text.RegularExpressions;

namespace Aggregator.Pages;

/// <summary>The lines by which a wire's page is known: what each looks like.</summary>
internal static partial class WireMarks
{
    /// <summary>Lines without these bear no mark: almost all lines of all pages.</summary>
    private static readonly SearchValues<string> Words = SearchValues.Create(["print", "click here", "latest news", "original", "date "], StringComparison.OrdinalIgnoreCase);

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
        Printable().IsMatch(line) ? nameof(Printable)
        : More().IsMatch(line) ? nameof(More)
        : Latest().IsMatch(line) ? nameof(Latest)
        : HeaderDate().IsMatch(line) ? nameof(HeaderDate)
        : OriginalLines.IsLabel(line) ? nameof(OriginalLines.IsLabel) : null;

    /// <summary>True for the site's own words around a page.</summary>
    public static bool IsChrome(string line) => line.StartsWith("you ", StringComparison.OrdinalIgnoreCase) && Chrome().IsMatch(line);

    /// <summary>Below these words stands what is not the release.</summary>
    [GeneratedRegex(@"^[-–—\s]*(?:ends?|notes? (?:to|for) editors?|editors?[’']? notes?|about the authors?|contact(?: details)?|media enquiries)[-–—\s:.]*$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    public static partial Regex Close();

    [GeneratedRegex(@"^\W*click here (?:for|to (?:read|see|view)) (?:the )?full (?:press )?(?:release|article|story)\b.*$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    public static partial Regex More();

    [GeneratedRegex(@"^latest news from\b[:\s]*(?<channel>.*)$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    public static partial Regex Latest();

    /// <summary>Corpus metadata before the page's own header: <c>date 2026-02-24 RUSI</c>.</summary>
    [GeneratedRegex(@"^date (?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})(?: (?<channel>.+))?$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    public static partial Regex HeaderDate();

    [GeneratedRegex(@"^[|\s]*(?:printable version|print version)[|\s]*$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    public static partial Regex Printable();

    /// <summary>What is left of the header's table in text: bars and image marks.</summary>
    [GeneratedRegex(@"^(?:[|\s]|!\[[^\]]*\](?:\([^)]*\))?)*$", RegexOptions.NonBacktracking)]
    public static partial Regex Rule();

    [GeneratedRegex(@"^\P{Ll}+$", RegexOptions.NonBacktracking)]
    public static partial Regex Capitals();

    [GeneratedRegex(@"^(?:you are viewing our public content|you can sign in or register for additional services)\b.*$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Chrome();

    /// <summary>The <c>title</c> element: headline | channel | Official Press Release.</summary>
    [GeneratedRegex(@"^(?<title>.+) \| (?<channel>[^|]+) \| Official Press Release$", RegexOptions.NonBacktracking)]
    public static partial Regex DocumentTitle();

    [GeneratedRegex(@"[0-9]{2}/[0-9]{2}/[0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2}$", RegexOptions.NonBacktracking)]
    public static partial Regex RowTime();
}
