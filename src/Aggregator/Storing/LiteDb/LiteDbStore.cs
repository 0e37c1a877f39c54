using System.Collections.Concurrent;
using LiteDB;

namespace Aggregator.Storing.LiteDb;

/// <summary>The open store: its file behind its gate, and the shape of what is in it.</summary>
internal sealed class LiteDbStore : IDisposable
{
    /// <summary>Goes up with every change of the shape below.</summary>
    public const int Schema = 10;

    /// <summary>Work is added to a transaction until it is as old as this; readers wait for it.</summary>
    private static readonly TimeSpan LongestGroup = TimeSpan.FromMilliseconds(10);

    /// <summary>What to do about a store that cannot be read.</summary>
    public const string Advice = "'aggregator verify' tells what is damaged; 'aggregator rebuild' saves what can be read, 'aggregator restore' puts a backup into another folder. Name another with --data.";

    private readonly LiteDbFile _file;
    private readonly StoreGate _gate;
    private readonly ConcurrentQueue<StoreWrite> _writes = new();

    private LiteDbStore(LiteDbFile file, StoreGate gate) => (_file, _gate) = (file, gate);

    /// <summary>The sentence for a store that a newer program wrote.</summary>
    public static string Newer(string folder, int schema) => $"The store in {folder} was written by a newer Aggregator (schema {schema}; this one knows {Schema}). Use that one, or another --data.";

    /// <summary>Opens the store of a folder. Only the holder of the folder's <see cref="StoreLock"/> may.</summary>
    /// <exception cref="IOException">The files cannot be read, or were written by a newer program.</exception>
    public static async Task<LiteDbStore> OpenAsync(string folder, CancellationToken stop)
    {
        var gate = new StoreGate();
        try
        {
            StoreRebuild.Finish(folder);
            var file = await gate.RunAsync(() => Opened(folder), stop);
            return new LiteDbStore(file, gate);
        }
        catch (Exception e)
        {
            gate.Dispose();
            if (LiteDbFile.ComesFromLiteDb(e) || e is InvalidDataException)
                throw new IOException($"its store is damaged ({Bare(e.Message)}). {Advice}", e);
            throw;
        }
    }

    /// <summary>Runs reading work. What it returns must be read to its end: a list, not a query.</summary>
    public Task<T> ReadAsync<T>(Func<LiteDatabase, T> work, CancellationToken stop) => _gate.RunAsync(() => _file.Read(work), stop);

    /// <summary>Runs work as one transaction: when this returns it is on disk, when it throws nothing of it is stored.</summary>
    public Task<T> TransactAsync<T>(Func<LiteDatabase, T> work, CancellationToken stop) => TransactAsync(work, static _ => { }, stop);

    /// <param name="kept">Runs inside the gate as soon as it is on disk, before any other work.</param>
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

    /// <summary>Why the log could not be moved into the data file the last time; null when it could.</summary>
    public Exception? CheckpointTrouble => _file.CheckpointTrouble;

    /// <summary>Leaves the data file as it is, with all in it that was kept so far, until <see cref="UnpinAsync"/>.</summary>
    /// <param name="read">Reads what is to be known of that moment.</param>
    /// <exception cref="IOException">The log cannot be moved into it.</exception>
    public Task<PinnedFile<T>> PinAsync<T>(Func<LiteDatabase, T> read, CancellationToken stop) => _gate.RunAsync(
        () =>
        {
            var since = TimeProvider.System.GetTimestamp();
            var pages = _file.Pin();
            try
            {
                return new PinnedFile<T>(pages, _file.Read(read), TimeProvider.System.GetElapsedTime(since));
            }
            catch
            {
                _file.Unpin();
                throw;
            }
        },
        stop);

    public Task UnpinAsync(CancellationToken stop) => _gate.RunAsync(() => { _file.Unpin(); return true; }, stop);

    /// <summary>Pages of the data file as they stand; fewer where it ends.</summary>
    public Task<byte[]> ReadPagesAsync(long first, int count, CancellationToken stop) => _gate.RunAsync(
        () =>
        {
            var pages = new byte[count * PageHeader.PageSize];
            var read = _file.ReadPages(first, pages);
            return read == pages.Length ? pages : pages[..read];
        },
        stop);

    /// <summary>What every so many pages of the data file are for, and the names of the collections they may belong to.</summary>
    public async Task<(IReadOnlyDictionary<uint, string> Names, IReadOnlyList<(PageKind Kind, uint Collection)> Pages)> LookAsync(long pages, long step, CancellationToken stop)
    {
        var first = await ReadPagesAsync(0, 1, stop);
        var looks = await _gate.RunAsync(() => Look(pages, step), stop);
        return (RowScan.ReadNames(first), looks);
    }

    public void Dispose()
    {
        // Through the gate, as every other call; this waits for what is queued before it.
        _gate.RunAsync(() => { _file.Dispose(); return true; }, CancellationToken.None).GetAwaiter().GetResult();
        _gate.Dispose();
    }

    private List<(PageKind Kind, uint Collection)> Look(long pages, long step)
    {
        Span<byte> header = stackalloc byte[PageHeader.Size];
        var looks = new List<(PageKind, uint)>();
        for (var number = 0L; number < pages; number += step)
        {
            if (_file.ReadPages(number, header) == header.Length)
                looks.Add((PageHeader.Kind(header), PageHeader.Collection(header)));
        }
        return looks;
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

    private static string Bare(string sentence) => sentence.Replace("The store is damaged: ", "", StringComparison.Ordinal).TrimEnd('.');

    private static LiteDbFile Opened(string folder)
    {
        var file = new LiteDbFile(folder, new BsonMapper());
        try
        {
            var found = file.Read(db => Shape.SchemaOf(db));
            if (found > Schema)
                throw new IOException(Newer(folder, found));
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

/// <summary>A data file that stays as it is.</summary>
/// <param name="Pages">How many pages it has.</param>
/// <param name="Known">What was read of its moment.</param>
/// <param name="Held">How long nothing else could be read or written.</param>
internal sealed record PinnedFile<T>(long Pages, T Known, TimeSpan Held);
