namespace Aggregator.Text;

/// <summary>The day of a date's text, in every order that has one meaning.</summary>
internal ref struct DateDay
{
    public int Year { get; set; }

    public int Month { get; private set; }

    public int Day { get; private set; }

    /// <summary>True for 2026-11-20 and its kin: behind them, a sign and four digits are a zone; behind others they may be the end of an hour's span.</summary>
    public bool IsYearFirst { get; private set; }

    /// <summary>True when Unix wrote it, with the year behind the time.</summary>
    public readonly bool WantsYear => Year < 0;

    /// <summary>Year 0001 is how .NET and others write "no date".</summary>
    public readonly bool Exists => Year is > 2 and < 9999 && Month is >= 1 and <= 12 && Day >= 1 && Day <= DateTime.DaysInMonth(Year, Month);

    /// <summary>False for what no day begins with: nearly all words.</summary>
    public static bool MayBeginWith(DateToken first) => first.Is(DateWord.Month) || first.IsOfDigits(1, 2) || first.IsOfDigits(4, 4) || first.IsOfDigits(8, 8);

    /// <summary>Reads a day. False when none stands here.</summary>
    /// <param name="isDayFirst">True where 03/04/2026 is in April; elsewhere it is two dates, and so none.</param>
    /// <param name="isDeclared">True where a year or a month alone is a date too.</param>
    public bool Read(ref DateTokens tokens, bool isDayFirst, bool isDeclared)
    {
        var first = tokens.Next;
        if (first.Is(DateWord.Month))
            return MonthFirst(ref tokens);
        if (first.IsOfDigits(1, 2))
            return DayFirst(ref tokens, isDayFirst);
        IsYearFirst = true;
        if (first.IsOfDigits(8, 8))
            return Digits(ref tokens, isDeclared);
        return first.IsOfDigits(4, 4) && YearFirst(ref tokens, isDeclared);
    }

    /// <summary>20261120T0925, and without a time only where a number must be a date.</summary>
    private bool Digits(ref DateTokens tokens, bool isDeclared)
    {
        var value = tokens.Take().Value;
        (Year, Month, Day) = (value / 10000, value / 100 % 100, value % 100);
        return isDeclared || (tokens.Next is { IsApart: false } next && next.Is(DateWord.T));
    }

    private bool YearFirst(ref DateTokens tokens, bool isDeclared)
    {
        Year = tokens.Take().Value;
        var mark = tokens.Next;
        if (mark.Is(DateWord.YearMark))
            return Counted(ref tokens);
        if (isDeclared && tokens.IsAtEnd)
        {
            (Month, Day) = (1, 1);
            return true;
        }
        if (mark.IsApart)
            return mark.Is(DateWord.Month) && MonthThenDay(ref tokens);
        if (tokens.Skip('.'))
            return tokens.Next.Is(DateWord.Month) ? MonthThenDay(ref tokens) : Dotted(ref tokens);
        return (mark.Is('-') || mark.Is('/')) && Signed(ref tokens, (char)mark.Value, isDeclared);
    }

    /// <summary>2026年11月20日.</summary>
    private bool Counted(ref DateTokens tokens)
    {
        tokens.At++;
        if (!tokens.Next.IsOfDigits(1, 2) || !tokens.Ahead(1).Is(DateWord.MonthMark) || !tokens.Ahead(2).IsOfDigits(1, 2) || !tokens.Ahead(3).Is(DateWord.DayMark))
            return false;
        (Month, Day) = (tokens.Next.Value, tokens.Ahead(2).Value);
        tokens.At += 4;
        return true;
    }

    /// <summary>2026. 11. 20.</summary>
    private bool Dotted(ref DateTokens tokens)
    {
        var month = tokens.Take();
        if (!month.IsOfDigits(1, 2) || !tokens.SkipClose('.') || !tokens.Next.IsOfDigits(1, 2))
            return false;
        (Month, Day) = (month.Value, tokens.Take().Value);
        tokens.SkipClose('.');
        return true;
    }

    /// <summary>2026. november 20., or 2026 November 20.</summary>
    private bool MonthThenDay(ref DateTokens tokens)
    {
        TakeMonth(ref tokens);
        if (!tokens.Next.IsOfDigits(1, 2))
            return false;
        Day = tokens.Take().Value;
        tokens.SkipClose('.');
        return true;
    }

    /// <summary>2026-11-20, 2026/11/20 or 2026-Nov-20. A month of three digits is a program's slip, and a day of three counts from January.</summary>
    private bool Signed(ref DateTokens tokens, char sign, bool isDeclared)
    {
        tokens.At++;
        var month = tokens.Take();
        var hasDay = tokens.Next.Is(sign) && tokens.Ahead(1) is { IsApart: false };
        if (month.IsApart || (hasDay && tokens.Next.IsApart))
            return false;
        if (isDeclared && !hasDay && month.IsOfDigits(3, 3))
            return OfYear(month.Value);
        Month = month.Is(DateWord.Month) ? (int)(month.Word & DateWord.Month) : month.IsOfDigits(1, isDeclared ? 3 : 2) ? month.Value : 0;
        if (isDeclared && !hasDay && tokens.IsAtEnd && month.IsOfDigits(2, 2))
        {
            Day = 1;
            return true;
        }
        if (!hasDay || !tokens.Ahead(1).IsOfDigits(1, 2))
            return false;
        Day = tokens.Ahead(1).Value;
        tokens.At += 2;
        return true;
    }

    private bool OfYear(int day)
    {
        if (Year is < 3 or > 9998 || day < 1 || day > (DateTime.IsLeapYear(Year) ? 366 : 365))
            return false;
        var date = new DateTime(Year, 1, 1).AddDays(day - 1);
        (Month, Day) = (date.Month, date.Day);
        return true;
    }

    private bool DayFirst(ref DateTokens tokens, bool isDayFirst)
    {
        Day = tokens.Take().Value;
        if (tokens.Next is { IsApart: false } sign && (sign.Is('/') || sign.Is('-')) && tokens.Ahead(1).IsNumber)
            return Slashed(ref tokens, (char)sign.Value, isDayFirst);
        var isDotted = tokens.SkipClose('.');
        if (isDotted && tokens.Next.IsOfDigits(1, 2))
            return DottedYearLast(ref tokens);
        if (tokens.Next is { IsApart: false })
            tokens.Skip(DateWord.Ordinal);
        tokens.Skip(DateWord.Of);
        var isJoined = tokens.SkipClose('-') || tokens.SkipClose('/');
        if (!tokens.Next.Is(DateWord.Month) || (isJoined && tokens.Next.IsApart) || (isDotted && tokens.Next.Is(DateWord.Undotted)))
            return false;
        TakeMonth(ref tokens);
        tokens.SkipClose(',');
        if (!tokens.SkipClose('-') && !tokens.SkipClose('/'))
            tokens.Skip(DateWord.Of);
        var year = tokens.Take();
        // "3 March 15:31" names no year.
        if (!year.IsOfDigits(4, 4) && (!year.IsOfDigits(2, 2) || IsOfHour(tokens.Next)))
            return false;
        Year = year.Length == 4 ? year.Value : year.Value + (year.Value < 70 ? 2000 : 1900);
        if (tokens.Skip(DateWord.YearMark))
            tokens.SkipClose('.');
        return true;
    }

    /// <summary>True for what stands behind an hour.</summary>
    private static bool IsOfHour(DateToken token) => (token.Is(':') && !token.IsApart) || (token.Is(DateWord.HourMark | DateWord.Am | DateWord.Pm) && !token.Is(DateWord.Before));

    /// <summary>20.11.2026, or with blanks: who writes dots writes the day first.</summary>
    private bool DottedYearLast(ref DateTokens tokens)
    {
        Month = tokens.Take().Value;
        if (!tokens.SkipClose('.') || !tokens.Next.IsOfDigits(4, 4))
            return false;
        Year = tokens.Take().Value;
        tokens.SkipClose('.');
        return true;
    }

    /// <summary>The wire's publishers write the day first. Elsewhere 03/04/2026 is two dates, and so none; 23/04/2026 and 04/23/2026 are one.</summary>
    private bool Slashed(ref DateTokens tokens, char sign, bool isDayFirst)
    {
        tokens.At++;
        var (first, second) = (Day, tokens.Next);
        var isWhole = second is { IsApart: false } && second.IsOfDigits(1, 2) && tokens.Ahead(1) is { IsApart: false } again && again.Is(sign)
            && tokens.Ahead(2) is { IsApart: false } year && year.IsOfDigits(4, 4);
        if (!isWhole)
            return false;
        Year = tokens.Ahead(2).Value;
        tokens.At += 3;
        var isMonthFirst = !isDayFirst && first <= 12 && second.Value > 12;
        (Month, Day) = isMonthFirst ? (first, second.Value) : (second.Value, first);
        return isDayFirst || isMonthFirst || first > 12 || first == second.Value;
    }

    /// <summary>November 20th, 2026; and Nov 20 09:25:00 2026.</summary>
    private bool MonthFirst(ref DateTokens tokens)
    {
        TakeMonth(ref tokens);
        if (!tokens.Next.IsOfDigits(1, 2))
            return false;
        Day = tokens.Take().Value;
        if (tokens.Next is { IsApart: false })
            tokens.Skip(DateWord.Ordinal);
        if (tokens.Next.IsOfDigits(1, 2) && tokens.Ahead(1).Is(':'))
        {
            Year = -1;
            return true;
        }
        tokens.SkipClose(',');
        if (!tokens.Next.IsOfDigits(4, 4))
            return false;
        Year = tokens.Take().Value;
        return true;
    }

    private void TakeMonth(ref DateTokens tokens)
    {
        Month = (int)(tokens.Take().Word & DateWord.Month);
        tokens.SkipClose('.');
    }
}
