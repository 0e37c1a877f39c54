using System.Globalization;

namespace Aggregator.Commands;

/// <summary>Reads "24h", "7d" or a date as a moment in the past.</summary>
internal static class Moment
{
    /// <summary>As <see cref="Before"/>, or a moment with its offset: "2026-11-01T08:00Z".</summary>
    public static DateTimeOffset? Read(string text, DateTimeOffset now) =>
        Before(text, now) ?? (DateTimeOffset.TryParseExact(text, ["yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null);

    public static DateTimeOffset? Before(string text, DateTimeOffset now)
    {
        if (DateTimeOffset.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var day))
            return day;
        if (text.Length is < 2 or > 6 || !int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return null;
        return char.ToLowerInvariant(text[^1]) switch
        {
            'm' => now - TimeSpan.FromMinutes(number),
            'h' => now - TimeSpan.FromHours(number),
            'd' => now - TimeSpan.FromDays(number),
            'w' => now - TimeSpan.FromDays(7L * Math.Min(number, 10_000)),
            _ => null,
        };
    }
}
