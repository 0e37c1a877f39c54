using System.Text.RegularExpressions;
using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>Finds the days that a reader sees: under the title, in a byline, in a dateline, at the article's foot.</summary>
internal static partial class PrintedDates
{
    /// <summary>A line that is longer is a paragraph: what days it tells are its story's.</summary>
    private const int LongestLine = 160;

    private const int MostFar = 30;

    public static void Read(PageMarks marks, Range title, PageDates dates)
    {
        var far = 0;
        for (var block = 0; block < marks.Map.Blocks.Length; block++)
        {
            if (title.Start.Value <= block && block < title.End.Value)
                continue;
            var text = marks.Map.Blocks[block].Text;
            var isNear = marks.IsNear(block, title);
            if (text.Length > LongestLine)
            {
                if (isNear)
                    ReadDateline(text, dates);
                continue;
            }
            if (!isNear && far >= MostFar)
                continue;
            foreach (var found in DateFinder.Find(text))
            {
                far += isNear ? 0 : 1;
                Take(found, block, isNear, (marks, dates));
            }
        }
    }

    private static void Take(FoundDate found, int block, bool isNear, (PageMarks Marks, PageDates Dates) page)
    {
        var text = page.Marks.Map.Blocks[block].Text;
        if (found.Value.Moment.Year is < 1990 or > 2100 || text.Contains('©') || text.Contains("copyright", StringComparison.OrdinalIgnoreCase))
            return;
        var label = Label(page.Marks, block, found);
        var names = page.Marks.NamesAround(block);
        var isAside = page.Marks.IsAside(page.Marks.Map.Blocks[block].Box);
        if (PageDates.IsEvent(label))
            return;
        if (PageDates.IsChange(label) || (PageDates.IsChange(names) && !PageDates.IsPublished(label) && !PageDates.IsPublished(names)))
        {
            if (isNear)
                page.Dates.AddChange(found.Value);
            return;
        }
        var others = text.Length - found.Length;
        var isNamed = PageDates.IsPublished(label) || DateNames().IsMatch(names);
        var trust = (isNear, PageDates.IsPublished(label), DateNames().IsMatch(names)) switch
        {
            (true, true, _) => 0.85,
            (true, _, true) => 0.75,
            (true, _, _) => others < 60 ? 0.65 : 0.35,
            (false, true, _) => 0.5,
            (false, _, true) => others < 60 ? 0.35 : 0.2,
            _ => others < 20 ? 0.2 : 0.1,
        };
        if (isAside)
            trust *= isNear && isNamed ? 0.6 : 0.3;
        if (found.Swapped is not null)
            trust *= 0.35;
        page.Dates.Add(found.Value, isNear ? "a line by the title" : "a line on the page", Math.Round(trust, 2), DateWitness.Printed, isPrinted: isNear && !isAside);
    }

    /// <summary>What stands before the day in its line, and the line before when that is only a word or two.</summary>
    private static string Label(PageMarks marks, int block, FoundDate found)
    {
        var text = marks.Map.Blocks[block].Text;
        var before = text[Math.Max(0, found.Start - 40)..found.Start];
        if (before.Length < 3 && block > 0 && marks.Map.Blocks[block - 1].Text is { Length: < 30 } line)
            return $"{line} {before}";
        return before;
    }

    /// <summary>LONDON, 3 March 2026 – what follows is the story.</summary>
    private static void ReadDateline(string text, PageDates dates)
    {
        if (DateFinder.Find(text[..Math.Min(text.Length, 90)], 1) is not [{ Swapped: null } found])
            return;
        var before = text[..found.Start].Trim();
        var after = text[Math.Min(text.Length, found.Start + found.Length)..].TrimStart();
        if (before.Length < 50 && after.Length > 0 && after[0] is '-' or '–' or '—' or ')' or ':' or '/' && Place().IsMatch(before))
            dates.Add(found.Value, "the dateline", 0.6, DateWitness.Printed, isPrinted: true);
    }

    /// <summary>A place, or an opening bracket, or nothing.</summary>
    [GeneratedRegex(@"^(?:[(\[]?(?:[A-ZÄÖÜÉ][\w.'’-]*[ ,./]*)*[(\[]?)$", RegexOptions.NonBacktracking)]
    private static partial Regex Place();

    [GeneratedRegex("date|datum|publi|posted|time|fecha|byline|meta|dateline|pub-|info|stamp", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex DateNames();
}
