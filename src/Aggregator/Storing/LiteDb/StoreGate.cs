using System.Threading.Channels;

namespace Aggregator.Storing.LiteDb;

/// <summary>The one door to the store: a single thread of its own runs every piece of work, in the order it was asked for.</summary>
/// <remarks>LiteDB 5.0.20 breaks under concurrent use, even reads, and binds transactions to the operating system's thread: hence no thread pool.</remarks>
internal sealed class StoreGate : IDisposable
{
    private readonly Channel<Job> _queue;
    private readonly Thread _thread;

    /// <param name="capacity">Pieces of work that may wait; a caller who finds the queue full waits without holding a thread.</param>
    public StoreGate(int capacity = 256)
    {
        _queue = Channel.CreateBounded<Job>(new BoundedChannelOptions(capacity) { SingleReader = true });
        _thread = new Thread(RunAll) { Name = "store", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Runs the work on the store's thread and gives its result, or its exception, to the caller; work cancelled before its turn is skipped.</summary>
    public async Task<T> RunAsync<T>(Func<T> work, CancellationToken stop)
    {
        if (Thread.CurrentThread == _thread)
            throw new InvalidOperationException("Work that runs on the store's thread asked for the store's thread; it would wait for itself.");

        var job = new Job<T>(work);
        try
        {
            await _queue.Writer.WriteAsync(job, stop).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(StoreGate), "The store is closed.");
        }

        using var registration = stop.UnsafeRegister(static (waiting, token) => ((Job)waiting!).Skip(token), job);
        return await job.Outcome.ConfigureAwait(false);
    }

    /// <summary>Finishes what is queued, refuses what comes later, and returns when the thread has ended.</summary>
    public void Dispose()
    {
        if (Thread.CurrentThread == _thread)
            throw new InvalidOperationException("The store's thread cannot close its own gate; it would wait for itself.");

        _queue.Writer.TryComplete();
        _thread.Join();
    }

    private void RunAll()
    {
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (_queue.Reader.TryRead(out var job))
                job.Run();
        }
    }

    /// <summary>One piece of work in the queue.</summary>
    private abstract class Job
    {
        private int _claimed;

        public abstract void Run();

        public abstract void Skip(CancellationToken stop);

        /// <summary>Whoever comes first, the thread or the cancellation, has the job; the other leaves it alone.</summary>
        protected bool Claim() => Interlocked.Exchange(ref _claimed, 1) == 0;
    }

    /// <summary>One piece of work and the promise of its result.</summary>
    private sealed class Job<T>(Func<T> work) : Job
    {
        // Asynchronous: otherwise the caller's code would continue on the store's thread.
        private readonly TaskCompletionSource<T> _promise = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<T> Outcome => _promise.Task;

        public override void Run()
        {
            if (!Claim())
                return;

            try
            {
                _promise.SetResult(work());
            }
            catch (Exception trouble)
            {
                _promise.SetException(trouble);
            }
        }

        public override void Skip(CancellationToken stop)
        {
            if (Claim())
                _promise.SetCanceled(stop);
        }
    }
}
