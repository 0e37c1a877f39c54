using System.Collections.Concurrent;
using LiteDB;

namespace Aggregator.Storing.LiteDb;

/// <summary>The open store: its file behind its gate, and the shape of what is in it.</summary>
internal sealed class LiteDbStore : IDisposable
{
    /// <summary>Goes up with every change of the shape below.</summary>
    private const int Schema = 6;

    /// <summary>Work is added to a transaction until it is as old as this; readers wait for it.</summary>
    private static readonly TimeSpan LongestGroup = TimeSpan.FromMilliseconds(10);

    private readonly LiteDbFile _file;
    private readonly StoreGate _gate;
    private readonly ConcurrentQueue<StoreWrite> _writes = new();

    private LiteDbStore(LiteDbFile file, StoreGate gate) => (_file, _gate) = (file, gate);

    /// <summary>Opens the store of a folder. Only the holder of the folder's <see cref="StoreLock"/> may.</summary>
    /// <exception cref="IOException">The files cannot be read, or were written by a newer program.</exception>
    public static async Task<LiteDbStore> OpenAsync(string folder, CancellationToken stop)
    {
        var gate = new StoreGate();
        try
        {
            var file = await gate.RunAsync(() => Opened(folder), stop);
            return new LiteDbStore(file, gate);
        }
        catch (Exception e)
        {
            gate.Dispose();
            if (LiteDbFile.ComesFromLiteDb(e))
                throw new IOException($"its aggregator.db is damaged ({e.Message.TrimEnd('.')}). Restore it from a backup, or name another folder with --data.", e);
            throw;
        }
    }

    /// <summary>Runs reading work. What it returns must be read to its end: a list, not a query.</summary>
    public Task<T> ReadAsync<T>(Func<LiteDatabase, T> work, CancellationToken stop) => _gate.RunAsync(() => _file.Read(work), stop);

    /// <summary>Runs work as one transaction: when this returns it is on disk, when it throws nothing of it is stored.</summary>
    public Task<T> TransactAsync<T>(Func<LiteDatabase, T> work, CancellationToken stop) => TransactAsync(work, static _ => { }, stop);

    /// <param name="kept">Runs on the store's thread as soon as it is on disk, before any other work.</param>
    public async Task<T> TransactAsync<T>(Func<LiteDatabase, T> work, Action<T> kept, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var write = new StoreWrite<T>(work, kept);
        _writes.Enqueue(write);
        using var registration = stop.UnsafeRegister(static (waiting, token) => ((StoreWrite)waiting!).Skip(token), write);
        // Whoever has the first turn commits for all who wait: a transaction and its fsync cost twenty times what is written in it.
        var turn = _gate.RunAsync(CommitWaiting, CancellationToken.None);
        try
        {
            if (await Task.WhenAny(write.Outcome, turn) == turn)
                await turn;
        }
        catch (Exception) when (write.Claim())
        {
            // No transaction could be begun. It is told, so it must not be done later.
            throw;
        }
        return await write.Outcome;
    }

    public void Dispose()
    {
        // On the store's own thread, as every other call; this waits for what is queued before it.
        _gate.RunAsync(() => { _file.Dispose(); return true; }, CancellationToken.None).GetAwaiter().GetResult();
        _gate.Dispose();
    }

    private bool CommitWaiting()
    {
        var group = new List<StoreWrite>();
        if (_writes.IsEmpty)
            return true;
        try
        {
            _file.Transact(db => RunWaiting(db, group));
        }
        catch (Exception e) when (group.Count > 0)
        {
            if (group.Count == 1)
                group[0].Fail(e);
            else
                // One of them spoils it for all: each for itself, then.
                group.ForEach(CommitAlone);
            return true;
        }
        group.ForEach(write => write.Keep());
        return true;
    }

    private bool RunWaiting(LiteDatabase db, List<StoreWrite> group)
    {
        var since = TimeProvider.System.GetTimestamp();
        do
        {
            if (!_writes.TryDequeue(out var write))
                break;
            if (!write.Claim())
                continue;
            group.Add(write);
            write.Run(db);
        }
        while (TimeProvider.System.GetElapsedTime(since) < LongestGroup);
        return true;
    }

    private void CommitAlone(StoreWrite write)
    {
        try
        {
            _file.Transact(write.Run);
            write.Keep();
        }
        catch (Exception e)
        {
            write.Fail(e);
        }
    }

    private static LiteDbFile Opened(string folder)
    {
        var file = new LiteDbFile(folder, new BsonMapper());
        try
        {
            var found = file.Read(db => Shape.SchemaOf(db));
            if (found > Schema)
                throw new IOException($"The store in {folder} was written by a newer Aggregator (schema {found}; this one knows {Schema}). Use that one, or another --data.");
            if (found < Schema)
                file.Transact(db => Shape.Create(db, Schema));
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
