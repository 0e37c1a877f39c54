using System.Buffers;
using System.Text.RegularExpressions;
using Aggregator.Pages;
using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>Finds the day of publication in a page's scripts, where what a browser would build the page from names it, and nothing that is shown does.</summary>
internal static partial class ScriptDates
{
    /// <summary>No name and its day are written longer.</summary>
    private const int Longest = 80;

    /// <summary>What stands before a name and belongs to it is not longer.</summary>
    private const int Before = 20;

    private const double Confidence = 0.5;

    private static readonly SearchValues<string> Names = SearchValues.Create(["publi", "pubdate", "pub_date", "pub-date"], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<char> Ends = SearchValues.Create("\"' ,;{\\");

    /// <summary>Adds the day if the scripts name only one: of several, the others are other pages'. The day of a change is never taken.</summary>
    public static void Read(PageDocument page, PageDates dates)
    {
        if (page.Written(text => Only(text.Span)) is { } date && date.Moment.Date != dates.Updated?.Moment.Date)
            dates.Add(date, "a script of the page", Confidence, DateWitness.Head);
    }

    private static WrittenDate? Only(ReadOnlySpan<char> text)
    {
        WrittenDate? only = null;
        for (var at = text.IndexOfAny(Names); at >= 0;)
        {
            if (At(text, at) is { } date)
            {
                if (only is { } other && other != date)
                    return null;
                only = date;
            }
            var next = text[(at + 1)..].IndexOfAny(Names);
            at = next < 0 ? -1 : at + 1 + next;
        }
        return only;
    }

    private static WrittenDate? At(ReadOnlySpan<char> text, int at)
    {
        var before = text[Math.Max(0, at - Before)..at];
        before = before[(before.LastIndexOfAny(Ends) + 1)..];
        foreach (var match in (EndsInDate(before) ? Published() : PublishedOn()).EnumerateMatches(text.Slice(at, Math.Min(Longest, text.Length - at))))
        {
            var day = text.Slice(at, match.Length)[^10..];
            return Others().IsMatch(before) ? null : DateReader.ReadDeclared((day[0] is '1' or '2' ? day : $"{day[2..6]}-{day[6..8]}-{day[8..]}").ToString());
        }
        return null;
    }

    private static bool EndsInDate(ReadOnlySpan<char> name) => name.TrimEnd("_-").EndsWith("date", StringComparison.OrdinalIgnoreCase);

    /// <summary>datePublished and its kin, from "published" on.</summary>
    [GeneratedRegex("""^publi(?:cation|sh|shed)\\?["']?\s*[:=,]\s*\\?["'](?:(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}|(?:19|20)[0-9]{6})""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Published();

    [GeneratedRegex("""^(?:publi(?:cation|sh|shed|shing)[_-]?(?:date|time|at|on)|pub[_-]?date)(?:utc|iso|time)?\\?["']?\s*[:=,]\s*\\?["'](?:(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}|(?:19|20)[0-9]{6})""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex PublishedOn();

    [GeneratedRegex("last|modif|updat|plan", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Others();
}
