using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Aggregator.Storing.LiteDb;

/// <summary>A file that stands beside the store while it is open, and stays when its program is killed. It says how much of the log was acknowledged: a log that ends before that, or is missing, is a loss.</summary>
/// <remarks>
/// It is written when the log is on disk, and taken back before the log is emptied; only the latter waits for the disk. So whatever a
/// kill or a power cut leaves of it says no more than the log has, and it costs a transaction some microseconds.
/// </remarks>
internal sealed class OpenMark : IDisposable
{
    public const string Missing = "aggregator-log.db is missing, and the store was not closed: what it kept last stood there. If the file is anywhere, put it back beside aggregator.db.";

    /// <summary>The bytes, and once more with all bits turned, so that a damaged mark says nothing.</summary>
    private const int Size = 16;

    private readonly SafeFileHandle _file;
    private long _acknowledged;

    private OpenMark(SafeFileHandle file) => (_file, _acknowledged) = (file, Read(file));

    /// <summary>Asked before the log is opened, which makes one.</summary>
    public static bool IsLogMissing(string folder) => File.Exists(PathOf(folder)) && !File.Exists(StorePaths.Log(folder));

    /// <summary>The sentence for a log that ends too early.</summary>
    public static string Short(long end, long acknowledged) =>
        FormattableString.Invariant($"Of aggregator-log.db {end:N0} of {acknowledged:N0} bytes are left, and the store was not closed: what it kept last stood in the rest. If the whole file is anywhere, put it back beside aggregator.db.");

    /// <summary>How many bytes of the log were acknowledged at least; 0 when that is not known.</summary>
    public static long AcknowledgedIn(string folder)
    {
        if (!File.Exists(PathOf(folder)))
            return 0;
        using var file = Open(folder, FileMode.Open);
        return Read(file);
    }

    /// <summary>To be called when the log is there.</summary>
    /// <param name="acknowledged">Bytes of the log that are on disk.</param>
    public static OpenMark Set(string folder, long acknowledged)
    {
        var isNew = !File.Exists(PathOf(folder));
        var mark = new OpenMark(Open(folder, FileMode.OpenOrCreate));
        mark.Raise(acknowledged);
        if (isNew)
            Disk.SyncFolder(folder);
        return mark;
    }

    /// <summary>To be called when the data file alone is the whole store.</summary>
    public static void Clear(string folder) => File.Delete(PathOf(folder));

    /// <summary>The log is on disk up to here, and ends a transaction there.</summary>
    public void Raise(long acknowledged)
    {
        try
        {
            Write(acknowledged);
        }
        catch (IOException)
        {
            // A full disk, where the file is new. The transaction is safe; the mark only says less than it could.
        }
    }

    /// <summary>The log is about to be emptied.</summary>
    /// <exception cref="IOException">The disk does not have it, and the log must stay.</exception>
    public void TakeBack()
    {
        if (_acknowledged == 0)
            return;
        Write(0);
        Disk.Sync(_file);
    }

    public void Dispose() => _file.Dispose();

    private void Write(long acknowledged)
    {
        Span<byte> bytes = stackalloc byte[Size];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, acknowledged);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], ~acknowledged);
        RandomAccess.Write(_file, bytes, 0);
        _acknowledged = acknowledged;
    }

    private static long Read(SafeFileHandle file)
    {
        Span<byte> bytes = stackalloc byte[Size];
        return RandomAccess.Read(file, bytes, 0) == Size && BinaryPrimitives.ReadInt64LittleEndian(bytes) is var acknowledged && acknowledged == ~BinaryPrimitives.ReadInt64LittleEndian(bytes[8..])
            ? acknowledged
            : 0;
    }

    private static SafeFileHandle Open(string folder, FileMode mode) =>
        File.OpenHandle(PathOf(folder), mode, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);

    private static string PathOf(string folder) => Path.Combine(folder, ".open");
}
