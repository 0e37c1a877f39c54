using System.Globalization;
using Aggregator.Digests;

namespace Aggregator.Mailing;

/// <summary>Says a schedule as a person would: "every weekday at 07:30".</summary>
internal static class ScheduleWords
{
    public static string Of(Schedule schedule)
    {
        var times = schedule.Times.Count == 0 ? "" : $" at {And([.. schedule.Times.Select(time => time.ToString("HH:mm", CultureInfo.InvariantCulture))], ", ")}";
        return schedule.Kind switch
        {
            ScheduleKind.Immediate => "as soon as something is there",
            ScheduleKind.Daily => $"every day{times}",
            ScheduleKind.Weekdays => $"every weekday{times}",
            ScheduleKind.Weekly => $"every {And([.. schedule.Weekdays.Select(day => day.ToString())], ", ")}{times}",
            ScheduleKind.Monthly => $"on the {And([.. schedule.Days.Select(Ordinal)], ", ")} of every month{(schedule.Days.Any(day => day > 28) ? " (or its last day)" : "")}{times}",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>As "a, b and c".</summary>
    public static string And(IReadOnlyList<string> parts, string between) =>
        parts.Count < 2 ? string.Concat(parts) : $"{string.Join(between, parts.SkipLast(1))}{(between == ", " ? "" : between.TrimEnd())} and {parts[^1]}";

    private static string Ordinal(int day) => $"{day}{(day, day % 10) switch
    {
        (11 or 12 or 13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    }}";
}
