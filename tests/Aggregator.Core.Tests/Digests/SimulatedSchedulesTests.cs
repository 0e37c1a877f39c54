using Xunit;

namespace Aggregator.Digests;

/// <summary>Two years of schedules in zones with every kind of clock, under a worker that is down for minutes to weeks, against a calendar read minute by minute.</summary>
public sealed class SimulatedSchedulesTests
{
    private static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset End = Begin.AddDays(730);

    public static TheoryData<string> Zones => ["Europe/London", "America/New_York", "America/Santiago", "Australia/Lord_Howe", "Asia/Kolkata"];

    [Theory]
    [MemberData(nameof(Zones))]
    public void Every_window_closes_exactly_once_without_gap_or_overlap(string name)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(name);
        var minutes = MinutesOf(zone);
        foreach (var text in new[] { "daily 07:30", "daily 00:15,02:15,02:45,23:59", "weekdays 02:30", "weekly sun,wed 02:00", "monthly 1,31 00:30" })
        {
            var schedule = ScheduleText.Parse(text, out _)!;
            var wanted = Wanted(schedule, minutes);
            var simulated = Simulated(schedule, zone, wanted);
            Assert.True(wanted.Count > 40, $"{name}, {text}: {wanted.Count} closings");
            Assert.Equal(wanted, simulated);
        }
    }

    /// <summary>What a worker that looks every quarter of an hour closes, when it is not down.</summary>
    private static List<DateTimeOffset> Simulated(Schedule schedule, TimeZoneInfo zone, List<DateTimeOffset> wanted)
    {
        var random = new Random(2026);
        var closed = new List<DateTimeOffset>();
        var (last, now) = (Begin, Begin);
        while (now < End)
        {
            now += random.Next(200) switch
            {
                0 => TimeSpan.FromDays(random.Next(1, 25)),
                < 10 => TimeSpan.FromHours(random.Next(1, 30)),
                _ => TimeSpan.FromMinutes(15) + TimeSpan.FromSeconds(random.Next(60)),
            };
            now = now > End ? End : now;
            foreach (var closing in WindowClock.Due(schedule, zone, last, now))
            {
                Assert.True(closing.At > last && closing.At <= now);
                // One for many covers just those that were missed.
                var covered = wanted.Where(at => at > last && at <= closing.At).ToList();
                Assert.Equal(closing.Windows, covered.Count);
                closed.AddRange(covered);
                last = closing.At;
            }
        }
        return closed;
    }

    /// <summary>Each minute's local reading, the first of two alike.</summary>
    private static Dictionary<DateTime, DateTimeOffset> MinutesOf(TimeZoneInfo zone)
    {
        var read = new Dictionary<DateTime, DateTimeOffset>();
        for (var at = Begin.AddDays(-2); at < End.AddDays(2); at = at.AddMinutes(1))
            read.TryAdd(TimeZoneInfo.ConvertTime(at, zone).DateTime, at);
        return read;
    }

    private static List<DateTimeOffset> Wanted(Schedule schedule, Dictionary<DateTime, DateTimeOffset> minutes)
    {
        var wanted = new SortedSet<DateTimeOffset>();
        for (var day = new DateTime(2025, 12, 30); day < new DateTime(2028, 1, 3); day = day.AddDays(1))
        {
            if (!IsDay(schedule, day))
                continue;
            foreach (var time in schedule.Times)
            {
                var local = day + time.ToTimeSpan();
                // A reading that is missing: as long after the last one before the leap as it would have been.
                var back = 0;
                while (!minutes.ContainsKey(local.AddMinutes(-back)) && back < 300)
                    back++;
                if (minutes.TryGetValue(local.AddMinutes(-back), out var at) && at.AddMinutes(back) is var moment && moment > Begin && moment <= End)
                    wanted.Add(moment);
            }
        }
        return [.. wanted];
    }

    private static bool IsDay(Schedule schedule, DateTime day) => schedule.Kind switch
    {
        ScheduleKind.Daily => true,
        ScheduleKind.Weekdays => (int)day.DayOfWeek is >= 1 and <= 5,
        ScheduleKind.Weekly => schedule.Weekdays.Contains(day.DayOfWeek),
        _ => schedule.Days.Contains(day.Day) || (day.AddDays(1).Day == 1 && schedule.Days.Any(wanted => wanted > day.Day)),
    };
}
