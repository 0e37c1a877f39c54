namespace Aggregator.Storing.LiteDb;

/// <summary>The one door to the store: one piece of work at a time, in the order they were asked for.</summary>
/// <remarks>
/// LiteDB 5.0.20 breaks under concurrent use, even reads, and binds transactions to the operating system's thread: a piece of work begins and ends on one thread,
/// its caller's. A thread for the store alone would do the same; handing work over and results back took as long as reading five articles.
/// </remarks>
internal sealed class StoreGate : IDisposable
{
    private readonly SemaphoreSlim _door = new(1, 1);
    private int _inside;
    private bool _isClosed;

    /// <summary>Runs the work when it is its turn; work cancelled before that never runs.</summary>
    /// <exception cref="ObjectDisposedException">The store is closed.</exception>
    public async Task<T> RunAsync<T>(Func<T> work, CancellationToken stop)
    {
        RefuseInside();
        await _door.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            if (_isClosed)
                throw new ObjectDisposedException(nameof(StoreGate), "The store is closed.");
            Volatile.Write(ref _inside, Environment.CurrentManagedThreadId);
            return work();
        }
        finally
        {
            Volatile.Write(ref _inside, 0);
            _door.Release();
        }
    }

    /// <summary>Returns when what was asked for before is done; refuses what comes later.</summary>
    public void Dispose()
    {
        RefuseInside();
        // Not the waiting that blocks: it would pass those who wait already.
        _door.WaitAsync().GetAwaiter().GetResult();
        _isClosed = true;
        _door.Release();
    }

    private void RefuseInside()
    {
        if (Volatile.Read(ref _inside) == Environment.CurrentManagedThreadId)
            throw new InvalidOperationException("Work that is inside the store's gate asked for its turn there; it would wait for itself.");
    }
}
