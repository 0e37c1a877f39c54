using Aggregator.Downloads;
using Aggregator.Items;
using Aggregator.Sources;
using Aggregator.Text;
using Xunit;

namespace Aggregator.Polls;

public sealed class PollScheduleTests
{
    /// <summary>A Monday.</summary>
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 7, 0, 0, TimeSpan.Zero);

    private static readonly Source Free = new()
    {
        Id = SourceId.TryParse("rusi", out var id) ? id : default,
        Kind = SourceKind.Feed,
        Address = new Uri("https://rusi.example/feed"),
        Organisation = new Organisation { Name = "RUSI" },
    };

    private static PollMemory Fresh => new() { Source = Free.Id };

    [Theory]
    [InlineData(FetchFailure.TooSlow, 1, 10)]
    [InlineData(FetchFailure.ServerError, 4, 80)]
    [InlineData(FetchFailure.ServerError, 100, 12 * 60)]
    [InlineData(FetchFailure.NoSuchHost, 1, 30)]
    [InlineData(FetchFailure.NoConnection, 100, 24 * 60)]
    [InlineData(FetchFailure.Blocked, 1, 2 * 60)]
    [InlineData(FetchFailure.Blocked, 100, 3 * 24 * 60)]
    [InlineData(FetchFailure.Gone, 1, 24 * 60)]
    [InlineData(null, 1, 10)]
    public void Each_failure_doubles_the_wait_as_far_as_its_kind_bears(FetchFailure? failure, int times, int minutes)
    {
        var broken = new PollOutcome.Broken("No.") { Failure = failure };
        var memory = Fresh with { FailuresInARow = times };
        Assert.InRange(PollSchedule.AfterFailure(memory, broken, Now).At - Now, TimeSpan.FromMinutes(minutes), TimeSpan.FromMinutes(minutes * 1.25));
    }

    [Theory]
    [InlineData(FetchFailure.ServerError)]
    [InlineData(FetchFailure.Blocked)]
    [InlineData(FetchFailure.Gone)]
    public void What_fails_for_a_month_is_asked_once_a_week_and_never_given_up(FetchFailure failure)
    {
        var memory = Fresh with { FailuresInARow = int.MaxValue, LastGood = Now.AddDays(-31) };
        Assert.Equal(PollSchedule.Longest, PollSchedule.AfterFailure(memory, new PollOutcome.Broken("No.") { Failure = failure }, Now).At - Now);
    }

    [Theory]
    [InlineData(7200)]
    [InlineData(86400)]
    public void A_server_that_asks_for_a_pause_gets_it_or_more(int seconds)
    {
        var asked = TimeSpan.FromSeconds(seconds);
        var broken = new PollOutcome.Broken("No.") { Failure = FetchFailure.Throttled, RetryAfter = asked };
        Assert.InRange(PollSchedule.AfterFailure(Fresh with { FailuresInARow = 1 }, broken, Now).At - Now, asked, asked + TimeSpan.FromMinutes(5));
    }

    [Fact]
    public void A_pause_of_a_year_is_a_week() =>
        Assert.Equal(PollSchedule.Longest, PollSchedule.AfterFailure(Fresh with { FailuresInARow = 1 }, new PollOutcome.Broken("No.") { Failure = FetchFailure.Throttled, RetryAfter = TimeSpan.FromDays(365) }, Now).At - Now);

    [Fact]
    public void A_busy_source_is_asked_often_in_its_hours_and_seldom_at_night()
    {
        var memory = Known(from past in Enumerable.Range(1, 60) where Now.AddDays(-past).DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) from hour in Enumerable.Range(9, 8) select Now.Date.AddDays(-past).AddHours(hour).AddMinutes(20));
        var day = PollSchedule.AfterAnswer(memory, Free, Now.AddHours(4));
        var night = PollSchedule.AfterAnswer(memory, Free, Now.AddHours(12));
        Assert.InRange(day.At - Now.AddHours(4), PollSchedule.Floor, TimeSpan.FromMinutes(100));
        Assert.InRange(night.At - Now.AddHours(12), TimeSpan.FromHours(3), PollSchedule.Ceiling);
        Assert.Equal("by its rhythm something new is to be expected then", day.Because);
    }

    [Fact]
    public void What_the_user_wrote_is_never_exceeded_whatever_ttl_and_server_say()
    {
        var memory = Fresh with { Hints = new FeedHints { Pause = TimeSpan.FromDays(365) }, FreshFor = TimeSpan.FromDays(30) };
        Assert.InRange(PollSchedule.AfterAnswer(memory, Free with { Every = TimeSpan.FromHours(2) }, Now).At - Now, TimeSpan.FromMinutes(108), TimeSpan.FromHours(2));
        Assert.InRange(PollSchedule.AfterAnswer(memory, Free, Now).At - Now, TimeSpan.FromHours(5), PollSchedule.Ceiling);
    }

    [Fact]
    public void An_answer_that_is_half_new_halves_the_wait_and_a_ttl_does_not_hold_it()
    {
        var calm = Fresh with { Shape = new AnswerShape { Items = 10 }, Hints = new FeedHints { Pause = TimeSpan.FromHours(3) } };
        var close = calm with { Shape = calm.Shape with { Pressure = 1 } };
        Assert.InRange(PollSchedule.AfterAnswer(calm, Free, Now).At - Now, TimeSpan.FromHours(2.7), TimeSpan.FromHours(3));
        Assert.InRange(PollSchedule.AfterAnswer(close, Free, Now).At - Now, TimeSpan.FromMinutes(27), TimeSpan.FromMinutes(30));
    }

    [Fact]
    public void Hours_and_days_that_a_source_asks_to_skip_are_skipped_but_not_all_of_them()
    {
        var night = Fresh with { Hints = new FeedHints { SkipHours = [7, 8, 9], SkipDays = [DayOfWeek.Tuesday] } };
        Assert.InRange(PollSchedule.AfterAnswer(night, Free, Now).At, Now.AddHours(3), Now.AddHours(4));
        Assert.InRange(PollSchedule.AfterAnswer(night, Free, Now.AddHours(16.5)).At, Now.Date.AddDays(2), Now.Date.AddDays(2).AddHours(1));
        var lie = Fresh with { Hints = new FeedHints { SkipHours = [.. Enumerable.Range(0, 24)] } };
        Assert.True(PollSchedule.AfterAnswer(lie, Free, Now).At <= Now.AddHours(1));
    }

    [Fact]
    public void The_same_poll_gives_the_same_chance_and_sources_read_together_drift_apart()
    {
        var dues = Enumerable.Range(0, 50).Select(at => PollSchedule.AfterAnswer(new PollMemory { Source = SourceId.TryParse($"s{at}", out var id) ? id : default }, Free, Now).At).ToList();
        Assert.True(dues.Distinct().Count() > 45);
        Assert.Equal(dues[7], PollSchedule.AfterAnswer(new PollMemory { Source = SourceId.TryParse("s7", out var id) ? id : default }, Free, Now).At);
    }

    private static PollMemory Known(IEnumerable<DateTime> dates)
    {
        var items = dates.Select((date, at) => new Item { Id = $"{at}", Title = $"{at}", Published = new WrittenDate(new DateTimeOffset(date, TimeSpan.Zero), true) }).ToList();
        return Fresh.After(new PollOutcome.Found(new Announcement { Format = "rss", Items = items }, Validators.None, ContentHash.Of("a")), Now, Free);
    }
}
