using Xunit;

namespace Aggregator.Downloads;

public sealed class ServedTimesTests
{
    private static readonly DateTimeOffset Now = new(2026, 2, 24, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("120", 120.0)]
    [InlineData(" 120 ", 120.0)]
    [InlineData("0", 0.0)]
    [InlineData("1.5", 1.5)]
    [InlineData("99999999999999999999", 7 * 86_400.0)]
    [InlineData("Tue, 24 Feb 2026 09:02:00 GMT", 120.0)]
    [InlineData("Mon, 24 Feb 2026 09:02:00 GMT", 120.0)] // the weekday is wrong
    [InlineData("Tuesday, 24-Feb-26 09:02:00 GMT", 120.0)]
    [InlineData("Tue Feb 24 09:02:00 2026", 120.0)]
    [InlineData("Tue, 24 Feb 2026 10:02:00 +0100", 120.0)]
    [InlineData("Tue, 24 Feb 2015 09:02:00 GMT", 0.0)] // in the past is now
    [InlineData("Tue, 24 Feb 2099 09:02:00 GMT", 7 * 86_400.0)]
    public void Retry_after_is_seconds_or_a_date(string text, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), ServedTimes.RetryAfter(text, Now));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-5")]
    [InlineData("soon")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("Tue, 31 Feb 2026 09:02:00 GMT")]
    public void Retry_after_that_says_nothing_is_nothing(string? text) => Assert.Null(ServedTimes.RetryAfter(text, Now));

    [Theory]
    [InlineData("max-age=600", null, null, 600.0)]
    [InlineData("public, Max-Age=\"600\", s-maxage=9", null, null, 600.0)]
    [InlineData("max-age=600, max-age=60", null, null, 60.0)]
    [InlineData("max-age=600", null, "100", 500.0)]
    [InlineData("max-age=600", null, "9000", 0.0)]
    [InlineData("max-age=600", "Tue, 24 Feb 2026 19:00:00 GMT", null, 600.0)]
    [InlineData("public", "Tue, 24 Feb 2026 10:00:00 GMT", null, 3600.0)]
    [InlineData(null, "Tue, 24 Feb 2015 10:00:00 GMT", null, 0.0)]
    [InlineData("max-age=99999999999999", null, null, 365 * 86_400.0)]
    public void Freshness_is_max_age_before_expires(string? control, string? expires, string? age, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), ServedTimes.FreshFor(control, expires, null, age, Now));

    [Fact]
    public void Expires_is_counted_from_the_servers_own_clock() =>
        Assert.Equal(TimeSpan.FromMinutes(5), ServedTimes.FreshFor(null, "Tue, 24 Feb 2026 03:05:00 GMT", "Tue, 24 Feb 2026 03:00:00 GMT", null, Now));

    [Theory]
    [InlineData(null, null)]
    [InlineData("no-cache, max-age=600", null)]
    [InlineData("no-store", "Tue, 24 Feb 2026 10:00:00 GMT")]
    [InlineData("max-age=x", null)]
    [InlineData("", "0")]
    [InlineData("", "-1")]
    public void Freshness_that_is_not_said_is_not_known(string? control, string? expires) => Assert.Null(ServedTimes.FreshFor(control, expires, null, null, Now));
}
