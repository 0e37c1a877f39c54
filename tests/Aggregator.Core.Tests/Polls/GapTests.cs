using Aggregator.Downloads;
using Aggregator.Items;
using Aggregator.Sources;
using Xunit;

namespace Aggregator.Polls;

/// <summary>A gap that is tried again while its older pages fail in passing.</summary>
public sealed class GapTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 7, 0, 0, TimeSpan.Zero);
    private static readonly Uri Page3 = new("https://rusi.example/feed?page=3");
    private static readonly GapTry Failed = new(1, "rusi.example answered 503 Service Unavailable.", Page3);

    private static readonly Source Rusi = new()
    {
        Id = SourceId.TryParse("rusi", out var id) ? id : default,
        Kind = SourceKind.Feed,
        Address = new Uri("https://rusi.example/feed"),
        Organisation = new Organisation { Name = "RUSI" },
    };

    private static PollMemory Before => new PollMemory { Source = Rusi.Id }.For(Rusi).After(Found("a", "b"), Now, Rusi);

    /// <summary>All was new, one older page was read, and the next one failed.</summary>
    private static PollMemory Waiting => Tried(Before, Found("y", "z"), Failed, 1);

    [Fact]
    public void A_page_that_failed_in_passing_is_known_with_where_its_gap_ends()
    {
        Assert.Equal((Page3, 1, 1), (Waiting.Gap!.Next, Waiting.Gap.Tries, Waiting.Gap.Pages));
        Assert.EndsWith("It is tried again at the next poll (1 of 20 tries): rusi.example answered 503 Service Unavailable.", SourceHealth.Of(Waiting).Sentence, StringComparison.Ordinal);
        Assert.False(Waiting.EndsGap(KeysOf("y", "x")));
        Assert.True(Waiting.EndsGap(KeysOf("c", "b")));
        Assert.True(Waiting.EndsGap([]));
        var waiting = Waiting;
        Assert.Equal(waiting.Gap, waiting.After(new PollOutcome.Unchanged(null), Now.AddHours(2), Rusi).Gap);
        Assert.Equal(waiting.Gap, waiting.After(new PollOutcome.Broken("500"), Now.AddHours(2), Rusi).Gap);
    }

    [Fact]
    public void It_is_closed_by_a_later_poll_and_told_with_all_its_pages()
    {
        var filled = Tried(Waiting, new PollOutcome.Unchanged(null), new GapTry(3, null), 2);
        Assert.Equal((null, "The gap was filled from 3 older pages."), (filled.Gap, filled.Notes[^1].Sentence));
    }

    [Fact]
    public void Twenty_tries_are_enough_and_then_it_says_why()
    {
        var memory = Enumerable.Range(2, Gap.MostTries - 2).Aggregate(Waiting, (known, hour) => Tried(known, new PollOutcome.Unchanged(null), Failed, hour));
        Assert.Equal((Page3, Gap.MostTries - 1), (memory.Gap!.Next, memory.Gap.Tries));
        memory = Tried(memory, new PollOutcome.Unchanged(null), Failed, Gap.MostTries);
        Assert.Equal((null, null), (memory.Gap!.Next, memory.Gap.Before));
        Assert.Equal("The gap is given up after 20 tries: rusi.example answered 503 Service Unavailable.", memory.Notes[^1].Sentence);
        Assert.EndsWith(" It cannot be filled: rusi.example answered 503 Service Unavailable.", memory.Gap.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void What_fails_for_good_is_told_and_not_tried_again()
    {
        var memory = Tried(Before, Found("z"), new GapTry(0, "The source leads to no older page."), 1);
        Assert.Null(memory.Gap!.Next);
        Assert.EndsWith(" It cannot be filled: The source leads to no older page.", memory.Gap.Sentence, StringComparison.Ordinal);
        memory = Tried(Waiting, new PollOutcome.Unchanged(null), new GapTry(1, "rusi.example answered 404 Not Found."), 2);
        Assert.Equal((null, "The gap is given up after 2 tries: rusi.example answered 404 Not Found."), (memory.Gap!.Next, memory.Notes[^1].Sentence));
    }

    [Fact]
    public void A_second_gap_before_the_first_is_filled_reaches_back_to_the_first()
    {
        var memory = Tried(Waiting, Found("zz"), Failed, 2);
        Assert.Equal((Now, 1, Page3), (memory.Gap!.From, memory.Gap.Tries, memory.Gap.Next));
        Assert.False(memory.EndsGap(KeysOf("z", "y")));
        Assert.True(memory.EndsGap(KeysOf("b")));
        Assert.Null(Tried(Waiting, Found("zz"), new GapTry(4, null), 2).Gap);
    }

    [Fact]
    public void Filling_a_gap_leaves_one_that_was_given_up_before_it()
    {
        var lost = Tried(Before, Found("z"), new GapTry(0, "The source leads to no older page."), 1);
        Assert.Equal(lost.Gap, Tried(lost, Found("zz"), new GapTry(1, null), 2).Gap);
    }

    [Fact]
    public void Another_address_of_the_source_ends_the_tries_and_not_the_gap()
    {
        var moved = Waiting.For(Rusi with { Address = new Uri("https://rusi.example/other") });
        Assert.Equal((null, Waiting.Gap!.From), (moved.Gap!.Next, moved.Gap.From));
    }

    private static PollMemory Tried(PollMemory before, PollOutcome outcome, GapTry tried, int hour) =>
        before.After(outcome, Now.AddHours(hour), Rusi).Filled(before, tried, 2, Now.AddHours(hour));

    private static PollOutcome.Found Found(params IEnumerable<string> names) =>
        new(new Announcement { Format = "rss", Items = [.. names.Select(ItemOf)] }, Validators.None, ContentHash.Of(names));

    private static IReadOnlyList<IReadOnlyList<ItemKey>> KeysOf(params IEnumerable<string> names) => ItemKey.Of([.. names.Select(ItemOf)]);

    private static Item ItemOf(string name) => new() { Id = name, Link = new Uri($"https://rusi.example/{name}"), Title = $"On {name}" };
}
