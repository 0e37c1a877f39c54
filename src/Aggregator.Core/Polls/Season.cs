namespace Aggregator.Polls;

/// <summary>How much a day counts in a silence: by the source's own weekdays, and little in August and at the turn of the year.</summary>
public static class Season
{
    /// <summary>A day of the quiet season counts this much: institutes close, and a death in August is told in September.</summary>
    private const double Quiet = 0.05;

    /// <summary>The days after one day up to another, that one included, each counted as its weekday is worth: an ordinary day is 1.</summary>
    /// <param name="days">Days with items, by weekday from Sunday; empty when nothing is known.</param>
    public static double WorkingDays(IReadOnlyList<float> days, DateTimeOffset from, DateTimeOffset to)
    {
        var all = days.Sum() + 7;
        var sum = 0.0;
        for (var day = from.UtcDateTime.Date.AddDays(1); day <= to.UtcDateTime.Date; day = day.AddDays(1))
            sum += (days.Count == 7 ? 7 * (days[(int)day.DayOfWeek] + 1) / all : 1) * (IsQuiet(day) ? Quiet : 1);
        return sum;
    }

    private static bool IsQuiet(DateTime day) => day is { Month: 8 } or { Month: 12, Day: >= 20 } or { Month: 1, Day: <= 6 };
}
