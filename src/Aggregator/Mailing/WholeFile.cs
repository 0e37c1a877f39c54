namespace Aggregator.Mailing;

/// <summary>A file that is there whole or not at all: whoever looks into its folder never sees half of it.</summary>
internal static class WholeFile
{
    /// <summary>Returns when the file is on disk; it takes the place of one of the same name.</summary>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using (var file = new FileStream(path + ".part", FileMode.Create, FileAccess.Write))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }
        File.Move(path + ".part", path, overwrite: true);
    }
}
