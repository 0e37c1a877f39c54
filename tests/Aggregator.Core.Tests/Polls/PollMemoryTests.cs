using Aggregator.Downloads;
using Aggregator.Items;
using Aggregator.Sources;
using Xunit;

namespace Aggregator.Polls;

public sealed class PollMemoryTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 7, 0, 0, TimeSpan.Zero);
    private static readonly Validators Old = new("\"old\"", "yesterday");
    private static readonly Validators New = new("\"new\"", null);

    private static readonly Source Hourly = new()
    {
        Id = SourceId.TryParse("rusi", out var id) ? id : default,
        Kind = SourceKind.Feed,
        Address = new Uri("https://rusi.example/feed"),
        Organisation = new Organisation { Name = "RUSI" },
        Every = TimeSpan.FromHours(1),
    };

    private static PollMemory Fresh => new() { Source = Hourly.Id };

    [Fact]
    public void An_answer_is_remembered_with_its_validators_and_items()
    {
        var memory = Fresh.After(Found(New, "a", "b"), Now, Hourly);
        Assert.Equal((New, Now, Now), (memory.Validators, memory.LastPolled, memory.LastGood));
        Assert.InRange(memory.Due, Now.AddMinutes(54), Now.AddMinutes(60));
        Assert.True(Remembers(memory, ItemOf("a")));
        Assert.False(Remembers(memory, ItemOf("c")));
    }

    [Fact]
    public void An_item_that_says_something_else_is_not_remembered()
    {
        var memory = Fresh.After(Found(New, "a"), Now, Hourly);
        Assert.False(Remembers(memory, ItemOf("a") with { Title = "Corrected" }));
    }

    [Fact]
    public void Only_the_last_answer_is_remembered()
    {
        var memory = Fresh.After(Found(Old, "a"), Now, Hourly).After(Found(New, "b"), Now, Hourly);
        Assert.False(Remembers(memory, ItemOf("a")));
        Assert.True(Remembers(memory, ItemOf("b")));
    }

    [Fact]
    public void A_304_without_validators_keeps_the_old_ones()
    {
        var before = Fresh.After(Found(Old, "a"), Now, Hourly);
        var memory = before.After(new PollOutcome.Unchanged(null), Now.AddHours(1), Hourly);
        Assert.Equal(Old, memory.Validators);
        Assert.Equal(before.LastBody, memory.LastBody);
        Assert.True(Remembers(memory, ItemOf("a")));
        Assert.InRange(memory.Due, Now.AddMinutes(114), Now.AddMinutes(120));
    }

    [Fact]
    public void The_same_bytes_with_new_validators_take_the_new_ones() =>
        Assert.Equal(New, Fresh.After(Found(Old, "a"), Now, Hourly).After(new PollOutcome.Unchanged(New), Now, Hourly).Validators);

    [Fact]
    public void A_failure_forgets_nothing_and_says_why()
    {
        var before = Fresh.After(Found(Old, "a"), Now, Hourly);
        var memory = before.After(new PollOutcome.Broken("No."), Now.AddHours(1), Hourly);
        Assert.Equal((Old, before.LastBody, Now), (memory.Validators, memory.LastBody, memory.LastGood));
        Assert.Equal(("No.", 1, Now.AddHours(1)), (memory.Trouble, memory.FailuresInARow, memory.LastPolled));
        Assert.True(Remembers(memory, ItemOf("a")));
    }

    [Fact]
    public void Failures_are_counted_until_an_answer_comes()
    {
        var broken = Enumerable.Range(0, 5).Aggregate(Fresh, (memory, _) => memory.After(new PollOutcome.Broken("No."), Now, Hourly));
        Assert.Equal(5, broken.FailuresInARow);
        Assert.InRange(broken.Due, Now.AddMinutes(160), Now.AddMinutes(200));
        foreach (var good in new PollOutcome[] { Found(New, "a"), new PollOutcome.Unchanged(null) })
        {
            var memory = broken.After(good, Now, Hourly);
            Assert.Equal((0, null), (memory.FailuresInARow, memory.Trouble));
            Assert.InRange(memory.Due, Now.AddMinutes(54), Now.AddMinutes(60));
        }
    }

    [Fact]
    public void What_is_to_be_read_again_is_not_remembered_and_the_source_tells_the_whole_again()
    {
        var before = Fresh.After(Found(Old, "a"), Now, Hourly);
        var keys = ItemKey.Of([ItemOf("b")])[0];
        var memory = before.After(Found(New, "a", "b"), Now, Hourly).TryingAgain(before, new HashSet<ItemKey> { keys[0] });
        Assert.Equal((Old, before.LastBody), (memory.Validators, memory.LastBody));
        Assert.True(Remembers(memory, ItemOf("a")));
        Assert.False(Remembers(memory, ItemOf("b")));
    }

    [Fact]
    public void Another_address_or_other_rules_forget_what_the_old_ones_gave()
    {
        var source = new Source { Id = Fresh.Source, Kind = SourceKind.Page, Address = new Uri("https://rusi.example/a"), Organisation = new Organisation { Name = "RUSI" }, Rules = new PageRules { Item = "li" } };
        var memory = Fresh.For(source).After(Found(Old, "a"), Now, Hourly);
        Assert.Equal(memory, memory.For(source));
        foreach (var other in new[] { source with { Address = new Uri("https://rusi.example/b") }, source with { Rules = new PageRules { Item = "tr" } } })
        {
            var fresh = memory.For(other);
            Assert.Equal((Validators.None, null, 0), (fresh.Validators, fresh.LastBody, fresh.LastAnswer.Count));
        }
    }

    [Fact]
    public void The_same_bytes_are_not_read_again()
    {
        var download = new Download { Body = "not even a feed"u8.ToArray() };
        var memory = Fresh with { LastBody = ContentHash.Of(download.Body.Span) };
        var source = new Source { Id = memory.Source, Kind = SourceKind.Feed, Address = new Uri("https://rusi.example/feed"), Organisation = new Organisation { Name = "RUSI" } };
        Assert.Equal(new PollOutcome.Unchanged(New), PollOutcome.Of(new FetchOutcome.Fetched(download, New), source, memory));
        Assert.IsType<PollOutcome.Broken>(PollOutcome.Of(new FetchOutcome.Fetched(download, New), source, Fresh));
    }

    [Fact]
    public void When_nothing_of_the_last_answer_stands_in_the_new_one_there_is_a_gap_until_it_is_filled()
    {
        var memory = Fresh.After(Found(Old, "a", "b"), Now, Hourly).After(Found(New, "c", "d"), Now.AddHours(1), Hourly);
        Assert.Equal(new Gap(Now, Now.AddHours(1), 2), memory.Gap);
        Assert.Equal(memory.Gap!.Sentence, SourceHealth.Of(memory).Sentence);
        Assert.InRange(memory.Due, Now.AddHours(1) + PollSchedule.Floor, Now.AddHours(1) + (PollSchedule.Floor * 1.1));
        var again = memory.After(Found(New, "e", "f"), Now.AddHours(2), Hourly);
        Assert.Equal((Now, Now.AddHours(2)), (again.Gap!.From, again.Gap.To));
        var filled = again.Filled(again, new GapTry(2, null), 12, Now.AddHours(3));
        Assert.Equal((null, "The gap was filled from 2 older pages."), (filled.Gap, filled.Notes[^1].Sentence));
        Assert.Equal(SourceState.Good, SourceHealth.Of(filled).State);
        Assert.Null(Fresh.After(Found(Old, "a", "b"), Now, Hourly).After(Found(New, "b", "c"), Now, Hourly).Gap);
    }

    [Fact]
    public void What_can_be_tried_instead_is_remembered_with_the_trouble_and_goes_with_it()
    {
        var wall = new PollOutcome.Broken("A wall.") { Failure = FetchFailure.Blocked, Advice = "Go round." };
        Assert.Equal(wall, PollOutcome.Of(new FetchOutcome.Failed(FetchFailure.Blocked, "A wall.") { Advice = "Go round." }, Hourly, Fresh));
        var memory = Fresh.After(wall, Now, Hourly);
        Assert.Equal(("A wall.", "Go round."), SourceHealth.Of(memory) is var health ? (health.Sentence, health.Advice) : default);
        Assert.Null(memory.After(new PollOutcome.Broken("500"), Now, Hourly).Advice);
        Assert.Null(memory.After(Found(New, "a"), Now, Hourly).Advice);
    }

    [Fact]
    public void Validators_are_kept_back_after_fifty_answers_without_a_body_or_a_week()
    {
        var memory = Fresh.After(Found(Old, "a"), Now, Hourly);
        Assert.Equal(Old, memory.ValidatorsToSend(Now.AddDays(6)));
        Assert.Equal(Validators.None, memory.ValidatorsToSend(Now.AddDays(7)));
        var told = Enumerable.Range(0, 50).Aggregate(memory, (known, at) => known.After(new PollOutcome.Unchanged(null), Now.AddMinutes(at), Hourly));
        Assert.Equal(Validators.None, told.ValidatorsToSend(Now.AddHours(1)));
        Assert.Equal(Old, told.After(new PollOutcome.Unchanged(Old), Now.AddHours(1), Hourly).ValidatorsToSend(Now.AddHours(2)));
    }

    [Fact]
    public void Validators_under_which_new_items_come_are_never_sent_again()
    {
        var memory = Fresh.After(Found(Old, "a"), Now, Hourly).After(Found(Old, "a", "b"), Now, Hourly);
        Assert.True(memory.ValidatorsLie);
        Assert.Equal(Validators.None, memory.ValidatorsToSend(Now));
        Assert.False(Fresh.After(Found(Validators.None, "a"), Now, Hourly).After(Found(Validators.None, "a", "b"), Now, Hourly).ValidatorsLie);
    }

    [Fact]
    public void A_source_that_is_gone_three_times_is_retired_and_comes_back()
    {
        var gone = new PollOutcome.Broken("410") { Failure = FetchFailure.Gone };
        var memory = Fresh.After(Found(Old, "a"), Now, Hourly).After(gone, Now, Hourly).After(gone, Now.AddDays(1), Hourly);
        Assert.Null(memory.Retired);
        memory = memory.After(gone, Now.AddDays(3), Hourly);
        Assert.Equal((Now.AddDays(3), SourceState.Gone, Now.AddDays(10)), (memory.Retired, SourceHealth.Of(memory).State, memory.Due));
        Assert.Null(memory.After(Found(New, "a", "b"), Now.AddDays(10), Hourly).Retired);
    }

    [Fact]
    public void Our_own_budget_is_no_failure_of_the_source()
    {
        var memory = Fresh.After(Found(Old, "a"), Now, Hourly).After(new PollOutcome.Broken("The budget is spent.") { Failure = FetchFailure.Budget }, Now, Hourly);
        Assert.Equal((0, SourceState.Good), (memory.FailuresInARow, SourceHealth.Of(memory).State));
        Assert.InRange(memory.Due, Now.AddMinutes(10), Now.AddMinutes(13));
    }

    [Fact]
    public void Polls_alike_share_a_note_and_the_history_stays_short()
    {
        var memory = Enumerable.Range(0, 40).Aggregate(Fresh, (known, at) => known.After(new PollOutcome.Unchanged(null), Now.AddHours(at), Hourly));
        Assert.Equal((40, Now, Now.AddHours(39)), Assert.Single(memory.Notes) is var note ? (note.Times, note.At, note.Until) : default);
        Assert.Equal(60, Enumerable.Range(0, 200).Aggregate(Fresh, (known, at) => known.After(new PollOutcome.Broken($"{at}"), Now, Hourly)).Notes.Count);
    }

    private static Item ItemOf(string name) => new() { Id = name, Link = new Uri($"https://rusi.example/{name}"), Title = $"On {name}" };

    private static PollOutcome.Found Found(Validators validators, params IEnumerable<string> names) =>
        new(new Announcement { Format = "rss", Items = [.. names.Select(ItemOf)] }, validators, ContentHash.Of(names));

    private static bool Remembers(PollMemory memory, Item item) => memory.Remembers(ItemKey.Of([item])[0][0], ItemKey.Fingerprint(item));
}
