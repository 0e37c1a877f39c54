using Xunit;

namespace Aggregator.Digests;

public sealed class ScheduleTests
{
    [Theory]
    [InlineData("immediate", "immediate")]
    [InlineData("Daily 7:30", "daily 07:30")]
    [InlineData("daily 17:00,07:30", "daily 07:30,17:00")]
    [InlineData("weekdays 07:30", "weekdays 07:30")]
    [InlineData("weekly thursday,mon 08:00", "weekly mon,thu 08:00")]
    [InlineData("monthly 15,1,31 08:00", "monthly 1,15,31 08:00")]
    public void What_a_person_writes_is_read_and_written_back(string text, string plain)
    {
        Assert.Equal(plain, ScheduleText.Parse(text, out var mistake)!.ToString());
        Assert.Null(mistake);
        Assert.Equal(plain, ScheduleText.Parse(plain, out _)!.ToString());
    }

    [Theory]
    [InlineData(""), InlineData("hourly"), InlineData("daily"), InlineData("daily 25:00"), InlineData("daily 07:30,x"), InlineData("weekly 08:00"), InlineData("weekly foo 08:00")]
    [InlineData("monthly 0 08:00"), InlineData("monthly 32 08:00"), InlineData("immediate 08:00"), InlineData("2 08:00"), InlineData("weekly mo 08:00")]
    public void What_cannot_be_meant_is_told_with_examples(string text)
    {
        Assert.Null(ScheduleText.Parse(text, out var mistake));
        Assert.Contains("weekly mon 08:00", mistake, StringComparison.Ordinal);
    }

    [Fact]
    public void A_time_that_the_clock_leaps_over_is_that_of_the_old_clock_and_one_that_comes_twice_counts_once()
    {
        Assert.Equal(["2026-03-28T01:30+00", "2026-03-29T02:30+01", "2026-03-30T01:30+01"], Closings("daily 01:30", "Europe/London", "2026-03-28", 3));
        Assert.Equal(["2026-10-24T01:30+01", "2026-10-25T01:30+01", "2026-10-26T01:30+00"], Closings("daily 01:30", "Europe/London", "2026-10-24", 3));
    }

    [Fact]
    public void A_day_that_a_month_lacks_is_its_last() =>
        Assert.Equal(["2026-01-31T08:00+00", "2026-02-28T08:00+00", "2026-03-31T08:00+01", "2026-04-30T08:00+01"], Closings("monthly 31 08:00", "Europe/London", "2026-01-01", 120));

    [Fact]
    public void Working_days_are_monday_to_friday() =>
        Assert.Equal(["2026-11-20T07:30+00", "2026-11-23T07:30+00"], Closings("weekdays 07:30", "Europe/London", "2026-11-20", 4));

    [Fact]
    public void A_few_missed_windows_are_made_up_and_many_become_one()
    {
        var schedule = ScheduleText.Parse("daily 07:30", out _)!;
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");
        var last = new DateTimeOffset(2026, 11, 1, 7, 30, 0, TimeSpan.Zero);
        Assert.Empty(WindowClock.Due(schedule, zone, last, last.AddHours(23)));
        Assert.Equal([1, 1, 1], WindowClock.Due(schedule, zone, last, last.AddDays(3)).Select(closing => closing.Windows));
        Assert.Equal(new Closing(last.AddDays(20), 20), Assert.Single(WindowClock.Due(schedule, zone, last, last.AddDays(20))));
    }

    private static IEnumerable<string> Closings(string schedule, string zone, string from, int days)
    {
        var clock = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var begin = DateTimeOffset.Parse(from + "T00:00Z", System.Globalization.CultureInfo.InvariantCulture);
        return ScheduleText.Parse(schedule, out _)!.Closings(begin, begin.AddDays(days), clock).Select(at => TimeZoneInfo.ConvertTime(at, clock).ToString("yyyy-MM-dd'T'HH:mmzz", System.Globalization.CultureInfo.InvariantCulture));
    }
}
