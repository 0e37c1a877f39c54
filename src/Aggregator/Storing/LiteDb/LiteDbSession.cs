using LiteDB;
using LiteDB.Engine;

namespace Aggregator.Storing.LiteDb;

/// <summary>The store's two files from one opening to the next closing; after a failure it is thrown away whole.</summary>
internal sealed class LiteDbSession : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _folder;
    private readonly DurableDataStream _data;
    private readonly DurableLogStream _log;
    private readonly TempStream _sorting;
    private readonly LiteEngine _engine;

    /// <exception cref="IOException">The files are open elsewhere, cannot be read, or do not belong together.</exception>
    /// <exception cref="LiteException">The data file is not one of ours.</exception>
    public LiteDbSession(string folder, BsonMapper mapper)
    {
        if (OpenMark.IsLogMissing(folder))
            throw new IOException($"{OpenMark.Missing} {LiteDbStore.Advice}");
        _folder = folder;
        var sorting = Path.Combine(folder, "aggregator-sort.tmp");
        File.Delete(sorting);
        _sorting = new TempStream(sorting);
        _data = new DurableDataStream(StorePaths.Data(folder));
        try
        {
            _log = new DurableLogStream(StorePaths.Log(folder), _data, OpenMark.AcknowledgedIn(folder));
            _engine = OpenEngine(folder);
            Database = new LiteDatabase(_engine, mapper);
            SetPragmas();
            Barrier();
            _log.Mark = OpenMark.Set(folder, LogLength);
        }
        catch
        {
            CloseFiles();
            throw;
        }
    }

    public LiteDatabase Database { get; }

    /// <summary>Bytes in the log, all of them to be read again when the store is opened.</summary>
    public long LogLength => _log.Length;

    /// <summary>Pages of the data file as they stand; a checkpoint alone changes them.</summary>
    public long Pages => _data.Length / PageHeader.PageSize;

    /// <summary>Reads pages of the data file as they stand; gives how many bytes there were.</summary>
    public int ReadPages(long first, Span<byte> into) => _data.ReadAsItStands(first * PageHeader.PageSize, into);

    /// <summary>Returns when all that LiteDB committed so far is on disk.</summary>
    /// <exception cref="IOException">It is not, and this session must be abandoned.</exception>
    public void Barrier()
    {
        _log.WaitUntilWritten(LiteDbVersion.LogReach(_engine), Patience);
        _log.Sync();
    }

    /// <summary>The barrier after a commit: also makes sure that the log ends as we understand it.</summary>
    /// <exception cref="InvalidDataException">It does not, and this session must be abandoned.</exception>
    public void BarrierAfterCommit()
    {
        Barrier();
        if (!_log.EndsConfirmed)
            throw new InvalidDataException("LiteDB committed, but its log does not end in a confirmed page.");
        _log.Mark!.Raise(LogLength);
    }

    /// <summary>Moves the log into the data file. May fail at any point without harm to what was committed; the session must then be abandoned.</summary>
    public void Checkpoint()
    {
        Barrier();
        _data.MayChange = true;
        try
        {
            _engine.Checkpoint();
        }
        finally
        {
            _data.MayChange = false;
        }
    }

    /// <summary>Closes after a failure: what was not acknowledged is taken out of the log, so that an exception means "not stored".</summary>
    public void Abandon()
    {
        try
        {
            _log.CutToDurable();
        }
        catch (IOException)
        {
            // Then the transaction may reappear at the next opening, whole; a retry is an upsert.
        }

        Dispose();
    }

    /// <summary>Closes the files; LiteDB does not close streams it was given.</summary>
    public void Dispose()
    {
        try
        {
            Database.Dispose();
            if (LogLength == 0)
                OpenMark.Clear(_folder);
        }
        finally
        {
            CloseFiles();
        }
    }

    private LiteEngine OpenEngine(string folder)
    {
        if (_data.Length < PageHeader.PageSize && _log.Length > 0)
            throw new IOException("The store's data file is missing or empty, but its log is not. Restore aggregator.db and aggregator-log.db together.");

        var isNew = _data.Length < PageHeader.PageSize;
        if (!isNew && !IsOfStore(_data))
            throw new IOException($"its aggregator.db is no store, or its beginning is destroyed. {LiteDbStore.Advice}");
        _data.MayChange = isNew;
        var engine = new LiteEngine(new EngineSettings
        {
            DataStream = _data,
            LogStream = _log,
            TempStream = _sorting,
            Collation = Collation.Binary,
        });
        _data.MayChange = false;
        if (isNew)
            Disk.SyncFolder(folder);

        return engine;
    }

    /// <summary>Asked before LiteDB looks: it trips over a stranger's file in a dozen ways, and crops it before.</summary>
    private static bool IsOfStore(DurableDataStream data)
    {
        var page = new byte[PageHeader.PageSize];
        data.ReadAsItStands(0, page);
        return PageHeader.IsOfStore(page);
    }

    /// <summary>Kept in the file. No automatic checkpoint: it would run inside Commit and make a durable commit look failed.</summary>
    private void SetPragmas()
    {
        Database.CheckpointSize = 0;
        Database.UtcDate = true;
    }

    private void CloseFiles()
    {
        _log?.Mark?.Dispose();
        _log?.Dispose();
        _data.Dispose();
        _sorting.Dispose();
    }
}
