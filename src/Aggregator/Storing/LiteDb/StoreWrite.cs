using LiteDB;

namespace Aggregator.Storing.LiteDb;

/// <summary>Writing work that waits for its transaction.</summary>
internal abstract class StoreWrite
{
    private int _claimed;

    /// <summary>Whoever comes first, the transaction or the cancellation, has it; the other leaves it alone.</summary>
    public bool Claim() => Interlocked.Exchange(ref _claimed, 1) == 0;

    /// <summary>Runs the work, perhaps a second time: its result counts when it is kept.</summary>
    public abstract bool Run(LiteDatabase db);

    /// <summary>It is on disk: the caller hears so.</summary>
    public abstract void Keep();

    public abstract void Fail(Exception trouble);

    public abstract void Skip(CancellationToken stop);
}

/// <summary>Writing work and the promise of its result.</summary>
internal sealed class StoreWrite<T>(Func<LiteDatabase, T> work, Action<T> kept) : StoreWrite
{
    // Asynchronous: otherwise the caller's code would continue inside the gate.
    private readonly TaskCompletionSource<T> _promise = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Outcome => _promise.Task;

    public override bool Run(LiteDatabase db)
    {
        _result = work(db);
        return true;
    }

    public override void Keep()
    {
        kept(_result!);
        _promise.SetResult(_result!);
    }

    public override void Fail(Exception trouble) => _promise.SetException(trouble);

    public override void Skip(CancellationToken stop)
    {
        if (Claim())
            _promise.SetCanceled(stop);
    }
}
