namespace Aggregator.Storing.LiteDb;

/// <summary>LiteDB's log: takes pages as they come and has them on disk when <see cref="Sync"/> returns, one fsync a transaction.</summary>
/// <remarks>
/// Writing never throws. LiteDB writes from a queue of its own, where an exception is lost at best and a deadlock at worst
/// (the queue's thread closes the engine, which waits for the queue's thread). A failed write is kept and told by the barrier; nothing is written after it,
/// so a transaction with a page missing can never get its final page.
/// </remarks>
internal sealed class DurableLogStream : PageStream
{
    private readonly DurableDataStream _data;
    private Exception? _failure;
    private long _written;
    private long _durable;
    private bool _endsConfirmed = true;

    /// <param name="acknowledged">Bytes that must be there, or the file is not what it was.</param>
    /// <exception cref="IOException">They are not; nothing was changed.</exception>
    public DurableLogStream(string path, DurableDataStream data, long acknowledged)
        : base(path, isLog: true)
    {
        _data = data;
        _data.Log = this;
        try
        {
            var end = LogTail.FindEnd(Handle);
            if (end < acknowledged)
                throw new IOException($"{OpenMark.Short(end, acknowledged)} {LiteDbStore.Advice}");
            if (end != RandomAccess.GetLength(Handle))
                RandomAccess.SetLength(Handle, end);

            // The tail may come from a process that died before its fsync. What we are about to show must not vanish later.
            Disk.Sync(Handle);
            _written = _durable = end;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public override long Length => Interlocked.Read(ref _written);

    /// <summary>Says how much of it was acknowledged; it comes when the store is open.</summary>
    public OpenMark? Mark { get; set; }

    /// <summary>True when the last page written ends a transaction.</summary>
    public bool EndsConfirmed
    {
        get
        {
            lock (Bookkeeping)
                return _endsConfirmed;
        }
    }

    /// <summary>LiteDB asks after every page; <see cref="Sync"/> decides.</summary>
    public override void Flush()
    {
    }

    /// <summary>LiteDB empties the log at the end of a checkpoint, so the data file must be on disk before, and the empty log before the next transaction.</summary>
    public override void SetLength(long value)
    {
        _data.Sync();
        lock (Bookkeeping)
        {
            RefuseWhenBroken();
            try
            {
                Mark?.TakeBack();
                RandomAccess.SetLength(Handle, value);
                _written = value;
                _durable = Math.Min(_durable, value);
                _endsConfirmed = true;
                Disk.Sync(Handle);
                _durable = value;
            }
            catch (Exception failure)
            {
                _failure = failure;
                throw;
            }
        }
    }

    /// <summary>Returns when everything up to this length was written by LiteDB's queue, on whatever thread.</summary>
    /// <param name="length">Where LiteDB believes the log to end, in bytes.</param>
    /// <param name="patience">How long no page may arrive before the queue is taken for dead.</param>
    /// <exception cref="IOException">A page could not be written, or none came.</exception>
    public void WaitUntilWritten(long length, TimeSpan patience)
    {
        lock (Bookkeeping)
        {
            while (true)
            {
                RefuseWhenBroken();
                if (_written >= length)
                    return;

                if (!Monitor.Wait(Bookkeeping, patience))
                    throw new IOException($"LiteDB's writer stopped: the log has {_written} of {length} bytes.");
            }
        }
    }

    /// <summary>Returns when everything written is on disk; costs nothing when it already was.</summary>
    public void Sync()
    {
        lock (Bookkeeping)
        {
            RefuseWhenBroken();
            if (_durable == _written)
                return;

            try
            {
                Disk.Sync(Handle);
                _durable = _written;
            }
            catch (Exception failure)
            {
                // Never try again: after a failed fsync Linux forgets the pages, and the next one would succeed without them.
                _failure = failure;
                throw;
            }
        }
    }

    /// <summary>Takes back what was written but never acknowledged, and refuses everything from now on. For the moment before the file is closed.</summary>
    /// <exception cref="IOException">The file could not be cut; the unacknowledged transaction may then reappear when it is opened.</exception>
    public void CutToDurable()
    {
        lock (Bookkeeping)
        {
            _failure ??= new ObjectDisposedException(nameof(DurableLogStream));
            if (RandomAccess.GetLength(Handle) > _durable)
            {
                RandomAccess.SetLength(Handle, _durable);
                Disk.Sync(Handle);
            }
        }
    }

    protected override void RefuseWhenBroken()
    {
        if (_failure is { } failure)
            throw new IOException($"The store's log could not be written: {failure.Message}", failure);
    }

    protected override void WriteAt(long position, ReadOnlySpan<byte> page)
    {
        lock (Bookkeeping)
        {
            if (_failure is null)
            {
                try
                {
                    RandomAccess.Write(Handle, page, position);
                    _endsConfirmed = PageHeader.IsConfirmed(page);
                    _written = Math.Max(_written, position + page.Length);
                }
                catch (Exception failure)
                {
                    _failure = failure;
                }
            }

            Monitor.PulseAll(Bookkeeping);
        }
    }
}
