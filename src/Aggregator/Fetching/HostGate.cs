using System.Collections.Concurrent;

namespace Aggregator.Fetching;

/// <summary>One request in flight per host, and a pause between two starts.</summary>
internal sealed class HostGate(TimeSpan spacing, TimeProvider clock) : IDisposable
{
    private readonly ConcurrentDictionary<string, Host> _hosts = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Waits for its turn; the turn ends when the answer is disposed.</summary>
    public async Task<IDisposable> EnterAsync(Uri address, CancellationToken stop)
    {
        var host = _hosts.GetOrAdd(address.Authority, _ => new Host());
        await host.Turn.WaitAsync(stop);
        try
        {
            var wait = host.NextStart - clock.GetUtcNow();
            if (wait > TimeSpan.Zero)
                // A clock that was set back must not lengthen the pause.
                await Task.Delay(wait < spacing ? wait : spacing, clock, stop);
            host.NextStart = clock.GetUtcNow() + spacing;
            return new Leaving(host.Turn);
        }
        catch
        {
            host.Turn.Release();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var host in _hosts.Values)
            host.Turn.Dispose();
    }

    /// <summary>One host: whose turn it is, and when the next may start.</summary>
    private sealed class Host
    {
        public SemaphoreSlim Turn { get; } = new(1);

        public DateTimeOffset NextStart { get; set; }
    }

    /// <summary>Ends a turn when it is disposed.</summary>
    private sealed class Leaving(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
