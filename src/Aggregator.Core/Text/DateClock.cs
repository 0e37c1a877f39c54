namespace Aggregator.Text;

/// <summary>The time of a date's text.</summary>
internal static class DateClock
{
    /// <summary>Reads a time. Null when none stands here, or one that no clock shows.</summary>
    /// <param name="isSpan">True when it may begin a span of time, as 09:00-11:30: it says no seconds.</param>
    public static TimeSpan? Read(ref DateTokens tokens, out bool isSpan)
    {
        var before = tokens.Next.Is(DateWord.Before) ? tokens.Take().Word : DateWord.None;
        if (tokens.Next.IsOfDigits(4, 6) && tokens.Next.Length != 5)
        {
            isSpan = false;
            return Digits(ref tokens);
        }
        isSpan = true;
        if (!tokens.Next.IsOfDigits(1, 2))
            return null;
        var (hour, minute, second) = (tokens.Take().Value, 0, 0);
        var isHourAlone = false;
        char? sign = tokens.Next is not { IsApart: false } next ? null : next.Is(':') ? ':' : next.Is('.') && tokens.Ahead(1).IsOfDigits(2, 2) ? '.' : null;
        if (sign is { } mark)
        {
            tokens.At++;
            if (!Sixtieths(ref tokens, mark, out minute, out second, out isSpan))
                return null;
            tokens.Skip(DateWord.HourMark);
        }
        else if (tokens.Next.Is(DateWord.HourMark))
            Counted(ref tokens, out minute, out second);
        else
            isHourAlone = true;
        var half = before == DateWord.None ? Half(ref tokens) : before & (DateWord.Am | DateWord.Pm);
        if (isHourAlone && half == DateWord.None)
            return null;
        if (half != DateWord.None)
        {
            if (hour > 12 || (hour == 0 && before == DateWord.None))
                return null;
            hour = (hour % 12) + (half == DateWord.Pm ? 12 : 0);
        }
        return Clock(hour, minute, second);
    }

    /// <summary>Second 60 is a leap second; 24:00 ends a day.</summary>
    private static TimeSpan? Clock(int hour, int minute, int second) =>
        hour > 24 || minute > 59 || second > 60 || (hour == 24 && minute + second > 0) ? null : new TimeSpan(hour, minute, Math.Min(second, 59));

    /// <summary>The 092500 of 20261120T092500.</summary>
    private static TimeSpan? Digits(ref DateTokens tokens)
    {
        var before = tokens.At > 0 ? tokens.Ahead(-1) : default;
        var number = tokens.Take();
        if (!before.Is(DateWord.T) || number.IsApart || !Fraction(ref tokens))
            return null;
        var value = number.Length == 4 ? number.Value * 100 : number.Value;
        return Clock(value / 10000, value / 100 % 100, value % 100);
    }

    /// <summary>Minutes and perhaps seconds. One digit is enough only where both stand: 3:2 is a score.</summary>
    private static bool Sixtieths(ref DateTokens tokens, char sign, out int minute, out int second, out bool isSpan)
    {
        (minute, second, isSpan) = (0, 0, true);
        var number = tokens.Take();
        if (!number.IsOfDigits(1, 2) || number.IsApart)
            return false;
        minute = number.Value;
        if (!tokens.Next.Is(sign))
            return number.Length == 2;
        tokens.At++;
        isSpan = false;
        var last = tokens.Take();
        if (!last.IsOfDigits(1, 2) || last.IsApart)
            return false;
        second = last.Value;
        return Fraction(ref tokens);
    }

    private static bool Fraction(ref DateTokens tokens)
    {
        if (tokens.Ahead(1) is { IsNumber: true, IsApart: false } && (tokens.SkipClose('.') || tokens.SkipClose(',')))
            return tokens.Take().Length <= 9;
        return true;
    }

    /// <summary>17h, 17h30, 17 Uhr 30 and 9시 5분 10초.</summary>
    private static void Counted(ref DateTokens tokens, out int minute, out int second)
    {
        (minute, second) = (0, 0);
        tokens.At++;
        if (!tokens.Next.IsOfDigits(1, 2) || (tokens.Next.Length == 1 && !tokens.Ahead(1).Is(DateWord.MinuteMark)))
            return;
        minute = tokens.Take().Value;
        if (!tokens.Skip(DateWord.MinuteMark) || !tokens.Next.IsOfDigits(1, 2) || !tokens.Ahead(1).Is(DateWord.SecondMark))
            return;
        second = tokens.Take().Value;
        tokens.At++;
    }

    /// <summary>PM, p.m., p. m. and their kin.</summary>
    private static DateWord Half(ref DateTokens tokens)
    {
        var word = tokens.Next;
        if (word.Is(DateWord.Am | DateWord.Pm) && !word.Is(DateWord.Before))
        {
            tokens.At++;
            tokens.SkipClose('.');
            return word.Word & (DateWord.Am | DateWord.Pm);
        }
        if (word.Kind != DateTokenKind.Word || word.Length != 1 || !tokens.Ahead(1).Is('.') || tokens.Ahead(2).Length != 1)
            return DateWord.None;
        var half = (tokens.Text(word)[0], tokens.Text(tokens.Ahead(2))[0]) switch
        {
            ('a', 'm') or ('π', 'μ') => DateWord.Am,
            ('p', 'm') or ('μ', 'μ') => DateWord.Pm,
            _ => DateWord.None,
        };
        if (half != DateWord.None)
        {
            tokens.At += 3;
            tokens.SkipClose('.');
        }
        return half;
    }
}
