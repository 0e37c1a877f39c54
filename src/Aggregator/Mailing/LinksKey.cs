using System.Security.Cryptography;

namespace Aggregator.Mailing;

/// <summary>The secret behind the links in letters: made when it is first needed, and kept in the data folder.</summary>
internal static class LinksKey
{
    private const int Length = 32;

    /// <summary>Two seconds together: to make it takes some milliseconds.</summary>
    private const int MostWaits = 100;

    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(20);

    /// <exception cref="InvalidDataException">The file is not a key.</exception>
    /// <exception cref="IOException">The file can be neither read nor made.</exception>
    public static byte[] Open(string folder)
    {
        var path = Path.Combine(folder, "links.key");
        if (!File.Exists(path))
            Make(path);
        var key = File.ReadAllBytes(path);
        return key.Length == Length ? key : throw new InvalidDataException($"'{path}' is damaged: it should hold {Length} bytes. Put it back from a backup. Without it the links in letters that were sent are dead; to go on without them, remove the file.");
    }

    /// <summary>Whole or not at all; of several that make it at once, all use the first one's.</summary>
    /// <remarks>Where a file is moved to nobody may stand, but the system looks first and moves then: who makes it takes a turn.</remarks>
    private static void Make(string path)
    {
        using var turn = Turn($"{path}.lock");
        if (File.Exists(path))
            return;
        var mine = $"{path}.{Path.GetRandomFileName()}";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(mine, options))
        {
            file.Write(RandomNumberGenerator.GetBytes(Length));
            file.Flush(flushToDisk: true);
        }
        File.Move(mine, path);
    }

    /// <summary>The right to make it, when whoever had it is done; the system takes it back from who dies.</summary>
    private static FileStream Turn(string path)
    {
        for (var waited = 0; ; waited++)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
            }
            catch (Exception taken) when (waited < MostWaits && (taken is IOException and not DirectoryNotFoundException || (taken is UnauthorizedAccessException && OperatingSystem.IsWindows())))
            {
                Thread.Sleep(Wait);
            }
        }
    }
}
