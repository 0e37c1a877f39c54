using System.Text.RegularExpressions;

namespace Aggregator.Pages;

/// <summary>The lines by which a wire's page is known: what each looks like.</summary>
internal static partial class WireMarks
{
    /// <summary>Below these words stands what is not the release.</summary>
    [GeneratedRegex(@"^[-–—\s]*(?:ends?|notes? (?:to|for) editors?|editors?[’']? notes?|about the authors?|contact(?: details)?|media enquiries)[-–—\s:.]*$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    public static partial Regex Close();

    [GeneratedRegex(@"^\W*click here (?:for|to (?:read|see|view)) (?:the )?full (?:press )?(?:release|article|story)\b.*$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    public static partial Regex More();

    /// <summary>A label that announces the original, then nothing, an address or a link's words.</summary>
    [GeneratedRegex(@"^\W*(?:(?:the )?original (?:article|press release|news release|release|story|document|publication|item|source)s?(?: (?:links?|urls?|source))?(?:\s*(?:can be (?:found|read|viewed)|is available))?(?: (?:here|at))?|source (?:article|link|url)|original (?:link|url))\s*(?:[:\-–]\s*(?<rest>.*)|(?<rest>(?:https?://|www\.).*)|(?<rest>here\W*))?$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    public static partial Regex Original();

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

    /// <summary>The site's own words around a page.</summary>
    [GeneratedRegex(@"^(?:you are viewing our public content|you can sign in or register for additional services)\b.*$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    public static partial Regex Chrome();

    /// <summary>The <c>title</c> element: headline | channel | Official Press Release.</summary>
    [GeneratedRegex(@"^(?<title>.+) \| (?<channel>[^|]+) \| Official Press Release$", RegexOptions.NonBacktracking)]
    public static partial Regex DocumentTitle();

    [GeneratedRegex(@"[0-9]{2}/[0-9]{2}/[0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2}$", RegexOptions.NonBacktracking)]
    public static partial Regex RowTime();
}
