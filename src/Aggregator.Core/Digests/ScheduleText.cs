using System.Globalization;

namespace Aggregator.Digests;

/// <summary>Reads a schedule as a person writes it: <c>immediate</c>, <c>daily 07:30,17:00</c>, <c>weekdays 07:30</c>, <c>weekly mon,thu 08:00</c>, <c>monthly 1,15 08:00</c>.</summary>
public static class ScheduleText
{
    private const string Examples = "Write immediate, daily 07:30, weekdays 07:30, weekly mon 08:00 or monthly 1 08:00; several days or times with commas.";

    /// <summary>The schedule; when it cannot be meant, <paramref name="mistake"/> says why, and the result is null.</summary>
    public static Schedule? Parse(string text, out string? mistake)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        mistake = $"The schedule '{text}' cannot be read. {Examples}";
        if (words.Length == 0 || int.TryParse(words[0], out _) || !Enum.TryParse<ScheduleKind>(words[0], ignoreCase: true, out var kind))
            return null;
        var schedule = (kind, words.Length) switch
        {
            (ScheduleKind.Immediate, 1) => new Schedule { Kind = kind },
            (ScheduleKind.Daily or ScheduleKind.Weekdays, 2) => new Schedule { Kind = kind, Times = TimesOf(words[1]) },
            (ScheduleKind.Weekly, 3) => new Schedule { Kind = kind, Weekdays = WeekdaysOf(words[1]), Times = TimesOf(words[2]) },
            (ScheduleKind.Monthly, 3) => new Schedule { Kind = kind, Days = DaysOf(words[1]), Times = TimesOf(words[2]) },
            _ => null,
        };
        if (schedule is null || !IsWhole(schedule))
            return null;
        mistake = null;
        return schedule;
    }

    private static bool IsWhole(Schedule schedule) => schedule.Kind == ScheduleKind.Immediate
        || (schedule.Times.Count > 0 && (schedule.Kind != ScheduleKind.Weekly || schedule.Weekdays.Count > 0) && (schedule.Kind != ScheduleKind.Monthly || schedule.Days.Count > 0));

    private static IReadOnlyList<TimeOnly> TimesOf(string text) =>
        All(text, part => TimeOnly.TryParseExact(part, ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : (TimeOnly?)null);

    private static IReadOnlyList<DayOfWeek> WeekdaysOf(string text) => All(text, part =>
        Enum.GetValues<DayOfWeek>().Where(day => part.Length >= 3 && day.ToString().StartsWith(part, StringComparison.OrdinalIgnoreCase)).Select(day => (DayOfWeek?)day).FirstOrDefault());

    private static IReadOnlyList<int> DaysOf(string text) =>
        All(text, part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var day) && day is >= 1 and <= 31 ? day : (int?)null);

    /// <summary>All parts, sorted and each once; none when one of them cannot be read.</summary>
    private static IReadOnlyList<T> All<T>(string text, Func<string, T?> read)
        where T : struct
    {
        var parts = text.Split(',').Select(part => read(part.Trim())).ToList();
        return parts.Contains(null) ? [] : [.. parts.Select(part => part!.Value).Distinct().Order()];
    }
}
