using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Aggregator.Fetching;

public sealed class HostGateTests
{
    private static readonly Uri Rusi = new("https://rusi.example/a");
    private static readonly Uri Bruegel = new("https://bruegel.example/a");

    private readonly WatchedClock _clock = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_request_is_in_flight_per_host()
    {
        using var gate = new HostGate(new FetchingSettings { Spacing = TimeSpan.Zero }, _clock);
        var first = await gate.EnterAsync(Rusi, Stop);
        var second = gate.EnterAsync(new Uri("https://RUSI.example/b?c"), Stop);
        Assert.False(second.IsCompleted);
        first.Dispose();
        (await second).Dispose();
    }

    [Fact]
    public async Task Between_two_starts_lies_a_pause()
    {
        using var gate = new HostGate(new FetchingSettings { Spacing = TimeSpan.FromSeconds(10) }, _clock);
        (await gate.EnterAsync(Rusi, Stop)).Dispose();
        _clock.Advance(TimeSpan.FromSeconds(3));
        var second = gate.EnterAsync(Rusi, Stop);
        // From start to start, not from the end of one to the start of the next.
        Assert.Equal(TimeSpan.FromSeconds(7), await _clock.Waits.ReadAsync(Stop));
        Assert.False(second.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(7));
        (await second).Dispose();
        var third = gate.EnterAsync(Rusi, Stop);
        Assert.Equal(TimeSpan.FromSeconds(10), await _clock.Waits.ReadAsync(Stop));
        _clock.Advance(TimeSpan.FromSeconds(10));
        (await third).Dispose();
    }

    [Fact]
    public async Task A_pause_that_has_passed_is_not_waited_for()
    {
        using var gate = new HostGate(new FetchingSettings { Spacing = TimeSpan.FromSeconds(10) }, _clock);
        (await gate.EnterAsync(Rusi, Stop)).Dispose();
        _clock.Advance(TimeSpan.FromSeconds(10));
        (await gate.EnterAsync(Rusi, Stop)).Dispose();
        Assert.False(_clock.Waits.TryRead(out _));
    }

    [Fact]
    public async Task Hosts_do_not_wait_for_each_other()
    {
        using var gate = new HostGate(new FetchingSettings { Spacing = TimeSpan.FromSeconds(10) }, _clock);
        using var first = await gate.EnterAsync(Rusi, Stop);
        using var second = await gate.EnterAsync(Bruegel, Stop);
        Assert.False(_clock.Waits.TryRead(out _));
    }

    [Fact]
    public async Task A_clock_that_is_set_back_does_not_lengthen_the_pause()
    {
        using var gate = new HostGate(new FetchingSettings { Spacing = TimeSpan.FromSeconds(10) }, _clock);
        (await gate.EnterAsync(Rusi, Stop)).Dispose();
        _clock.AdjustTime(_clock.GetUtcNow().AddHours(-1));
        var second = gate.EnterAsync(Rusi, Stop);
        Assert.Equal(TimeSpan.FromSeconds(10), await _clock.Waits.ReadAsync(Stop));
        _clock.Advance(TimeSpan.FromSeconds(10));
        (await second).Dispose();
    }

    [Fact]
    public async Task Who_stops_waiting_for_the_pause_leaves_the_turn_to_the_next()
    {
        using var gate = new HostGate(new FetchingSettings { Spacing = TimeSpan.FromSeconds(10) }, _clock);
        (await gate.EnterAsync(Rusi, Stop)).Dispose();
        using var leaving = new CancellationTokenSource();
        var second = gate.EnterAsync(Rusi, leaving.Token);
        await _clock.Waits.ReadAsync(Stop);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        _clock.Advance(TimeSpan.FromSeconds(10));
        (await gate.EnterAsync(Rusi, Stop)).Dispose();
    }

    [Fact]
    public async Task Who_stops_waiting_for_another_takes_no_turn()
    {
        using var gate = new HostGate(new FetchingSettings { Spacing = TimeSpan.Zero }, _clock);
        using var leaving = new CancellationTokenSource();
        var first = await gate.EnterAsync(Rusi, Stop);
        var second = gate.EnterAsync(Rusi, leaving.Token);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        first.Dispose();
        (await gate.EnterAsync(Rusi, Stop)).Dispose();
    }

    /// <summary>A clock that tells what it is asked to wait, so that a test knows when somebody waits.</summary>
    private sealed class WatchedClock : FakeTimeProvider
    {
        private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

        public ChannelReader<TimeSpan> Waits => _waits.Reader;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            _waits.Writer.TryWrite(dueTime);
            return timer;
        }
    }
}
