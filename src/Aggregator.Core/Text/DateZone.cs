namespace Aggregator.Text;

/// <summary>The zone that a date's text states behind its time.</summary>
internal static class DateZone
{
    private static readonly string[] Areas = ["Africa/", "America/", "Antarctica/", "Arctic/", "Asia/", "Atlantic/", "Australia/", "Canada/", "Etc/", "Europe/", "Indian/", "Pacific/", "US/"];

    /// <summary>Reads a zone if one stands here. False when something does, but is none that we know.</summary>
    /// <param name="offset">Minutes from UTC; null when there is no zone, or it is a named place.</param>
    public static bool Read(ref DateTokens tokens, out int? offset, out TimeZoneInfo? place)
    {
        (offset, place) = (null, null);
        var next = tokens.Next;
        if (IsOffset(in tokens))
        {
            offset = Offset(ref tokens);
            // Go writes "+0100 CET": a name that says the same adds nothing.
            return offset is not null && (!tokens.Next.Is(DateWord.Zone) || Name(tokens.Take()) == offset) && SkipComment(ref tokens);
        }
        if (next.Kind == DateTokenKind.Word && tokens.Ahead(1) is { IsApart: false } slash && slash.Is('/'))
            return (place = Place(tokens.Written())) is not null && SkipComment(ref tokens);
        if (next.Is('(') && tokens.Ahead(2).Is(')') && tokens.Ahead(1).Is(DateWord.Zone))
        {
            offset = Name(tokens.Ahead(1));
            tokens.At += 3;
            return true;
        }
        if (!next.Is(DateWord.Zone))
            return true;
        offset = Name(tokens.Take());
        if (next.Is(DateWord.Universal) && IsOffset(in tokens))
            offset = Offset(ref tokens);
        return offset is not null && SkipComment(ref tokens);
    }

    private static int Name(DateToken token) => (token.Value >> 24) * 15;

    private static bool IsOffset(in DateTokens tokens) =>
        (tokens.Next.Is('+') || tokens.Next.Is('-')) && tokens.Ahead(1) is { IsNumber: true, IsApart: false };

    private static int? Offset(ref DateTokens tokens)
    {
        var sign = tokens.Take().Is('-') ? -1 : 1;
        var number = tokens.Take();
        var (hours, minutes) = number.Length == 4 ? (number.Value / 100, number.Value % 100) : (number.Value, 0);
        if (number.Length is not (1 or 2 or 4))
            return null;
        if (number.Length < 3 && tokens.SkipClose(':'))
        {
            if (!tokens.Next.IsOfDigits(2, 2) || tokens.Next.IsApart)
                return null;
            minutes = tokens.Take().Value;
        }
        var offset = (hours * 60) + minutes;
        return minutes > 59 || offset > 14 * 60 ? null : sign * offset;
    }

    private static TimeZoneInfo? Place(string name)
    {
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('/' or '_' or '-' or '+'))
                return null;
        }
        foreach (var area in Areas)
        {
            if (name.StartsWith(area, StringComparison.Ordinal))
                return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;
        }
        return null;
    }

    /// <summary>Behind a zone, what stands in brackets says it again in words.</summary>
    private static bool SkipComment(ref DateTokens tokens)
    {
        var close = tokens.Next.Is('(') ? ')' : tokens.Next.Is('[') ? ']' : '\0';
        if (close == '\0')
            return true;
        tokens.At++;
        while (!tokens.IsAtEnd && !tokens.Next.Is(close))
            tokens.At++;
        return tokens.Skip(close);
    }
}
