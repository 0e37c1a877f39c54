using System.Globalization;

namespace Aggregator.Digests;

/// <summary>How often somebody is told. With the address it names a subscription, so its hours may change without a gap.</summary>
public enum ScheduleKind
{
    /// <summary>As soon as something is there.</summary>
    Immediate,
    Daily,

    /// <summary>Monday to Friday.</summary>
    Weekdays,
    Weekly,
    Monthly,
}

/// <summary>When the windows of a subscription close, on the clock of its reader.</summary>
public sealed record Schedule
{
    public required ScheduleKind Kind { get; init; }

    /// <summary>Local times of day, ascending; none for <see cref="ScheduleKind.Immediate"/>.</summary>
    public IReadOnlyList<TimeOnly> Times { get; init => field = value ?? []; } = [];

    /// <summary>For <see cref="ScheduleKind.Weekly"/>.</summary>
    public IReadOnlyList<DayOfWeek> Weekdays { get; init => field = value ?? []; } = [];

    /// <summary>For <see cref="ScheduleKind.Monthly"/>, 1 to 31: in a shorter month its last day stands in.</summary>
    public IReadOnlyList<int> Days { get; init => field = value ?? []; } = [];

    /// <summary>The moments at which windows close, after one moment and up to and with another, ascending.</summary>
    /// <remarks>A time that a clock leaps over is the same time by the clock of before; of one that comes twice, the first counts.</remarks>
    public IEnumerable<DateTimeOffset> Closings(DateTimeOffset after, DateTimeOffset upTo, TimeZoneInfo zone)
    {
        // A day more on both sides: the local day of a moment is not the day of its instant.
        var last = DayOf(upTo, zone).AddDays(1);
        var told = after;
        for (var day = DayOf(after, zone).AddDays(-1); day <= last; day = day.AddDays(1))
        {
            if (!Has(day))
                continue;
            foreach (var closing in Times.Select(time => Moment(day.ToDateTime(time), zone)).Order())
            {
                if (closing <= told || closing > upTo)
                    continue;
                told = closing;
                yield return closing;
            }
        }
    }

    /// <summary>As a person writes it: <c>weekly mon,thu 08:00</c>. <see cref="ScheduleText"/> reads it.</summary>
    public override string ToString()
    {
        var days = Kind switch
        {
            ScheduleKind.Weekly => " " + string.Join(',', Weekdays.Select(day => day.ToString()[..3].ToLowerInvariant())),
            ScheduleKind.Monthly => " " + string.Join(',', Days),
            _ => "",
        };
        var times = Times.Count == 0 ? "" : " " + string.Join(',', Times.Select(time => time.ToString("HH:mm", CultureInfo.InvariantCulture)));
        return Kind.ToString().ToLowerInvariant() + days + times;
    }

    private bool Has(DateOnly day) => Kind switch
    {
        ScheduleKind.Immediate => false,
        ScheduleKind.Daily => true,
        ScheduleKind.Weekdays => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday),
        ScheduleKind.Weekly => Weekdays.Contains(day.DayOfWeek),
        ScheduleKind.Monthly => Days.Any(wanted => day.Day == Math.Min(wanted, DateTime.DaysInMonth(day.Year, day.Month))),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static DateOnly DayOf(DateTimeOffset moment, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, zone).DateTime);

    private static DateTimeOffset Moment(DateTime local, TimeZoneInfo zone)
    {
        if (zone.IsAmbiguousTime(local))
            return new DateTimeOffset(local, zone.GetAmbiguousTimeOffsets(local).Max()).ToUniversalTime();
        // No clock leaps further than some hours; before its leap it went by the old offset.
        var offset = zone.IsInvalidTime(local) ? zone.GetUtcOffset(local.AddHours(-6)) : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
