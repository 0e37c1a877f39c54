using Aggregator.Downloads;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Aggregator.Fetching;

/// <summary>The ceiling that stands outside every schedule, on a clock of the test's making.</summary>
public sealed class BudgetTests
{
    private static readonly FetchingSettings Settings = new() { Spacing = TimeSpan.Zero, PerHostPerHour = 60, SharedHosts = "hub.example" };
    private static readonly Uri Rusi = new("https://rusi.example/a");

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 2, 24, 9, 0, 0, TimeSpan.Zero));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_client_gone_mad_stays_within_the_budget_of_every_hour()
    {
        using var gate = new HostGate(Settings, _clock);
        var starts = new List<DateTimeOffset>();
        for (var i = 0; i < 60 * 60 * 5; i++)
        {
            using (var turn = await gate.EnterAsync(Rusi, Stop))
                if (turn.Refusal is null)
                    starts.Add(_clock.GetUtcNow());
            _clock.Advance(TimeSpan.FromSeconds(1));
        }
        Assert.Equal(5 * 60, starts.Count);
        // In any hour, not only in those that begin on the hour.
        for (var i = 60; i < starts.Count; i++)
            Assert.True(starts[i] - starts[i - 60] >= TimeSpan.FromHours(1));
    }

    [Theory]
    [InlineData(FetchFailure.Budget, 60, "rusi.example has had its 60 requests of this hour (Fetching:PerHostPerHour); the next may go at 2026-02-24 10:00:00 UTC.")]
    [InlineData(FetchFailure.Throttled, 120, "rusi.example asked to be left alone until 2026-02-24 11:00:00 UTC.")]
    public async Task Whoever_has_to_wait_is_told_why_and_until_when(FetchFailure failure, int minutes, string why)
    {
        using var gate = new HostGate(Settings, _clock);
        if (failure == FetchFailure.Budget)
            await AskAsync(gate, Settings.PerHostPerHour);
        else
            gate.Hold(Rusi, TimeSpan.FromMinutes(minutes));
        // A short wish after a long one does not end it.
        gate.Hold(Rusi, TimeSpan.FromMinutes(1));
        _clock.Advance(TimeSpan.FromMinutes(minutes - 10));
        using (var turn = await gate.EnterAsync(new Uri("https://rusi.example/b"), Stop))
            Assert.Equal((failure, why, TimeSpan.FromMinutes(10)), (turn.Refusal!.Failure, turn.Refusal.Why, turn.Refusal.RetryAfter));
        using (var other = await gate.EnterAsync(new Uri("https://bruegel.example/"), Stop))
            Assert.Null(other.Refusal);
        _clock.Advance(TimeSpan.FromMinutes(10));
        using var next = await gate.EnterAsync(Rusi, Stop);
        Assert.Null(next.Refusal);
    }

    [Fact]
    public async Task Many_at_once_get_no_more_than_one()
    {
        using var gate = new HostGate(Settings, _clock);
        var turns = Enumerable.Range(0, 200).Select(async _ =>
        {
            using var turn = await gate.EnterAsync(Rusi, Stop);
            return turn.Refusal is null;
        });
        Assert.Equal(60, (await Task.WhenAll(turns)).Count(isIn => isIn));
    }

    [Fact]
    public async Task Who_waits_hears_of_a_wish_for_peace()
    {
        using var gate = new HostGate(Settings, _clock);
        var first = await gate.EnterAsync(Rusi, Stop);
        var second = gate.EnterAsync(Rusi, Stop);
        gate.Hold(Rusi, TimeSpan.FromHours(1));
        first.Dispose();
        using var turn = await second;
        Assert.Equal(FetchFailure.Throttled, turn.Refusal?.Failure);
    }

    [Theory]
    [InlineData("https://feeds.feedburner.com/rusi", "https://feeds.feedburner.com/bruegel")]
    [InlineData("https://hub.example/a?x", "https://hub.example/a?y")]
    [InlineData("https://eu.hub.example/a", "https://eu.hub.example/b")]
    public async Task On_a_shared_host_only_the_one_address_is_held(string held, string free)
    {
        using var gate = new HostGate(Settings, _clock);
        gate.Hold(new Uri(held), TimeSpan.FromHours(1));
        using (var turn = await gate.EnterAsync(new Uri(held), Stop))
            Assert.NotNull(turn.Refusal);
        using var other = await gate.EnterAsync(new Uri(free), Stop);
        Assert.Null(other.Refusal);
    }

    [Theory]
    [InlineData(10, 10.0)]
    [InlineData(3600, 60.0)]
    public async Task A_crawl_delay_lengthens_the_pause_up_to_a_minute(int delay, double pause)
    {
        using var gate = new HostGate(Settings, _clock);
        gate.Lengthen(Rusi, TimeSpan.FromSeconds(delay));
        (await gate.EnterAsync(Rusi, Stop)).Dispose();
        var second = gate.EnterAsync(Rusi, Stop);
        _clock.Advance(TimeSpan.FromSeconds(pause) - TimeSpan.FromMilliseconds(1));
        Assert.False(second.IsCompleted);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        (await second).Dispose();
    }

    [Fact]
    public async Task Hosts_that_nobody_asks_any_more_are_forgotten_and_those_that_want_peace_are_not()
    {
        using var gate = new HostGate(Settings, _clock);
        gate.Hold(Rusi, TimeSpan.FromDays(2));
        for (var hour = 0; hour < 10; hour++)
        {
            for (var i = 0; i < 1000; i++)
                (await gate.EnterAsync(new Uri($"https://h{hour}-{i}.example/"), Stop)).Dispose();
            _clock.Advance(TimeSpan.FromHours(1));
        }
        Assert.InRange(gate.Remembered, 1, 2001);
        using var turn = await gate.EnterAsync(Rusi, Stop);
        Assert.NotNull(turn.Refusal);
        Assert.InRange(gate.Remembered, 1, 1001);
    }

    [Fact]
    public async Task Only_an_hour_that_passes_gives_the_budget_back_and_refusals_do_not_count()
    {
        var clock = new JumpingClock();
        using var gate = new HostGate(Settings, clock);
        await AskAsync(gate, 1000);
        clock.Jump = TimeSpan.FromDays(1);
        using (var turn = await gate.EnterAsync(Rusi, Stop))
            Assert.Equal(FetchFailure.Budget, turn.Refusal?.Failure);
        clock.Advance(TimeSpan.FromHours(1));
        using var next = await gate.EnterAsync(Rusi, Stop);
        Assert.Null(next.Refusal);
    }

    private static async Task AskAsync(HostGate gate, int times)
    {
        for (var i = 0; i < times; i++)
            (await gate.EnterAsync(Rusi, Stop)).Dispose();
    }

    /// <summary>A wall clock that somebody sets, over a clock that nobody can.</summary>
    private sealed class JumpingClock : FakeTimeProvider
    {
        public TimeSpan Jump { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Jump;

        public override long GetTimestamp() => base.GetUtcNow().Ticks;
    }
}
