using Xunit;

namespace Aggregator.Digests;

public sealed class WindowTests
{
    [Theory]
    [InlineData(3, false)]
    [InlineData(4, true)]
    [InlineData(7, true)]
    [InlineData(8, false)]
    public void A_window_begins_after_one_number_and_ends_with_another(long number, bool isCovered) =>
        Assert.Equal(isCovered, new Window(3, 7).Covers(number));

    [Fact]
    public void Windows_that_touch_cover_each_number_once()
    {
        Window[] windows = [new(0, 3), new(3, 3), new(3, 7), new(7, 10)];
        Assert.All(Enumerable.Range(1, 10), number => Assert.Single(windows, window => window.Covers(number)));
    }

    [Theory]
    [InlineData(3, 3, true)]
    [InlineData(7, 3, true)]
    [InlineData(3, 4, false)]
    public void A_window_without_numbers_is_empty(long after, long upTo, bool isEmpty) => Assert.Equal(isEmpty, new Window(after, upTo).IsEmpty);

    [Fact]
    public void A_window_is_written_with_its_first_and_last_number() => Assert.Equal("4-7", new Window(3, 7).ToString());
}
