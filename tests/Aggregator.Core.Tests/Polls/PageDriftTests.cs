using Aggregator.Sources;
using Xunit;

namespace Aggregator.Polls;

public sealed class PageDriftTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 7, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Doubts_are_counted_over_polls_up_to_the_last_good_page()
    {
        var drift = PageDrift.None.After([null, "One."], null, Now).After(["Two."], null, Now);
        Assert.Equal((2, "Two."), (drift.Doubtful, drift.Doubt));
        Assert.Equal(2, drift.After([], null, Now).Doubtful);
        Assert.Equal((1, "Three."), (drift.After(["X.", null, "Three."], null, Now) is var mixed ? (mixed.Doubtful, mixed.Doubt) : default));
        Assert.Equal((0, "Two."), (drift.After([null], null, Now) is var good ? (good.Doubtful, good.Doubt) : default));
    }

    [Fact]
    public void Two_pages_in_doubt_are_no_news_and_three_need_a_person()
    {
        Assert.Equal(SourceState.Good, Health(PageDrift.None.After(["A.", "B."], null, Now)).State);
        var health = Health(PageDrift.None.After(["A.", "B.", "Its text reads like a bot wall."], null, Now));
        Assert.Equal((SourceState.Doubtful, true), (health.State, health.NeedsPerson));
        Assert.Equal("The last 3 pages of its articles need review. Its text reads like a bot wall.", health.Sentence);
    }

    [Fact]
    public void A_change_is_told_for_a_fortnight()
    {
        var drift = PageDrift.None.After(["A.", "B.", "C."], 2, Now).After([null], null, Now.AddHours(1));
        var health = Health(drift);
        Assert.Equal((SourceState.Changed, true), (health.State, health.NeedsPerson));
        Assert.Equal("Its pages have changed by 2026-11-22, and are learned anew since. What spoke against them: C. 2 articles that were in doubt were read again.", health.Sentence);
        Assert.Equal(SourceState.Good, Health(drift, Now.AddDays(15)).State);
    }

    private static SourceHealth Health(PageDrift drift, DateTimeOffset? at = null) =>
        SourceHealth.Of(new PollMemory { Source = SourceId.TryParse("rusi", out var id) ? id : default, LastPolled = at ?? Now, LastGood = at ?? Now, Drift = drift });
}
