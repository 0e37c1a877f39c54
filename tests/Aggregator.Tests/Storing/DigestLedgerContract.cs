using Aggregator.Digests;
using Xunit;

namespace Aggregator.Storing;

/// <summary>What every ledger promises.</summary>
public abstract class DigestLedgerContract(bool overSocket) : StoreContract(overSocket)
{
    [Fact]
    public async Task A_fresh_ledger_is_empty()
    {
        Assert.Empty(await Ledger.LastWindowsAsync(Stop));
        Assert.Empty(await Ledger.WindowsAsync(null, Stop));
        Assert.Empty(await LettersAsync());
        Assert.Null(await Ledger.LetterAsync("daily|1|analyst@localhost", Stop));
    }

    [Fact]
    public async Task A_window_is_closed_once()
    {
        Assert.True(await PlanAsync(1, 0, 5));
        Assert.False(await PlanAsync(1, 0, 5, letter: [9]));
        Assert.False(await PlanAsync(1, 0, 7, recipient: "ANALYST@localhost"));

        var letter = Assert.Single(await LettersAsync());
        Assert.Equal([0, 1, 2, 0xFF, 0x0D, 0x0A], await Ledger.LetterAsync(letter.Key, Stop));
    }

    [Fact]
    public async Task Windows_of_a_subscription_touch()
    {
        Assert.False(await PlanAsync(2, 0, 5));
        Assert.True(await PlanAsync(1, 0, 5));
        Assert.False(await PlanAsync(2, 4, 8));
        Assert.False(await PlanAsync(2, 6, 8));
        Assert.False(await PlanAsync(3, 5, 8));
        Assert.True(await PlanAsync(2, 5, 8));
        Assert.Equal([1, 2], (await Ledger.WindowsAsync("daily", Stop)).Select(window => window.Span.Number));
    }

    [Fact]
    public async Task An_anchor_may_leave_numbers_out_and_never_goes_back()
    {
        Assert.True(await PlanAsync(1, 0, 5));
        Assert.False(await Ledger.PlanAsync(Window(2, 3, 3) with { Outcome = WindowOutcome.Anchor }, null, Stop));
        Assert.True(await Ledger.PlanAsync(Window(2, 40, 40) with { Outcome = WindowOutcome.Anchor }, null, Stop));
        Assert.True(await PlanAsync(3, 40, 41));
    }

    [Fact]
    public async Task Each_subscription_has_its_own_windows()
    {
        Assert.True(await PlanAsync(1, 0, 5));
        Assert.True(await PlanAsync(1, 0, 90, subscription: "weekly"));
        await RestartAsync();

        Assert.Equal([("daily", 5L), ("weekly", 90L)], (await Ledger.LastWindowsAsync(Stop)).Select(row => (row.Subscription, row.Span.Window.UpTo)).Order());
        Assert.Equal(2, (await Ledger.WindowsAsync(null, Stop)).Count);
    }

    [Fact]
    public async Task A_window_comes_back_as_it_was_closed()
    {
        var window = Window(1, 0, 5) with
        {
            Subscriber = new Subscriber { Address = "a@example.org", Schedules = [new Schedule { Kind = ScheduleKind.Weekly, Weekdays = [DayOfWeek.Friday], Times = [new TimeOnly(8, 0)] }], Interest = new Interest { Topics = ["energy"] } },
            Told = [1, 3],
            OverCap = [4],
            LateCopies = [new LateCopy(5, 2)],
            Note = "A note.",
        };
        await Ledger.PlanAsync(window, null, Stop);
        await RestartAsync();

        Assert.Equivalent(window, Assert.Single(await Ledger.WindowsAsync("daily", Stop)), strict: true);
    }

    [Fact]
    public async Task A_letter_is_found_by_its_message_id()
    {
        await PlanAsync(1, 0, 5);
        var letter = Assert.Single(await LettersAsync());
        Assert.Equal(letter, await Ledger.OfMessageAsync(letter.MessageId, Stop));
        Assert.Null(await Ledger.OfMessageAsync("x" + letter.MessageId, Stop));
    }

    [Fact]
    public async Task Letters_are_found_by_their_states_the_oldest_first()
    {
        foreach (var (day, state) in Enum.GetValues<LetterState>().Reverse().Index())
        {
            await PlanAsync(day + 1, day, day + 1, planned: Some.Morning.AddDays(day));
            await Ledger.MarkAsync(LedgerRow.KeyOf("daily", day + 1, "analyst@localhost"), new LetterMark(state, null, Some.Morning.AddDays(10)), Stop);
        }
        await RestartAsync();

        Assert.Equal([LetterState.Sending, LetterState.Planned], (await Ledger.LettersAsync([LetterState.Planned, LetterState.Sending], Stop)).Select(row => row.State));
        Assert.Equal(5, (await LettersAsync()).Count);
    }

