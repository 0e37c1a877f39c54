using Aggregator.Digests;
using Xunit;

namespace Aggregator.Storing;

/// <summary>What every ledger promises.</summary>
public abstract class DigestLedgerContract(bool overSocket) : StoreContract(overSocket)
{
    [Fact]
    public async Task A_fresh_ledger_is_empty()
    {
        Assert.Equal(0, await Ledger.LastPlannedAsync("daily", Stop));
        Assert.Empty(await Ledger.OpenAsync(Stop));
    }

    [Fact]
    public async Task A_window_is_planned_once()
    {
        Assert.True(await Ledger.PlanAsync(Row(0, 5), Stop));
        Assert.False(await Ledger.PlanAsync(Row(0, 5) with { Letter = [9], MessageId = "<another>" }, Stop));
        Assert.False(await Ledger.PlanAsync(Row(0, 5) with { Recipient = "ANALYST@localhost" }, Stop));

        var open = Assert.Single(await Ledger.OpenAsync(Stop));
        Assert.Equal(Row(0, 5).MessageId, open.MessageId);
        Assert.Equal(Row(0, 5).Letter, open.Letter);
    }

    [Fact]
    public async Task Another_subscription_window_or_recipient_has_its_own_letter()
    {
        Assert.True(await Ledger.PlanAsync(Row(0, 5), Stop));
        Assert.True(await Ledger.PlanAsync(Row(0, 5) with { Subscription = "weekly" }, Stop));
        Assert.True(await Ledger.PlanAsync(Row(5, 6), Stop));
        Assert.True(await Ledger.PlanAsync(Row(0, 5) with { Recipient = "desk@localhost" }, Stop));

        Assert.Equal(4, (await Ledger.OpenAsync(Stop)).Count);
    }

    [Theory]
    [InlineData("Planned"), InlineData("Sending"), InlineData("Accepted"), InlineData("Refused"), InlineData("Ambiguous")]
    public async Task The_next_window_begins_after_the_last_one_planned_whatever_became_of_it(string state)
    {
        await Ledger.PlanAsync(Row(0, 5), Stop);
        await Ledger.PlanAsync(Row(5, 12), Stop);
        await Ledger.PlanAsync(Row(0, 90) with { Subscription = "weekly" }, Stop);
        await Ledger.MarkAsync(Row(5, 12).Key, Enum.Parse<LetterState>(state), null, Some.Morning, Stop);
        await RestartAsync();

        Assert.Equal(12, await Ledger.LastPlannedAsync("daily", Stop));
        Assert.Equal(90, await Ledger.LastPlannedAsync("weekly", Stop));
    }

    [Fact]
    public async Task Open_letters_are_those_planned_or_being_sent_the_oldest_first()
    {
        foreach (var (day, state) in Enum.GetValues<LetterState>().Reverse().Index())
        {
            var row = Row(day, day + 1) with { Planned = Some.Morning.AddDays(day) };
            await Ledger.PlanAsync(row, Stop);
            await Ledger.MarkAsync(row.Key, state, null, Some.Morning.AddDays(10), Stop);
        }
        await RestartAsync();

        Assert.Equal([LetterState.Sending, LetterState.Planned], (await Ledger.OpenAsync(Stop)).Select(row => row.State));
    }

    [Fact]
    public async Task A_letter_comes_back_byte_for_byte_however_often_it_was_marked()
    {
        var row = Row(0, 5) with { Letter = [.. Enumerable.Range(0, 100_000).Select(number => (byte)number)] };
        await Ledger.PlanAsync(row, Stop);
        await Ledger.MarkAsync(row.Key, LetterState.Sending, null, Some.Morning, Stop);
        await Ledger.MarkAsync(row.Key, LetterState.Planned, "The server said “later”.", Some.Morning.AddHours(1), Stop);
        await RestartAsync();

        Assert.Equivalent(row with { Why = "The server said “later”." }, Assert.Single(await Ledger.OpenAsync(Stop)), strict: true);
    }

    [Fact]
    public async Task Marking_twice_is_marking_once()
    {
        await Ledger.PlanAsync(Row(0, 5), Stop);

        await Ledger.MarkAsync(Row(0, 5).Key, LetterState.Accepted, "there", Some.Morning, Stop);
        await Ledger.MarkAsync(Row(0, 5).Key, LetterState.Accepted, "there", Some.Morning, Stop);

        Assert.Empty(await Ledger.OpenAsync(Stop));
    }

    [Fact]
    public async Task A_letter_that_was_never_planned_cannot_be_marked()
    {
        var trouble = await Assert.ThrowsAnyAsync<Exception>(() => Ledger.MarkAsync("daily|1-5|nobody", LetterState.Accepted, null, Some.Morning, Stop));

        Assert.Contains("The ledger has no letter 'daily|1-5|nobody'.", trouble.Message, StringComparison.Ordinal);
    }

    private static LedgerRow Row(long after, long upTo) => new()
    {
        Subscription = "daily",
        Window = new Window(after, upTo),
        Recipient = "analyst@localhost",
        MessageId = $"<{after}-{upTo}@localhost>",
        Letter = [0, 1, 2, 0xFF, 0x0D, 0x0A],
        Planned = Some.Morning,
    };
}

/// <summary>The ledger in LiteDB, asked by its owner.</summary>
public sealed class LiteDbDigestLedgerTests() : DigestLedgerContract(overSocket: false);

/// <summary>The same, asked over the socket.</summary>
public sealed class RemoteDigestLedgerTests() : DigestLedgerContract(overSocket: true);
