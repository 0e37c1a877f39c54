namespace Aggregator.Text;

/// <summary>A date that stands among other words.</summary>
/// <param name="Value">The day; where day and month could be swapped, with the day first.</param>
/// <param name="Swapped">The other day that it may be: 03/04/2026 is in April or in March. Null when it has one meaning.</param>
/// <param name="Start">Its place in the text, in characters.</param>
/// <param name="Length">In characters.</param>
public readonly record struct FoundDate(WrittenDate Value, WrittenDate? Swapped, int Start, int Length);

/// <summary>Finds the days that are written out in a line, among other words: "By Ada Quay, 3 March 2026, 09:25".</summary>
public static class DateFinder
{
    /// <summary>No day is written longer.</summary>
    private const int Longest = 48;

    private const int ShortYear = 2;

    private static readonly (DayOfWeek Day, string Name)[] Weekdays = [.. Enum.GetValues<DayOfWeek>().Select(day => (day, day.ToString()))];

    /// <summary>The days in their order; a line without one costs little more than looking for a digit.</summary>
    /// <param name="most">How many are wanted.</param>
    public static IReadOnlyList<FoundDate> Find(string text, int most = 4)
    {
        if (!MayHold(text))
            return [];
        var found = new List<FoundDate>();
        for (var at = 0; at < text.Length && found.Count < most; at++)
        {
            if (!Begins(text, at) || At(text, at) is not { } date)
                continue;
            found.Add(date);
            at += date.Length;
        }
        return found;
    }

    /// <summary>Every date has two digits together for its day or its year.</summary>
    private static bool MayHold(string text)
    {
        var digit = text.AsSpan().IndexOfAnyInRange('0', '9');
        if (digit < 0 || text.Length < 6)
            return false;
        for (var at = digit; at + 1 < text.Length; at++)
        {
            if (char.IsAsciiDigit(text[at]) && char.IsAsciiDigit(text[at + 1]))
                return true;
        }
        return false;
    }

    /// <summary>True at the beginning of a number, or of a word behind which a number follows soon.</summary>
    private static bool Begins(string text, int at)
    {
        var c = text[at];
        var before = at == 0 ? ' ' : text[at - 1];
        // Behind a word without a blank it is the next element's: "Ada Quay3.11.2026". Behind one letter it is a version.
        if (char.IsAsciiDigit(c))
            return !char.IsAsciiDigit(before) && before is not ('.' or '/' or '-' or ':' or '$' or '€' or '£' or '#') && (!char.IsAsciiLetter(before) || (at > 1 && char.IsAsciiLetter(text[at - 2])));
        // A capital behind a small letter, too: "HarbourDECEMBER 3, 2026".
        if (!char.IsLetter(c) || char.IsDigit(before) || (char.IsLetter(before) && !(char.IsUpper(c) && char.IsLower(before))))
            return false;
        return text.AsSpan(at, Math.Min(20, text.Length - at)).IndexOfAnyInRange('0', '9') > 0;
    }

    private static FoundDate? At(string text, int at)
    {
        var rest = text.AsSpan(at, Math.Min(Longest, text.Length - at));
        Span<char> folded = stackalloc char[Longest];
        var line = folded[..DateLetters.Clean(rest, folded, folds: true)];
        return line.IsEmpty || !DateDay.MayBeginWith(DateTokens.First(line)) ? null : In(rest, line, at) is { } found ? OnItsWeekday(found, text) : null;
    }

    private static FoundDate? In(ReadOnlySpan<char> rest, ReadOnlySpan<char> line, int at)
    {
        Span<DateToken> pieces = stackalloc DateToken[DateTokens.Most];
        var tokens = DateTokens.Of(rest, line, pieces);
        scoped var day = new DateDay();
        if (ShortYearAt(ref tokens) is { } dotted)
            return new FoundDate(dotted, null, at, LengthTo(tokens, line));
        tokens.At = 0;
        if (GluedAt(ref tokens) is { } glued)
            return new FoundDate(glued, null, at, LengthTo(tokens, line));
        tokens.At = 0;
        if (!day.Read(ref tokens, isDayFirst: true, isDeclared: false) || day.WantsYear || !IsWhole(tokens))
            return null;
        var isSlashed = line.IndexOf('/') is > 0 and < 3 || (char.IsAsciiDigit(line[0]) && !day.IsYearFirst && line.IndexOf('-') is > 0 and < 3);
        var swapped = isSlashed && !line[..LengthTo(tokens, line)].ContainsAnyInRange('a', 'z') ? Day(day.Year, day.Day, day.Month) : null;
        if (!day.Exists)
            return swapped is { } only ? new FoundDate(only, null, at, LengthTo(tokens, line)) : null;
        var value = WrittenDate.Day(day.Year, day.Month, day.Day);
        return new FoundDate(value, swapped == value ? null : swapped, at, LengthTo(tokens, line));
    }

