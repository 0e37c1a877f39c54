using System.Security.Cryptography;

namespace Aggregator.Mailing;

/// <summary>The secret behind the links in letters: made when it is first needed, and kept in the data folder.</summary>
internal static class LinksKey
{
    private const int Length = 32;

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

    /// <summary>Whole or not at all; of two processes that make it at once, both use the first one's.</summary>
    private static void Make(string path)
    {
        var mine = $"{path}.{Path.GetRandomFileName()}";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(mine, options))
        {
            file.Write(RandomNumberGenerator.GetBytes(Length));
            file.Flush(flushToDisk: true);
        }
        try
        {
            File.Move(mine, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(mine);
        }
    }
}
