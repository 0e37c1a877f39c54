using Xunit;

namespace Aggregator.Polls;

public sealed class PollScheduleTests
{
    [Theory]
    [InlineData(1, 60)]
    [InlineData(2, 120)]
    [InlineData(3, 240)]
    [InlineData(8, 7680)]
    [InlineData(9, 10080)]
    [InlineData(1000, 10080)]
    [InlineData(int.MaxValue, 10080)]
    public void Each_failure_doubles_the_wait_until_a_week(int failures, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), PollSchedule.AfterFailure(TimeSpan.FromHours(1), failures));

    [Theory]
    [InlineData(5)]
    [InlineData(10080)]
    public void No_interval_that_a_source_may_have_is_too_long_to_double(int minutes) =>
        Assert.Equal(PollSchedule.Longest, PollSchedule.AfterFailure(TimeSpan.FromMinutes(minutes), int.MaxValue));
}