    /// <summary>Of two days that 01/12/2012 may be, the one that is the weekday before it: "Thu, 01/12/2012". Only who writes English may put the month first.</summary>
    private static FoundDate OnItsWeekday(FoundDate found, string text)
    {
        var written = text.AsSpan(found.Start, found.Length);
        if (written.Length < 6 || written[..3].IndexOfAnyExceptInRange('0', '9') < 0 || written.ContainsAnyInRange('A', 'z') || WeekdayIn(text.AsSpan(0, found.Start)) is not { } weekday)
            return found;
        var other = found.Swapped ?? Day(found.Value.Moment.Year, found.Value.Moment.Day, found.Value.Moment.Month);
        var (isOne, isOther) = (found.Value.Moment.DayOfWeek == weekday, other?.Moment.DayOfWeek == weekday);
        return isOne == isOther ? found : found with { Value = isOne ? found.Value : other!.Value, Swapped = null };
    }

    /// <summary>The weekday that is the last word; null for any other.</summary>
    private static DayOfWeek? WeekdayIn(ReadOnlySpan<char> before)
    {
        before = before.TrimEnd(" ,.");
        var start = before.Length;
        while (start > 0 && char.IsAsciiLetter(before[start - 1]))
            start--;
        var word = before[start..];
        foreach (var (day, name) in Weekdays)
        {
            if (word.Length > 2 && name.StartsWith(word, StringComparison.OrdinalIgnoreCase) && (word.Length < 5 || word.Length == name.Length))
                return day;
        }
        return null;
    }

    /// <summary>25.04.24, as is common in German: two digits for each part.</summary>
    private static WrittenDate? ShortYearAt(ref DateTokens tokens)
    {
        if (tokens.Take() is not { IsNumber: true, Length: <= 2 } day || !tokens.SkipClose('.') || tokens.Take() is not { IsNumber: true, IsApart: false, Length: <= 2 } month
            || !tokens.SkipClose('.') || tokens.Take() is not { IsNumber: true, IsApart: false, Length: ShortYear } year || !IsWhole(tokens))
            return null;
        return Day(year.Value + (year.Value < 70 ? 2000 : 1900), month.Value, day.Value);
    }

    /// <summary>Feb 182009: a leaf of a calendar, whose month, day and year are three elements without blanks between them.</summary>
    private static WrittenDate? GluedAt(ref DateTokens tokens)
    {
        if (tokens.Take().Word is var month && (month & DateWord.Month) == 0)
            return null;
        return tokens.Take() is { IsNumber: true, Length: 5 or 6 } number && IsWhole(tokens) ? Day(number.Value % 10_000, (int)(month & DateWord.Month), number.Value / 10_000) : null;
    }

    /// <summary>False when a number goes on: 12.11.2026.5 is no date, nor is 2026-11-20-13.</summary>
    private static bool IsWhole(DateTokens tokens)
    {
        // 2026年3月3日09:25: nothing parts the hour from a day that is counted.
        if (tokens.IsAtEnd || tokens.Next.IsApart || (tokens.Ahead(-1).Is(DateWord.DayMark) && tokens.Ahead(1).Is(':')))
            return true;
        return !tokens.Next.IsNumber && !((tokens.Next.Is('.') || tokens.Next.Is('/')) && tokens.Ahead(1) is { IsNumber: true, IsApart: false });
    }

    private static int LengthTo(DateTokens tokens, ReadOnlySpan<char> line) => tokens.IsAtEnd ? line.Length : tokens.Next.Start;

    private static WrittenDate? Day(int year, int month, int day) =>
        year is > 1900 and < 2200 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? WrittenDate.Day(year, month, day) : null;
}
