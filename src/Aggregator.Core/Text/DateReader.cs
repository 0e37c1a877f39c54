namespace Aggregator.Text;

/// <summary>Reads dates as publishers write them. What it cannot read is null: never now, never a guess.</summary>
public static class DateReader
{
    private const int Longest = 120;

    /// <summary>Reads one date. A time without a zone is taken in <paramref name="zone"/>, or at offset zero when none is known.</summary>
    public static WrittenDate? Read(string? text, TimeZoneInfo? zone = null) => Read(text, zone, isDeclared: false);

    /// <summary>
    /// Reads the text of an element that is said to be a date, as a feed's dc:date: there 2026, 2026-11, 2026-324 and 20261120 are dates too,
    /// as ISO 8601 has it. A year or a month alone is its first day.
    /// </summary>
    public static WrittenDate? ReadDeclared(string? text) => Read(text, zone: null, isDeclared: true);

    private static WrittenDate? Read(string? text, TimeZoneInfo? zone, bool isDeclared)
    {
        if (text is null || text.Length > Longest)
            return null;
        Span<char> folded = stackalloc char[Longest];
        Span<DateToken> pieces = stackalloc DateToken[DateTokens.Most];
        var length = DateLetters.Clean(text, folded, folds: true);
        var tokens = DateTokens.Of(text, folded[..length], pieces);
        if (tokens.Next.Is(DateWord.Weekday) && Whole(ref tokens, zone, isDeclared, skipsWeekday: true) is { } date)
            return date;
        // "mar" is a Tuesday and a March, and only one of them makes a date.
        tokens.At = 0;
        return Whole(ref tokens, zone, isDeclared, skipsWeekday: false);
    }

    private static WrittenDate? Whole(ref DateTokens tokens, TimeZoneInfo? zone, bool isDeclared, bool skipsWeekday)
    {
        var day = new DateDay();
        if (skipsWeekday && !SkipWeekday(ref tokens))
            return null;
        if (tokens.Skip(DateWord.Article))
            tokens.SkipClose('.');
        if (!day.Read(ref tokens, zone is not null, isDeclared) || (!day.WantsYear && !day.Exists))
            return null;
        if (!skipsWeekday)
            SkipWeekdayBehind(ref tokens);
        if (tokens.IsAtEnd)
            return day.WantsYear ? null : WrittenDate.Day(day.Year, day.Month, day.Day);
        SkipJoint(ref tokens);
        if (DateClock.Read(ref tokens, out var isSpan) is not { } time)
            return null;
        // 20 November 2026, 09:00-11:30 is an event's span, and no zone.
        if (isSpan && !day.IsYearFirst && tokens.Next is { IsApart: false } && tokens.Next.Is('-'))
            return null;
        if (!DateZone.Read(ref tokens, out var offset, out var place) || !YearBehind(ref tokens, ref day, ref offset, ref place) || !tokens.IsAtEnd)
            return null;
        var local = new DateTime(day.Year, day.Month, day.Day) + time;
        return offset is null && (place ?? zone) is { } clock ? WrittenDate.In(clock, local)
            : new WrittenDate(new DateTimeOffset(local, TimeSpan.FromMinutes(offset ?? 0)), true);
    }

    /// <summary>Unix writes the year behind the time, with the zone before it or behind it.</summary>
    private static bool YearBehind(ref DateTokens tokens, ref DateDay day, ref int? offset, ref TimeZoneInfo? place)
    {
        if (!day.WantsYear)
            return true;
        if (!tokens.Next.IsOfDigits(4, 4))
            return false;
        day.Year = tokens.Take().Value;
        return day.Exists && (offset is not null || place is not null || DateZone.Read(ref tokens, out offset, out place));
    }

    /// <summary>Friday, or sexta-feira, or יום שישי; with its dot and comma. False when the date does not begin behind it.</summary>
    private static bool SkipWeekday(ref DateTokens tokens)
    {
        tokens.At++;
        if (tokens.Next is { IsApart: false } && tokens.Next.Is('-') && tokens.Ahead(1).Is(DateWord.Weekday))
            tokens.At += 2;
        else if (tokens.Next.Is(DateWord.Weekday) && !tokens.Next.Is(DateWord.Month))
            tokens.At++;
        var isParted = tokens.SkipClose('.') | tokens.SkipClose(',');
        return isParted || tokens.Next.IsApart;
    }

    /// <summary>Behind the date it stands in brackets, behind a comma or a blank: 20 Kasım 2026 Cuma.</summary>
    private static void SkipWeekdayBehind(ref DateTokens tokens)
    {
        var next = tokens.Next;
        if (next.Is('(') && tokens.Ahead(1).Is(DateWord.Weekday) && tokens.Ahead(2).Is(')'))
            tokens.At += 3;
        else if (next.Is(',') && IsLongWeekday(in tokens, tokens.Ahead(1)))
            tokens.At += 2;
        else if (IsLongWeekday(in tokens, next))
            tokens.At++;
    }

    /// <summary>Here "to 22:00" is no Finn's Thursday.</summary>
    private static bool IsLongWeekday(in DateTokens tokens, DateToken word) =>
        word.Is(DateWord.Weekday) && (word.Length > 2 || tokens.Text(word)[0] > '\u2E80');

    /// <summary>What stands between the day and the time: a comma, a dash, a T, or the "at" of a language.</summary>
    private static void SkipJoint(ref DateTokens tokens)
    {
        tokens.SkipClose(',');
        if (tokens.Next.IsApart && tokens.Ahead(1).IsApart && (tokens.Next.Is('-') || tokens.Next.Is('–') || tokens.Next.Is('|') || tokens.Next.Is('·') || tokens.Next.Is('•')))
            tokens.At++;
        if (tokens.Skip(DateWord.T))
            return;
        for (var words = 0; words < 2 && tokens.Skip(DateWord.At); words++)
            tokens.SkipClose('.');
    }
}
