using LiteDB;

namespace Aggregator.Storing.LiteDb;

/// <summary>The store's file: what a transaction returned is on disk, what threw is not stored, and the next call finds it open again whatever happened.</summary>
/// <remarks>Not for several threads: every call must come through the <see cref="StoreGate"/>, by the holder of the <see cref="StoreLock"/>.</remarks>
internal sealed class LiteDbFile : IDisposable
{
    private readonly string _folder;
    private readonly BsonMapper _mapper;
    private readonly long _checkpointAt;
    private LiteDbSession? _session;
    private long _nextCheckpoint;
    private bool _isPinned;
    private bool _busy;
    private bool _disposed;

    /// <param name="folder">The data folder; it must exist.</param>
    /// <param name="mapper">How objects become documents.</param>
    /// <param name="checkpointAt">The log's length, in bytes, at which it is moved into the data file.</param>
    /// <exception cref="NotSupportedException">This is not the LiteDB we know.</exception>
    /// <exception cref="IOException">The files are open elsewhere, cannot be read, or do not belong together.</exception>
    public LiteDbFile(string folder, BsonMapper mapper, long checkpointAt = 16 << 20)
    {
        if (LiteDbVersion.Objection() is { } objection)
            throw new NotSupportedException(objection);

        (_folder, _mapper, _checkpointAt, _nextCheckpoint) = (folder, mapper, checkpointAt, checkpointAt);
        _session = new LiteDbSession(folder, mapper);
    }

    /// <summary>How often a failure made the file close and open again.</summary>
    public int Reopenings { get; private set; }

    /// <summary>Why the last checkpoint failed, or null when it did not; nothing is lost by it, but the log keeps growing.</summary>
    public Exception? CheckpointTrouble { get; private set; }

    /// <summary>Bytes in the log, or null while the file is closed after a failure.</summary>
    public long? LogLength => _session?.LogLength;

    /// <summary>Runs the work as one transaction. When this returns it is on disk; when it throws nothing of it is stored.</summary>
    /// <remarks>
    /// The work must not catch LiteDB's exceptions (LiteDB has rolled back by then), return a query that was not read to its end, or drop or rename a collection.
    /// It may run again after a failure, so it should upsert.
    /// </remarks>
    public T Transact<T>(Func<LiteDatabase, T> work)
    {
        using var _ = Enter();
        var session = Open();
        T result;
        try
        {
            if (!session.Database.BeginTrans())
                throw new InvalidOperationException("An earlier transaction was left open on this thread.");

            result = work(session.Database);
            if (!session.Database.Commit())
                throw new InvalidOperationException("LiteDB had rolled the transaction back before its end: the work swallowed an exception.");

            session.BarrierAfterCommit();
        }
        catch (Exception trouble)
        {
            Undo(session, trouble);
            throw;
        }

        CheckpointWhenDue(session);
        return result;
    }

    /// <summary>Runs the work without a transaction. What it returns must be read to its end: a list, not a query.</summary>
    /// <remarks>Also the place for what LiteDB refuses inside a transaction (dropping, renaming): such changes are on disk when this returns.</remarks>
    public T Read<T>(Func<LiteDatabase, T> work)
    {
        using var _ = Enter();
        var session = Open();
        try
        {
            var result = work(session.Database);
            session.Barrier();
            return result;
        }
        catch (Exception trouble) when (IsFatal(trouble))
        {
            Abandon(session);
            throw;
        }
    }

    /// <summary>Moves the log into the data file now: afterwards aggregator.db alone is the whole store until the next transaction.</summary>
    /// <exception cref="IOException">It could not be moved; all stays where it is.</exception>
    public void Checkpoint()
    {
        using var _ = Enter();
        if (_isPinned)
            throw new InvalidOperationException("The data file is being read, and must stay as it is.");
        if (!TryCheckpoint(Open()))
            throw new IOException($"The log could not be moved into the data file: {CheckpointTrouble!.Message}", CheckpointTrouble);
    }

    /// <summary>Moves the log into the data file and leaves that as it is until <see cref="Unpin"/>: its pages are the whole store of this moment, however long they are read. Transactions go on into the log.</summary>
    /// <returns>How many pages there are.</returns>
    public long Pin()
    {
        Checkpoint();
        using var _ = Enter();
        var pages = Open().Pages;
        _isPinned = true;
        return pages;
    }

    public void Unpin() => _isPinned = false;

    /// <summary>Reads pages of the data file as they stand; gives how many bytes there were.</summary>
    public int ReadPages(long first, Span<byte> into)
    {
        using var _ = Enter();
        return Open().ReadPages(first, into);
    }

    /// <summary>Moves the log into the data file if it can, and closes; a log that stays is read at the next opening.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;

        _disposed = true;
        if (_session is { } session && (_isPinned || TryCheckpoint(session)))
            session.Dispose();

        _session = null;
    }

    /// <summary>True for whatever LiteDB throws by itself: on damaged pages also what the framework threw in its midst.</summary>
    public static bool ComesFromLiteDb(Exception trouble) => trouble is LiteException || trouble.Source == "LiteDB";

    private Visit Enter()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_busy)
            throw new InvalidOperationException("The store was called from inside its own work, or by two threads at once.");

        return new Visit(this);
    }

    private LiteDbSession Open()
    {
        if (_session is null)
        {
            _session = new LiteDbSession(_folder, _mapper);
            Reopenings++;
        }

        return _session;
    }

    /// <summary>Rolls back if LiteDB still can; otherwise the session goes, and with it everything not acknowledged.</summary>
    private void Undo(LiteDbSession session, Exception trouble)
    {
        if (IsFatal(trouble) || !TryRollBack(session))
            Abandon(session);
    }

    private static bool TryRollBack(LiteDbSession session)
    {
        try
        {
            if (!session.Database.Rollback())
            {
                // LiteDB has done so itself, and may have committed what came after it, one by one.
                return false;
            }

            session.Barrier();
            return true;
        }
        catch (Exception)
        {
            // The exception that led here is the one to tell.
            return false;
        }
    }

    /// <summary>
    /// A full disk, a failed check (999) or "Maximum number of transactions" leave an instance that never recovers.
    /// A damaged page leaves one with a hole in its cache. Opening is cheap beside being wrong, so anything out of LiteDB counts.
    /// </summary>
    private static bool IsFatal(Exception trouble) => trouble is IOException or InvalidDataException || ComesFromLiteDb(trouble);

    private void CheckpointWhenDue(LiteDbSession session)
    {
        if (!_isPinned && session.LogLength >= _nextCheckpoint)
            TryCheckpoint(session);
    }

    /// <summary>Never throws: the transaction before it is on disk, and its caller must hear that.</summary>
    private bool TryCheckpoint(LiteDbSession session)
    {
        var length = session.LogLength;
        try
        {
            session.Checkpoint();
            CheckpointTrouble = null;
            _nextCheckpoint = _checkpointAt;
            return true;
        }
        catch (Exception trouble)
        {
            CheckpointTrouble = trouble;
            _nextCheckpoint = length + _checkpointAt;
            Abandon(session);
            return false;
        }
    }

    private void Abandon(LiteDbSession session)
    {
        _session = null;
        session.Abandon();
    }

    /// <summary>One call's stay; the file takes one at a time.</summary>
    private readonly struct Visit : IDisposable
    {
        private readonly LiteDbFile _file;

        public Visit(LiteDbFile file)
        {
            _file = file;
            _file._busy = true;
        }

        public void Dispose() => _file._busy = false;
    }
}
