using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;
using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>Finds the days that a reader sees: under the title, in a byline, in a dateline, at the article's foot.</summary>
internal sealed partial class PrintedDates
{
    /// <summary>A line that is longer is a paragraph: what days it tells are its story's.</summary>
    private const int LongestLine = 160;

    /// <summary>The same of Chinese and Japanese sentences.</summary>
    private const int LongestWide = 30;

    private const int LongestNote = 400;

    private const int MostFar = 40;

    /// <summary>So many characters stand on both sides of a day within a sentence.</summary>
    private const int InSentence = 30;

    /// <summary>A day of another matter is told with this part of its confidence.</summary>
    private const double OfOther = 0.3;

    /// <summary>The same on a card by the title: it is surely another page's.</summary>
    private const double OfCard = 0.1;

    /// <summary>A day that could be another is told with this part of its confidence.</summary>
    private const double OfTwo = 0.3;

    /// <summary>A sentence about the article itself, which a line of other words may follow.</summary>
    private static readonly WordList Owns = new(
        "this (article|post|story|page|entry|release) was (first |originally )?(published|posted|written)|dieser (artikel|beitrag|text|eintrag) wurde|diese(r|s)? (meldung|seite|pressemitteilung) wurde"
        + "|(cet article|ce billet) a été publié");

    /// <summary>What elements around a day are called.</summary>
    private static readonly SearchValues<string> DateNames = SearchValues.Create(["date", "datum", "publi", "posted", "time", "fecha", "byline", "meta", "pub-", "info", "stamp"], StringComparison.OrdinalIgnoreCase);

    /// <summary>What shows a reader which day it is.</summary>
    private static readonly SearchValues<string> Today = SearchValues.Create(
        ["current-date", "current_date", "currentdate", "current-time", "date-now", "date_now", "datenow", "time-now", "today-date", "today_date", "todaydate", "todays-date", "server-date", "server-time", "servertime"], StringComparison.OrdinalIgnoreCase);

    private readonly PageMarks _marks;

    private readonly PageDates _dates;

    private readonly List<(FoundDate Date, int Block)> _found = [];

    private PrintedDates(PageMarks marks, PageDates dates) => (_marks, _dates) = (marks, dates);

    public static void Read(PageMarks marks, PageDates dates, DayOrder order)
    {
        var printed = new PrintedDates(marks, dates);
        printed.Find();
        order = printed.Order(order);
        foreach (var (date, block) in printed._found)
            printed.Take(date, block, order);
    }

    private void Find()
    {
        var far = 0;
        for (var block = 0; block < _marks.Map.Blocks.Length; block++)
        {
            var text = _marks.Map.Blocks[block].Text;
            var isNear = _marks.IsNear(block);
            if (text.Length > LongestLine || (text.Length > LongestWide && IsWide(text)))
            {
                if (isNear)
                    ReadDateline(text);
                if (text.Length < LongestNote && text[0] is 't' or 'T' or 'd' or 'D' or 'c' or 'C' && Owns.LengthAt(text) is > 0 and var own && DateFinder.Find(text[..Math.Min(text.Length, own + 40)], 1) is [{ Swapped: null } found])
                    _dates.Add(found.Value, "a line on the page", 0.5, DateWitness.Printed);
            }
            else if (isNear || far < MostFar)
            {
                var found = DateFinder.Find(text);
                far += isNear ? 0 : found.Count;
                foreach (var date in found)
                {
                    if (date.Value.Moment.Year is >= 1990 and < 2100)
                        _found.Add((date, block));
                }
            }
        }
    }

    /// <summary>True for a sentence without blanks: a row of labels and facts has some.</summary>
    private static bool IsWide(string text) => text[0] > '\u2E80' && !text.Contains(' ', StringComparison.Ordinal) && text.AsSpan().ContainsAny('，', '。');

    /// <summary>A page that writes 25/04/2026 anywhere, or whose head names one of the two days, says in which order it writes.</summary>
    private DayOrder Order(DayOrder told)
    {
        foreach (var (date, block) in _found)
        {
            if (date.Swapped is null && Plain().Match(_marks.Map.Blocks[block].Text[date.Start..]) is { Success: true } plain)
                return int.Parse(plain.Groups["first"].ValueSpan, CultureInfo.InvariantCulture) > 12 ? DayOrder.DayFirst : DayOrder.MonthFirst;
            if (date.Swapped is not null && IsKnown(date.Value) != IsKnown(date.Swapped.Value))
                return IsKnown(date.Value) ? DayOrder.DayFirst : DayOrder.MonthFirst;
        }
        return told;
    }

    private bool IsKnown(WrittenDate date) => _dates.Updated?.Moment.Date == date.Moment.Date || _dates.Candidates.Any(candidate => candidate.Value.Moment.Date == date.Moment.Date);

