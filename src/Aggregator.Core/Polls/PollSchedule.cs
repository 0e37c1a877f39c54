namespace Aggregator.Polls;

/// <summary>When to ask again.</summary>
public static class PollSchedule
{
    /// <summary>Sources are never given up: a broken one is asked once a week at the least.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>Twice the interval for each failure in a row.</summary>
    /// <param name="failures">Failures in a row, 1 or more.</param>
    public static TimeSpan AfterFailure(TimeSpan every, int failures)
    {
        var wait = every * Math.Pow(2, Math.Min(failures - 1, 20));
        return wait < Longest ? wait : Longest;
    }
}
