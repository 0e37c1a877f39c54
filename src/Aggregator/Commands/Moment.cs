using System.Globalization;

namespace Aggregator.Commands;

/// <summary>Reads "24h", "7d" or a date as a moment in the past.</summary>
internal static class Moment
{
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
