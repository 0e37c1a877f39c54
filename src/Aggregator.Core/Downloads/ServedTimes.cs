using System.Globalization;

namespace Aggregator.Downloads;

/// <summary>What an answer's headers say about time: how long it is good for, and how long to stay away.</summary>
public static class ServedTimes
{
    /// <summary>Longer is not believed: a server that says "never again" is asked again all the same.</summary>
    public static readonly TimeSpan LongestFreshness = TimeSpan.FromDays(365);

    /// <summary>The longest that a server may send us away with one answer.</summary>
    public static readonly TimeSpan LongestRetryAfter = TimeSpan.FromDays(7);

    /// <summary>How long nothing will change, by max-age or else Expires, less what a cache on the way has used up; null when nothing is said.</summary>
    public static TimeSpan? FreshFor(string? cacheControl, string? expires, string? date, string? age, DateTimeOffset now)
    {
        if (cacheControl is null && expires is null)
            return null;
        var words = (cacheControl ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        // "Ask again each time" is not "changes each time": it is no hint.
        if (words.Any(word => Is(word, "no-cache") || Is(word, "no-store")))
            return null;
        var ages = words.Where(word => Is(word, "max-age")).Select(word => Seconds(word[(word.IndexOf('=', StringComparison.Ordinal) + 1)..])).OfType<TimeSpan>().ToList();
        if (ages.Count > 0)
            return Between(ages.Min() - (Seconds(age) ?? TimeSpan.Zero), LongestFreshness);
        return HttpDate.Read(expires) is { } end ? Between(end - (HttpDate.Read(date) ?? now), LongestFreshness) : null;
    }

    /// <summary>How long to stay away, from seconds or a date; a date in the past is now; null when nothing is said.</summary>
    public static TimeSpan? RetryAfter(string? text, DateTimeOffset now) =>
        Seconds(text) is { } seconds ? Between(seconds, LongestRetryAfter)
        : HttpDate.Read(text) is { } moment ? Between(moment - now, LongestRetryAfter)
        : null;

    private static bool Is(string word, string name) =>
        word.StartsWith(name, StringComparison.OrdinalIgnoreCase) && (word.Length == name.Length || word[name.Length] is '=' or ' ');

    /// <summary>Any number of seconds, quoted or not; more than a century is a century.</summary>
    private static TimeSpan? Seconds(string? text) =>
        double.TryParse(text?.Trim(' ', '"', '\t'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && double.IsFinite(seconds)
            ? TimeSpan.FromSeconds(Math.Min(seconds, 100 * 365 * 86_400d))
            : null;

    private static TimeSpan Between(TimeSpan span, TimeSpan longest) => span < TimeSpan.Zero ? TimeSpan.Zero : span > longest ? longest : span;
}
