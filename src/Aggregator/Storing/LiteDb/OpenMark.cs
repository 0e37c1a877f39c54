namespace Aggregator.Storing.LiteDb;

/// <summary>A file that stands beside the store while it is open, and stays when its program is killed: then what was kept last is in the log, and a log that is missing is a loss.</summary>
internal static class OpenMark
{
    public const string Loss = "aggregator-log.db is missing, and the store was not closed: what it kept last stood there. If the file is anywhere, put it back beside aggregator.db.";

    /// <summary>Asked before the log is opened, which makes one.</summary>
    public static bool IsLogLost(string folder) => File.Exists(PathOf(folder)) && !File.Exists(Path.Combine(folder, "aggregator-log.db"));

    /// <summary>To be called when the log is there.</summary>
    public static void Set(string folder)
    {
        if (File.Exists(PathOf(folder)))
            return;
        File.Create(PathOf(folder)).Dispose();
        Disk.SyncFolder(folder);
    }

    /// <summary>To be called when the data file alone is the whole store.</summary>
    public static void Clear(string folder) => File.Delete(PathOf(folder));

    private static string PathOf(string folder) => Path.Combine(folder, ".open");
}
