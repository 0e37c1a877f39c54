namespace Aggregator.Mailing;

/// <summary>Keeps letters apart, so that a server is never handed more in a minute than it takes.</summary>
/// <param name="perMinute">Letters in a minute; 0 for as fast as the server answers.</param>
internal sealed class Pace(int perMinute, TimeProvider clock)
{
    private readonly TimeSpan _spacing = perMinute == 0 ? TimeSpan.Zero : TimeSpan.FromMinutes(1) / perMinute;
    private long? _last;

    /// <summary>Waits until the next letter may leave.</summary>
    public async Task WaitAsync(CancellationToken stop)
    {
        // Again and again: a timer may fire a moment early, and another letter may have left meanwhile.
        while (_last is { } last && _spacing - clock.GetElapsedTime(last) is var left && left > TimeSpan.Zero)
            await Task.Delay(left < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : left, clock, stop);
    }

    /// <summary>A letter leaves now.</summary>
    public void Step() => _last = clock.GetTimestamp();
}