    [Fact]
    public async Task A_letter_is_claimed_by_one()
    {
        await PlanAsync(1, 0, 5);
        var key = LedgerRow.KeyOf("daily", 1, "analyst@localhost");
        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Ledger.ClaimAsync(key, Some.Morning, Stop)));
        Assert.Single(claims, claimed => claimed);
        Assert.Equal((LetterState.Sending, 1), Assert.Single(await LettersAsync()) is var row ? (row.State, row.Tries) : default);
        Assert.False(await Ledger.ClaimAsync("daily|7|nobody", Some.Morning, Stop));
    }

    [Fact]
    public async Task A_letter_comes_back_byte_for_byte_however_often_it_was_marked()
    {
        byte[] letter = [.. Enumerable.Range(0, 100_000).Select(number => (byte)number)];
        await PlanAsync(1, 0, 5, letter: letter);
        var key = LedgerRow.KeyOf("daily", 1, "analyst@localhost");
        await Ledger.ClaimAsync(key, Some.Morning, Stop);
        await Ledger.MarkAsync(key, new LetterMark(LetterState.Planned, "The server said “later”.", Some.Morning.AddHours(1), Some.Morning.AddHours(2)), Stop);
        await RestartAsync();

        Assert.Equal(letter, await Ledger.LetterAsync(key, Stop));
        var row = Assert.Single(await LettersAsync());
        Assert.Equal((LetterState.Planned, "The server said “later”.", Some.Morning.AddHours(2), 1), (row.State, row.Why, row.Next, row.Tries));
    }

    [Fact]
    public async Task Only_what_a_letter_tells_of_and_was_not_refused_counts_as_told()
    {
        for (var number = 1; number <= 9; number++)
            await Ledger.PlanAsync(Window(number, number * 10, number * 10 + 10) with { Told = [number * 10 + 1, number * 10 + 2], Subscriber = new Subscriber { Address = "analyst@localhost" } }, Letter(number), Stop);
        await Ledger.MarkAsync(LedgerRow.KeyOf("daily", 4, "analyst@localhost"), new LetterMark(LetterState.Refused, "No.", Some.Morning), Stop);

        Assert.Equal([11, 92], await Ledger.ToldAsync("daily", [5, 11, 13, 41, 92, 200], Stop));
        Assert.Empty(await Ledger.ToldAsync("weekly", [11], Stop));
    }

    [Fact]
    public async Task A_letter_that_was_never_planned_cannot_be_marked()
    {
        var trouble = await Assert.ThrowsAnyAsync<Exception>(() => Ledger.MarkAsync("daily|1|nobody", new LetterMark(LetterState.Accepted, null, Some.Morning), Stop));

        Assert.Contains("The ledger has no letter 'daily|1|nobody'.", trouble.Message, StringComparison.Ordinal);
    }

    private Task<IReadOnlyList<LedgerRow>> LettersAsync() => Ledger.LettersAsync(Enum.GetValues<LetterState>(), Stop);

    private Task<bool> PlanAsync(int number, long after, long upTo, string subscription = "daily", string recipient = "analyst@localhost", byte[]? letter = null, DateTimeOffset? planned = null)
    {
        var window = Window(number, after, upTo) with { Subscription = subscription };
        var frozen = Letter(number);
        return Ledger.PlanAsync(window, frozen with
        {
            Row = frozen.Row with { Subscription = subscription, Recipient = recipient, Window = window.Span.Window, Planned = planned ?? Some.Morning },
            Message = letter ?? frozen.Message,
        }, Stop);
    }

    private static WindowRow Window(int number, long after, long upTo) => new()
    {
        Subscription = "daily",
        Span = new WindowSpan(number, new Window(after, upTo), null, Some.Morning),
        Outcome = WindowOutcome.Letter,
    };

    private static PlannedLetter Letter(int number) => new(new LedgerRow
    {
        Subscription = "daily",
        Number = number,
        Window = new Window(0, 5),
        Recipient = "analyst@localhost",
        MessageId = $"{number}@localhost",
        Subject = $"Letter {number}",
        Planned = Some.Morning,
        Changed = Some.Morning,
    }, [0, 1, 2, 0xFF, 0x0D, 0x0A]);
}

/// <summary>The ledger in LiteDB, asked by its owner.</summary>
public sealed class LiteDbDigestLedgerTests() : DigestLedgerContract(overSocket: false);

/// <summary>The same, asked over the socket.</summary>
public sealed class RemoteDigestLedgerTests() : DigestLedgerContract(overSocket: true);
