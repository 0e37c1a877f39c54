namespace Aggregator.Storing.LiteDb;

/// <summary>Where the parts of a store stand in its folder.</summary>
internal static class StorePaths
{
    public static string Data(string folder) => Path.Combine(folder, "aggregator.db");

    public static string Log(string folder) => Path.Combine(folder, "aggregator-log.db");

    /// <summary>The folder of the search index.</summary>
    public static string Index(string folder) => Path.Combine(folder, "index");

    /// <summary>The folder of a store that was rebuilt, whole, and is to take this one's place.</summary>
    public static string Rebuilt(string folder) => Path.Combine(folder, "rebuild");
}
