using System.Globalization;

namespace Aggregator.Downloads;

/// <summary>A moment as http headers write it, in its three forms (RFC 9110, 5.6.7).</summary>
public static class HttpDate
{
    private static readonly string[] Forms = ["d MMM yyyy H:m:s 'GMT'", "d MMM yyyy H:m:s 'UTC'", "d MMM yyyy H:m:s zzz", "d-MMM-yy H:m:s 'GMT'", "d-MMM-yyyy H:m:s 'GMT'", "MMM d H:m:s yyyy"];

    private static readonly string[] Weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    /// <summary>The moment, or null for what is none: many servers write "0" or "-1".</summary>
    public static DateTimeOffset? Read(string? text)
    {
        if (text is null or { Length: > 64 })
            return null;
        var plain = WithoutWeekday(text.Trim());
        return DateTimeOffset.TryParseExact(plain, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out var moment) ? moment.ToUniversalTime() : null;
    }

    /// <summary>The weekday says nothing that the date does not, and is wrong often enough.</summary>
    private static string WithoutWeekday(string text)
    {
        var end = text.AsSpan().IndexOfAny(',', ' ');
        return end >= 3 && Weekdays.Contains(text[..3], StringComparer.OrdinalIgnoreCase) ? text[(end + 1)..].TrimStart() : text;
    }
}
