using System.Globalization;

namespace Aggregator.Commands;

/// <summary>Reads "24h", "7d", a date, or a moment as "2026-11-01T08:00Z".</summary>
internal static class Moment
{
    public static DateTimeOffset? Read(string text, DateTimeOffset now)
    {
        if (DateTimeOffset.TryParseExact(text, ["yyyy-MM-dd", "yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
            return moment;
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