    private void Take(FoundDate found, int block, DayOrder order)
    {
        var text = _marks.Map.Blocks[block].Text;
        var (value, isUnsure) = found.Swapped is null ? (found.Value, false) : order == DayOrder.MonthFirst ? (found.Swapped.Value, false) : (found.Value, order == DayOrder.Unknown);
        var label = Label(block, found);
        if (text.Contains('©') || DayWords.IsEvent(label) || text.Contains("copyright", StringComparison.OrdinalIgnoreCase))
            return;
        var words = text.Substring(found.Start, found.Length);
        var names = _marks.NamesAround(block, words);
        if (names.AsSpan().ContainsAny(Today))
            return;
        // Of a line that says one day twice, the element of the change is the last one's: "3 March 2026, updated 3 March 2026".
        var isChanged = DayWords.IsChangeName(names) && text.IndexOf(words, found.Start + found.Length, StringComparison.Ordinal) < 0;
        var (isNear, isAside, isPublished) = (_marks.IsNear(block), _marks.IsAside(_marks.Map.Blocks[block].Box), DayWords.IsPublished(label));
        if (!isPublished && (DayWords.IsChange(label) || (isChanged && !DayWords.IsPublished(names))))
        {
            if (isNear && !isUnsure)
                _dates.AddChange(value);
            return;
        }
        var isNamed = names.AsSpan().ContainsAny(DateNames) || DateLabel().IsMatch(label) || AuthorNames.IsByline(text);
        var trust = Trust(block, isPublished, isNamed, text.Length - found.Length);
        // What stands above a title is often another's.
        if (block < _marks.Title.Start.Value - 2 && !isPublished)
            trust *= 0.8;
        // What a picture shows happened on its day, and what appeared elsewhere before was not published here.
        if (!isPublished ? _marks.IsCaption(block) : Elsewhere().IsMatch(text[..found.Start]))
            trust *= OfOther;
        // A sentence goes on before and behind a day of its story.
        if (!isPublished && Math.Min(found.Start, text.Length - found.Start - found.Length) > InSentence)
            trust *= OfOther;
        // A link leads to another page, whose day it is.
        if (!isNear && _marks.Map.Blocks[block].LinkLength * 2 > text.Length)
            trust *= OfOther;
        if (IsOfCard(block, found))
            trust *= OfCard;
        if (isAside)
            trust *= isPublished ? 0.7 : isNear && names.AsSpan().ContainsAny(DateNames) ? 0.6 : 0.3;
        var from = isNear ? "a line by the title" : "a line on the page";
        _dates.Add(value, from, Math.Round(trust * (isUnsure ? OfTwo : 1), 2), DateWitness.Printed, isPrinted: _marks.IsClose(block) && !isAside && !isUnsure);
        if (isUnsure)
            _dates.Add(found.Swapped!.Value, $"{from}, if its month stands first", Math.Round(trust * OfTwo, 2), DateWitness.Printed);
    }

    /// <summary>True within a link that says more than the day: it begins in the day's line or around it.</summary>
    private bool IsOfCard(int block, FoundDate found)
    {
        var (lines, box) = (_marks.Map.Blocks[block], _marks.Map.Blocks[block].Box);
        if (lines.Runs.FirstOrDefault(run => run.Start <= found.Start && found.Start < run.Start + run.Length && run.Link is not null).Link is not { } link)
            return false;
        var inner = Array.FindIndex(_marks.Map.Boxes, box, _marks.Map.Boxes[box].End - box, place => place.Element == link);
        return PageLinks.IsOfCard(_marks, inner < 0 ? box : inner, found.Length);
    }

    private double Trust(int block, bool isPublished, bool isNamed, int others)
    {
        if (_marks.IsClose(block))
            return isPublished ? 0.85 : isNamed && others < 100 ? 0.75 : others < 60 ? 0.65 : 0.35;
        if (_marks.IsNear(block))
            return isPublished ? 0.7 : isNamed && others < 60 ? 0.6 : others < 60 ? 0.45 : 0.25;
        return isPublished ? 0.5 : isNamed ? others < 60 ? 0.35 : 0.2 : others < 20 ? 0.2 : 0.1;
    }

    /// <summary>What stands before the day in its line, and the line before when that is only a word or two.</summary>
    private string Label(int block, FoundDate found)
    {
        var before = _marks.Map.Blocks[block].Text[Math.Max(0, found.Start - 40)..found.Start];
        // Who reviewed it is no label of the day.
        return before.Length < 3 && block > 0 && _marks.Map.Blocks[block - 1].Text is { Length: < 30 } line && !line.Contains(" by ", StringComparison.OrdinalIgnoreCase) ? $"{line} {before}" : before;
    }

    /// <summary>LONDON, 3 March 2026 – what follows is the story.</summary>
    private void ReadDateline(string text)
    {
        if (DateFinder.Find(text[..Math.Min(text.Length, 90)], 1) is not [{ Swapped: null } found])
            return;
        var before = text[..found.Start].Trim();
        var after = text[Math.Min(text.Length, found.Start + found.Length)..].TrimStart();
        if (after.Length > 0 && after[0] is '-' or '„' or '“' or '«' or '»' or '–' or '—' or ')' or ':' or '/' or '|' && (Place().IsMatch(before) || (before.Length < 30 && DayWords.IsPublished(before))))
            _dates.Add(found.Value, "the dateline", 0.6, DateWitness.Printed, isPrinted: true);
    }

    /// <summary>A place, or an opening bracket, or nothing.</summary>
    [GeneratedRegex(@"^(?:[(\[]?(?:[A-ZÄÖÜÉ][\w.'’-]*[ ,./]*){0,5}[(\[]?)$", RegexOptions.NonBacktracking)]
    private static partial Regex Place();

    /// <summary>One whose order can be told.</summary>
    [GeneratedRegex("^(?:(?<first>1[3-9]|2[0-9]|3[01])/[0-9]{1,2}|(?<first>[0-9]{1,2})/(?:1[3-9]|2[0-9]|3[01]))/[0-9]{4}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Plain();

    /// <summary>What leads in a day and says no more of it.</summary>
    [GeneratedRegex(@"(?:^|[\s|·•])(?:date|datum|fecha|data|дата)\s*:?\s*$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex DateLabel();

    /// <summary>Another publisher, whose day it was.</summary>
    [GeneratedRegex(@"(?:originally|first|previously)\s+(?:published|appeared|posted|ran)\s+(?:in|by|at|with|on\s+\S.*\son)\s|(?:zuerst|ursprünglich)\s+(?:erschienen|veröffentlicht)?\s*(?:in|bei|auf)\s", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Elsewhere();
}
