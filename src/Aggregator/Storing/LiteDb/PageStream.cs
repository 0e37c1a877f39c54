using Microsoft.Win32.SafeHandles;

namespace Aggregator.Storing.LiteDb;

/// <summary>One of LiteDB's two files as a stream that nobody else may open, that decides itself when the disk must have it, and that knows its pages again.</summary>
/// <remarks>LiteDB wraps it once for its writer and once for each reader; the wrappers take turns on a lock, except for Length, Flush and SetLength.</remarks>
internal abstract class PageStream : Stream
{
    private readonly SafeFileHandle _handle;
    private readonly string _name;
    private readonly bool _isLog;
    private long _position;

    protected PageStream(string path, bool isLog)
    {
        _handle = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, FileOptions.RandomAccess);
        (_name, _isLog) = (Path.GetFileName(path), isLog);
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Position
    {
        get => _position;
        set => _position = value;
    }

    /// <summary>Guards the file's bookkeeping, and is waited on; not the stream itself, which LiteDB locks while it writes.</summary>
    protected object Bookkeeping { get; } = new();

    protected SafeFileHandle Handle => _handle;

    public override long Seek(long offset, SeekOrigin origin) => _position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => Length + offset,
    };

    /// <exception cref="InvalidDataException">The page is not what was written.</exception>
    public override int Read(byte[] buffer, int offset, int count)
    {
        RefuseWhenBroken();
        var page = buffer.AsSpan(offset, count);
        var (read, number) = (ReadAsItStands(_position, page), _position / PageHeader.PageSize);
        // LiteDB reads whole pages and does not look how much came: it would take what stood in its memory before for the page.
        if (count == PageHeader.PageSize && (read < count || !PageSum.Unseal(page, number, _isLog)))
            throw new InvalidDataException($"The store is damaged: page {number} of {_name} {(read < count ? "is missing" : "is not what was written")}.");
        _position += read;
        return read;
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        if (count != PageHeader.PageSize || _position % PageHeader.PageSize != 0)
            throw new InvalidOperationException("LiteDB wrote something that is not a page.");
        // A copy: the buffer is LiteDB's cache.
        Span<byte> page = stackalloc byte[PageHeader.PageSize];
        buffer.AsSpan(offset, count).CopyTo(page);
        PageSum.Seal(page, _position / PageHeader.PageSize, _isLog);
        WriteAt(_position, page);
        _position += count;
    }

    /// <summary>Reads without asking whether it is what was written; gives how much there was.</summary>
    public int ReadAsItStands(long position, Span<byte> into)
    {
        var filled = 0;
        while (filled < into.Length && RandomAccess.Read(_handle, into[filled..], position + filled) is > 0 and var read)
            filled += read;
        return filled;
    }

    /// <summary>Throws when what would be read is not what was written.</summary>
    protected abstract void RefuseWhenBroken();

    protected abstract void WriteAt(long position, ReadOnlySpan<byte> page);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _handle.Dispose();

        base.Dispose(disposing);
    }
}
