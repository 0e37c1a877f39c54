namespace Aggregator.Digests;

/// <summary>Says when windows close: what is due now, and what was missed.</summary>
public static class WindowClock
{
    /// <summary>So many missed windows are made up one by one; more become one.</summary>
    public const int MostMadeUp = 3;

    /// <summary>A last window that closed further ahead than this did so by a clock that was wrong.</summary>
    private static readonly TimeSpan Astray = TimeSpan.FromDays(1);

    /// <summary>True when the last window closed so far ahead of now that waiting for the calendar would keep the reader waiting.</summary>
    public static bool IsAstray(DateTimeOffset lastClosed, DateTimeOffset now) => lastClosed - now > Astray;

    /// <summary>The windows that have closed since the last one, in their order: one for each closing, or one for all when many were missed.</summary>
    public static IReadOnlyList<Closing> Due(Schedule schedule, TimeZoneInfo zone, DateTimeOffset lastClosed, DateTimeOffset now)
    {
        var closings = schedule.Closings(lastClosed, now, zone).ToList();
        return closings.Count > MostMadeUp ? [new Closing(closings[^1], closings.Count)] : [.. closings.Select(at => new Closing(at, 1))];
    }
}

/// <summary>A moment at which a window closes.</summary>
/// <param name="Windows">How many windows of the schedule end with it.</param>
public readonly record struct Closing(DateTimeOffset At, int Windows);
