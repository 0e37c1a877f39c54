using Aggregator.Sources;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Aggregator.Polling;

/// <summary>The worker's ticks: who is polled, when, and how many at once.</summary>
public sealed class DuePollsTests : IAsyncLifetime
{
    private PollingHouse _house = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private FakeTimeProvider Clock => _house.Clock;

    public async ValueTask InitializeAsync() => _house = await PollingHouse.OpenAsync(new PollingSettings { Concurrency = 3 });

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task What_was_never_polled_is_due_and_then_again_after_its_interval()
    {
        var worker = _house.Worker(Sources(5));
        Assert.Equal(5, await TickAsync(worker));
        Assert.Equal(0, await TickAsync(worker));
        Clock.Advance(TimeSpan.FromMinutes(50));
        Assert.Equal(0, await TickAsync(worker));
        Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(5, await TickAsync(worker));
    }

    [Fact]
    public async Task A_source_that_nobody_watches_any_more_is_not_polled()
    {
        await TickAsync(_house.Worker(Sources(3)));
        Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(2, await TickAsync(_house.Worker(Sources(2))));
    }

    [Fact]
    public async Task A_slow_source_holds_up_no_other_and_is_not_polled_twice_at_once()
    {
        await using var slow = await TestWeb.StartAsync(Stop);
        var hold = slow.HoldBack("/feed");
        var worker = _house.Worker([SourceOf("slow") with { Address = slow.At("/feed") }, .. Sources(4)]);
        await worker.StartDueAsync(Stop);
        await hold.Asked;
        await OthersAsync();
        for (var hour = 1; hour <= 3; hour++)
        {
            Clock.Advance(TimeSpan.FromHours(1));
            await worker.StartDueAsync(Stop);
            await OthersAsync();
            Assert.Equal(4 * (hour + 1), _house.Web.Asked.Count);
        }
        Assert.Single(slow.Asked);
        hold.Release();
        await _house.Round.EndedAsync(Stop);
        // Its answer came just now: it is due an hour later, like any other.
        Assert.Equal(0, await TickAsync(worker));

        Task OthersAsync() => Task.WhenAll(Sources(4).Select(source => _house.EndedAsync(source)));
    }

    [Fact]
    public async Task A_clock_set_forward_by_a_year_makes_each_due_once_and_no_more_at_once_than_usual()
    {
        var worker = _house.Worker(Sources(12));
        await TickAsync(worker);
        var (now, most) = (0, 0);
        _house.Web.On("/feed", async context =>
        {
            InterlockedMax(ref most, Interlocked.Increment(ref now));
            await Task.Yield();
            Interlocked.Decrement(ref now);
            context.Response.StatusCode = 404;
        });
        Clock.AdjustTime(Clock.GetUtcNow().AddYears(1));
        Assert.Equal(12, await TickAsync(worker));
        Assert.Equal(0, await TickAsync(worker));
        Assert.InRange(most, 1, 3);
    }

    [Theory]
    [InlineData(10, 0)]
    [InlineData(365 * 24 * 60, 3)]
    public async Task A_clock_set_back_lets_no_source_wait_longer_than_its_interval(int minutes, int atOnce)
    {
        var worker = _house.Worker(Sources(3));
        await TickAsync(worker);
        Clock.Advance(TimeSpan.FromMinutes(30));
        Clock.AdjustTime(Clock.GetUtcNow().AddMinutes(-minutes));
        Assert.Equal(atOnce, await TickAsync(worker));
        Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(3, await TickAsync(worker));
    }

    [Fact]
    public async Task It_ticks_by_time_that_passes_and_ends_with_what_is_finished_kept()
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        await using var slow = await TestWeb.StartAsync(Stop);
        slow.On("/feed", context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        var sources = Sources(2);
        _house.Web.On("/feed", _house.Feed("a"));
        var first = _house.Web.MoreRequests(4);
        var running = _house.Worker([SourceOf("slow") with { Address = slow.At("/feed") }, .. sources]).RunAsync(stopping.Token);
        await first;
        await Task.WhenAll(sources.Select(source => _house.EndedAsync(source)));
        Clock.AdjustTime(Clock.GetUtcNow().AddYears(-1));
        var second = _house.Web.MoreRequests(2);
        Clock.Advance(TimeSpan.FromSeconds(5));
        await second;
        await stopping.CancelAsync();
        await running;
        Assert.Equal(2, (await _house.KeptAsync()).Count);
        Assert.Empty(_house.Round.Claimed);
    }

    [Fact]
    public async Task A_store_in_trouble_costs_a_tick_and_not_the_worker()
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        _house.Book.Trouble = new IOException("No space left on device.");
        var running = _house.Worker(Sources(1)).RunAsync(stopping.Token);
        var asked = _house.Web.MoreRequests(1);
        while (!asked.IsCompleted)
        {
            Clock.Advance(TimeSpan.FromSeconds(5));
            await Task.Yield();
        }
        await stopping.CancelAsync();
        await running;
    }

    /// <summary>How many were polled by a tick.</summary>
    private async Task<int> TickAsync(DuePolls worker)
    {
        var before = _house.Web.Asked.Count;
        await worker.StartDueAsync(Stop);
        await _house.Round.EndedAsync(Stop);
        return _house.Web.Asked.Count - before;
    }

    private List<Source> Sources(int count)
    {
        _house.Web.On("/feed", _house.Feed());
        return [.. Enumerable.Range(1, count).Select(number => SourceOf($"s{number}"))];
    }

    private Source SourceOf(string name) => _house.SourceAt("/feed", name);

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); seen < value; seen = Volatile.Read(ref most))
            Interlocked.CompareExchange(ref most, value, seen);
    }
}
