using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>What speaks against an article's date.</summary>
[Flags]
public enum DateDoubt
{
    None = 0,

    /// <summary>Another place that counts says a day further off than a time zone.</summary>
    Conflict = 1,

    /// <summary>Days were found, and none can be trusted.</summary>
    Unsure = 2,

    /// <summary>It is dated after we first saw it.</summary>
    Future = 4,

    /// <summary>It is dated long before we first saw it: dated back, or found late.</summary>
    Backdated = 8,
}

/// <summary>Holds an article's dates against one another and against when it was first seen.</summary>
public static class DateDoubts
{
    /// <summary>A place below it does not count against another.</summary>
    private const double Strong = 0.6;

    private static readonly TimeSpan Late = TimeSpan.FromDays(30);

    /// <param name="dates">The chosen one first.</param>
    /// <param name="seen">When it was first seen; null when that is not known.</param>
    public static DateDoubt Of(IReadOnlyList<DateEvidence> dates, DateTimeOffset? seen)
    {
        if (DateChoice.Of(dates) is not { } chosen)
            return dates.Any(DateChoice.Counts) ? DateDoubt.Unsure : DateDoubt.None;
        var doubt = Against(dates) is null ? DateDoubt.None : DateDoubt.Conflict;
        if (seen is not { } first)
            return doubt;
        // A day is another date on the other side of the world.
        if (chosen.Moment > first.AddDays(1))
            doubt |= DateDoubt.Future;
        return chosen.Moment < first - Late ? doubt | DateDoubt.Backdated : doubt;
    }

    /// <summary>The same in a sentence; null when there is no doubt.</summary>
    public static string? Said(IReadOnlyList<DateEvidence> dates, DateTimeOffset? seen)
    {
        var doubt = Of(dates, seen);
        var sentences = new List<string>();
        if (doubt.HasFlag(DateDoubt.Conflict) && Against(dates) is { } other)
            sentences.Add($"Another place says {other.Value}: {other.From}.");
        if (doubt.HasFlag(DateDoubt.Unsure))
            sentences.Add("Days were found, but none that can be trusted.");
        if (doubt.HasFlag(DateDoubt.Future))
            sentences.Add("It is dated after we first saw it.");
        if (doubt.HasFlag(DateDoubt.Backdated))
            sentences.Add("It is dated long before we first saw it: dated back, or found late.");
        return sentences.Count == 0 ? null : string.Join(' ', sentences);
    }

    private static DateEvidence? Against(IReadOnlyList<DateEvidence> dates) =>
        dates.Skip(1).FirstOrDefault(other => other.Confidence >= Strong && (other.Value.Moment.Date - dates[0].Value.Moment.Date).Duration() > TimeSpan.FromDays(1));
}
