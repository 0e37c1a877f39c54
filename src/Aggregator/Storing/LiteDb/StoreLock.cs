using System.Diagnostics;
using System.Globalization;

namespace Aggregator.Storing.LiteDb;

/// <summary>The right to open the store in a folder; one process has it at a time, and the operating system takes it back when the process dies.</summary>
internal sealed class StoreLock : IDisposable
{
    private const int WindowsSharingViolation = unchecked((int)0x80070020);
    private const int WindowsLockViolation = unchecked((int)0x80070021);
    private const int LinuxWouldBlock = 11;
    private const int MacWouldBlock = 35;

    // Static on purpose: as an unused local the lock was collected in Release builds and silently vanished.
    private static readonly HashSet<StoreLock> Held = [];

    private readonly FileStream _file;
    private readonly string _folder;

    private StoreLock(FileStream file, string folder) => (_file, _folder) = (file, folder);

    /// <summary>Takes the lock, or gives null when somebody else holds it. A folder that is missing or cannot be written throws what the file system said.</summary>
    /// <param name="folder">The data folder; it must exist.</param>
    /// <param name="verb">What this process is doing, for <see cref="WhoHolds"/>: "run".</param>
    public static StoreLock? TryTake(string folder, string? verb = null)
    {
        FileStream file;
        try
        {
            file = new FileStream(Path.Combine(folder, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException refused) when (IsHeldByAnother(refused))
        {
            return null;
        }

        var taken = new StoreLock(file, folder);
        lock (Held)
            Held.Add(taken);

        taken.SignIn(verb);
        return taken;
    }

    /// <summary>Who holds the lock, "process 1234 (run)", or null when that is unknown. A hint for people, never a decision.</summary>
    public static string? WhoHolds(string folder)
    {
        try
        {
            var words = File.ReadAllText(OwnerPath(folder)).Trim().Split(' ', 2);
            if (!int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id) || !IsAlive(id))
                return null;

            return words.Length == 2 ? $"process {id} ({words[1]})" : $"process {id}";
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Gives the lock back.</summary>
    public void Dispose()
    {
        lock (Held)
        {
            if (!Held.Remove(this))
                return;
        }

        Courtesy(() => File.Delete(OwnerPath(_folder)));
        _file.Dispose();
    }

    /// <summary>A separate file, because on Windows nobody else can read a locked one.</summary>
    private void SignIn(string? verb)
    {
        var line = verb is null ? $"{Environment.ProcessId}" : $"{Environment.ProcessId} {verb}";
        Courtesy(() => File.WriteAllText(OwnerPath(_folder), line));
    }

    /// <summary>The name plate must not cost us the lock: a full disk is no reason not to run.</summary>
    private static void Courtesy(Action write)
    {
        try
        {
            write();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            Debug.WriteLine(refused.Message);
        }
    }

    // FileNotFound, DirectoryNotFound, PathTooLong and a read-only or full file system have other codes and go to the caller.
    private static bool IsHeldByAnother(IOException refused) => OperatingSystem.IsWindows()
        ? refused.HResult is WindowsSharingViolation or WindowsLockViolation
        : refused.HResult == (OperatingSystem.IsMacOS() ? MacWouldBlock : LinuxWouldBlock);

    private static bool IsAlive(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static string OwnerPath(string folder) => Path.Combine(folder, ".owner");
}
