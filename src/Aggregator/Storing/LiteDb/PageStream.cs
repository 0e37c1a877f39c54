using Microsoft.Win32.SafeHandles;

namespace Aggregator.Storing.LiteDb;

/// <summary>One of LiteDB's two files as a stream that nobody else may open and that decides itself when the disk must have it.</summary>
/// <remarks>LiteDB wraps it once for its writer and once for each reader; the wrappers take turns on a lock, except for Length, Flush and SetLength.</remarks>
internal abstract class PageStream : Stream
{
    private readonly SafeFileHandle _handle;
    private long _position;

    protected PageStream(string path) =>
        _handle = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, FileOptions.RandomAccess);

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

    public override int Read(byte[] buffer, int offset, int count)
    {
        RefuseWhenBroken();
        var read = RandomAccess.Read(_handle, buffer.AsSpan(offset, count), _position);
        _position += read;
        return read;
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        WriteAt(_position, buffer.AsSpan(offset, count));
        _position += count;
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
