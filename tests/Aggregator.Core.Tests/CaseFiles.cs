namespace Aggregator;

/// <summary>Finds the case files of a room, beside the tests' sources.</summary>
internal static class CaseFiles
{
    public static string Root { get; } = Find();

    public static string Cases { get; } = Path.Combine(Root, "tests", "Aggregator.Core.Tests", "cases");

    /// <summary>True when ACCEPT=1: then expectations are rewritten, and the diff is what review reads.</summary>
    public static bool Accepts => Environment.GetEnvironmentVariable("ACCEPT") == "1";

    /// <summary>The names of a room's cases, without endings.</summary>
    public static IEnumerable<string> Names(string room) =>
        Directory.EnumerateFiles(Path.Combine(Cases, room), "*.expected.json").Select(file => Path.GetFileName(file)[..^".expected.json".Length]).Order(StringComparer.Ordinal);

    /// <summary>The document of a case.</summary>
    public static string Document(string room, string name) =>
        Directory.EnumerateFiles(Path.Combine(Cases, room), name + ".*").Single(file => !file.EndsWith(".expected.json", StringComparison.Ordinal));

    public static string Expected(string room, string name) => Path.Combine(Cases, room, name + ".expected.json");

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Aggregator.sln")))
                return folder.FullName;
        }
        throw new DirectoryNotFoundException("The tests run from within the repository: Aggregator.sln stands in no folder above.");
    }
}
