using Aggregator.Sources;
using Xunit;

namespace Aggregator.Polls;

public sealed class SourceHealthTests
{
    private static PollMemory Polled => new() { Source = SourceId.TryParse("rusi", out var id) ? id : default, LastPolled = new DateTimeOffset(2026, 11, 22, 7, 0, 0, TimeSpan.Zero) };

    [Fact]
    public void A_source_that_was_never_polled_is_new()
    {
        Assert.Equal(SourceState.New, SourceHealth.Of(null).State);
        Assert.Equal(SourceState.New, SourceHealth.Of(Polled with { LastPolled = null }).State);
    }

    [Fact]
    public void A_source_that_answers_is_good() => Assert.Equal(SourceState.Good, SourceHealth.Of(Polled).State);

    [Fact]
    public void A_failure_is_told_in_its_own_words() =>
        Assert.Equal(new SourceHealth(SourceState.Failing, "No."), SourceHealth.Of(Polled with { Trouble = "No.", FailuresInARow = 1 }));

    [Fact]
    public void Several_failures_are_told_with_their_number() =>
        Assert.Equal(new SourceHealth(SourceState.Failing, "No. (3 times in a row)") { NeedsPerson = true }, SourceHealth.Of(Polled with { Trouble = "No.", FailuresInARow = 3 }));
}
