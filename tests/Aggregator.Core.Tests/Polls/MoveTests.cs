using Aggregator.Downloads;
using Aggregator.Sources;
using Xunit;

namespace Aggregator.Polls;

public sealed class MoveTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 7, 0, 0, TimeSpan.Zero);
    private static readonly Uri New = new("https://new.rusi.org.uk/feed");

    private static readonly Source Rusi = new()
    {
        Id = SourceId.TryParse("rusi", out var id) ? id : default,
        Kind = SourceKind.Feed,
        Address = new Uri("https://www.rusi.org.uk/feed"),
        Organisation = new Organisation { Name = "RUSI" },
    };

    private static PollMemory Fresh => new() { Source = Rusi.Id };

    private static PollMemory Moved => Polled(Polled(Polled(Fresh, 0, New), 1.5, New), 3, New);

    [Fact]
    public void A_move_is_believed_after_three_days_and_three_answers_and_not_before()
    {
        var early = Polled(Polled(Polled(Fresh, 0, New), 1, New), 2.9, New);
        Assert.Equal(Rusi.Address, early.AddressOf(Rusi));
        Assert.Equal(New, Moved.AddressOf(Rusi));
        Assert.Equal(Rusi.Address, Polled(Polled(Fresh, 0, New), 5, New).AddressOf(Rusi));
        Assert.Equal(SourceState.Moved, SourceHealth.Of(Moved).State);
    }

    [Fact]
    public void A_redirect_that_changes_or_ends_begins_anew()
    {
        var other = new Uri("https://other.rusi.org.uk/feed");
        Assert.Equal((other, 1), Polled(Polled(Polled(Fresh, 0, New), 2, New), 4, other) is { Move: { } move } ? (move.To, move.Times) : default);
        Assert.Null(Polled(Polled(Fresh, 0, New), 1, null).Move);
    }

    [Fact]
    public void The_same_address_in_a_safe_scheme_is_believed_at_once()
    {
        var source = Rusi with { Address = new Uri("http://www.rusi.org.uk/feed") };
        Assert.Equal(Rusi.Address, Fresh.After(Unchanged(Rusi.Address), Now, source).AddressOf(source));
    }

    [Fact]
    public void Another_publishers_address_is_told_and_never_taken()
    {
        var elsewhere = new Uri("https://rusi-feeds.org.uk/feed");
        var memory = Enumerable.Range(0, 30).Aggregate(Fresh, (memory, day) => Polled(memory, day, elsewhere));
        Assert.Equal(Rusi.Address, memory.AddressOf(Rusi));
        Assert.Equal(SourceState.Moved, SourceHealth.Of(memory).State);
        Assert.Contains(elsewhere.AbsoluteUri, SourceHealth.Of(memory).Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://www.qay.eu/feed", "https://news.qay.eu/feed", true)]
    [InlineData("https://www.qay.org.uk/feed", "https://qay.org.uk/rss", true)]
    [InlineData("https://qay.github.io/feed", "https://quarry.github.io/feed", false)]
    [InlineData("https://qay.github.io/feed", "https://github.io/feed", false)]
    [InlineData("https://qay.org.uk/feed", "https://quarry.org.uk/feed", false)]
    public void A_site_is_what_one_publisher_registered_be_its_name_short_or_below_a_platforms(string old, string to, bool isTaken)
    {
        var (source, target) = (Rusi with { Address = new Uri(old) }, new Uri(to));
        var memory = Enumerable.Range(0, 5).Aggregate(Fresh, (memory, day) => memory.After(Unchanged(target), Now.AddDays(day), source));
        Assert.Equal(isTaken ? target : source.Address, memory.AddressOf(source));
    }

    [Fact]
    public void An_old_address_that_dies_after_leading_elsewhere_is_left_at_once()
    {
        var memory = Polled(Polled(Fresh, 0, New), 0.1, New).After(new PollOutcome.Broken("404") { Failure = FetchFailure.Refused }, Now.AddDays(0.2), Rusi);
        Assert.Equal(New, memory.AddressOf(Rusi));
    }

    [Fact]
    public void A_week_later_the_old_address_is_looked_at_and_a_move_that_ended_is_undone()
    {
        var waiting = Polled(Moved, 4, null);
        Assert.Equal(New, waiting.AddressOf(Rusi));
        var looking = Polled(waiting, 10.5, null);
        Assert.Equal(Rusi.Address, looking.AddressOf(Rusi));
        Assert.Equal(New, Polled(looking, 10.6, New).AddressOf(Rusi));
        var back = Polled(looking, 10.6, null);
        Assert.Equal((Rusi.Address, null), (back.AddressOf(Rusi), back.Move));
        Assert.Equal("It answers from its old address again.", back.Notes[^1].Sentence);
    }

    [Fact]
    public void An_old_address_that_is_dead_does_not_make_the_source_fail()
    {
        var looking = Polled(Moved, 10.5, null);
        var memory = looking.After(new PollOutcome.Broken("410") { Failure = FetchFailure.Gone }, Now.AddDays(10.6), Rusi);
        Assert.Equal((0, null, New), (memory.FailuresInARow, memory.Trouble, memory.AddressOf(Rusi)));
        Assert.Equal(New, Polled(memory, 12, null).AddressOf(Rusi));
    }

    [Fact]
    public void A_new_address_that_fails_lets_the_old_one_be_asked()
    {
        var memory = Moved.After(new PollOutcome.Broken("500") { Failure = FetchFailure.ServerError }, Now.AddDays(4), Rusi);
        Assert.Equal((1, Rusi.Address), (memory.FailuresInARow, memory.AddressOf(Rusi)));
    }

    [Fact]
    public void An_address_that_the_user_wrote_down_forgets_nothing()
    {
        var memory = Moved.For(Rusi) with { Validators = new Validators("a", null) };
        var after = memory.For(Rusi with { Address = New });
        Assert.Equal((memory.Validators, null), (after.Validators, after.Move));
    }

    private static PollMemory Polled(PollMemory memory, double days, Uri? movedTo) => memory.After(Unchanged(movedTo), Now.AddDays(days), Rusi);

    private static PollOutcome Unchanged(Uri? movedTo) => new PollOutcome.Unchanged(null) { Served = new Served { MovedTo = movedTo } };
}
