namespace Aggregator.Storing.LiteDb;

/// <summary>LiteDB's data file: written only by a checkpoint we asked for, after the log is on disk, and on disk before the log is emptied.</summary>
internal sealed class DurableDataStream(string path) : PageStream(path, isLog: false)
{
    private bool _dirty;

    /// <summary>The log that must be on disk before a data page is overwritten; it introduces itself.</summary>
    public DurableLogStream? Log { get; set; }

    /// <summary>True while data pages may change: when the file is created, and inside a checkpoint of ours.</summary>
    public bool MayChange { get; set; }

    public override long Length => RandomAccess.GetLength(Handle);

    /// <summary>LiteDB asks once after creating the file and once at the end of a checkpoint.</summary>
    public override void Flush() => Sync();

    /// <summary>LiteDB crops a page that a crash left half written.</summary>
    public override void SetLength(long value)
    {
        lock (Bookkeeping)
        {
            _dirty = true;
            RandomAccess.SetLength(Handle, value);
        }
    }

    /// <summary>Returns when everything written is on disk; costs nothing when it already was.</summary>
    public void Sync()
    {
        lock (Bookkeeping)
        {
            if (_dirty)
            {
                // After a failed fsync the flag stays, and the owner closes the file: the log still has everything.
                Disk.Sync(Handle);
                _dirty = false;
            }
        }
    }

    protected override void RefuseWhenBroken()
    {
    }

    protected override void WriteAt(long position, ReadOnlySpan<byte> page)
    {
        if (!MayChange)
        {
            // An engine closing on an internal error marks the header page, at a moment that nobody synced.
            // Not an IOException: LiteDB would repeat those for a minute.
            throw new InvalidOperationException("LiteDB wrote to the data file outside a checkpoint.");
        }

        lock (Bookkeeping)
        {
            if (!_dirty)
            {
                Log?.Sync();
                _dirty = true;
            }

            RandomAccess.Write(Handle, page, position);
        }
    }
}
