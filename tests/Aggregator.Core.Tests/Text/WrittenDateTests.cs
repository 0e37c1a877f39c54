using System.Text.Json;
using Xunit;

namespace Aggregator.Text;

public sealed class WrittenDateTests
{
    [Theory]
    [InlineData("2026-11-20")]
    [InlineData("2026-11-20T09:25:00+00:00")]
    [InlineData("2026-11-20T09:25:00-03:30")]
    public void A_date_comes_back_from_JSON_as_it_went(string text)
    {
        Assert.True(WrittenDate.TryParse(text, out var date));
        Assert.Equal(text, date.ToString());
        Assert.Equal(date, JsonSerializer.Deserialize<WrittenDate>(JsonSerializer.Serialize(date)));
        Assert.Equal(date.HasTime, text.Contains('T', StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"soon\"")]
    [InlineData("\"\"")]
    [InlineData("null")]
    public void What_is_no_date_in_JSON_is_refused(string json) => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<WrittenDate>(json));

    [Fact]
    public void In_the_hour_that_comes_twice_the_first_is_meant() =>
        Assert.Equal("2026-10-25T01:30:00+01:00", WrittenDate.In(Zones.London, new DateTime(2026, 10, 25, 1, 30, 0)).ToString());

    [Fact]
    public void Dates_are_ordered_by_their_moment()
    {
        var early = new WrittenDate(new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.FromHours(2)), true);
        var late = new WrittenDate(new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero), true);
        Assert.True(early < late && late > early && WrittenDate.Day(2026, 11, 20) <= early && late >= early);
    }
}
