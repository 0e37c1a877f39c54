using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Aggregator.Storing.LiteDb;

/// <summary>Makes the disk have what was written, and tells when it refused.</summary>
/// <remarks>
/// .NET 10 on Linux says nothing when fsync fails: with EIO injected by strace, RandomAccess.FlushToDisk and FileStream.Flush(true) both returned normally.
/// So on Linux we ask the C library ourselves. On macOS .NET does more than fsync, which is what we want there.
/// </remarks>
internal static class Disk
{
    private const int Interrupted = 4;
    private const int ReadOnlyCloseOnExec = 0x80000;

    /// <exception cref="IOException">The disk does not have it. Asking again would lie: the system forgets the pages it could not write.</exception>
    public static void Sync(SafeFileHandle file)
    {
        if (!OperatingSystem.IsLinux())
        {
            RandomAccess.FlushToDisk(file);
            return;
        }

        while (fsync(file) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error != Interrupted)
                throw new IOException($"The disk did not take what was written: {Marshal.GetPInvokeErrorMessage(error)}", error);
        }
    }

    /// <summary>Makes new files findable after a power cut. Only Linux needs and allows it; a file system that refuses keeps its own promises.</summary>
    public static void SyncFolder(string folder)
    {
        if (!OperatingSystem.IsLinux())
            return;

        using var handle = new SafeFileHandle(open(Encoding.UTF8.GetBytes(folder + "\0"), ReadOnlyCloseOnExec), ownsHandle: true);
        if (!handle.IsInvalid)
            _ = fsync(handle);
    }

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int fsync(SafeFileHandle file);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int open(byte[] path, int flags);
}
