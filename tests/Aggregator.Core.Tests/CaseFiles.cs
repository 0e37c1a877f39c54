using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;
using Xunit.Sdk;

namespace Aggregator;

/// <summary>Finds the case files of a room, beside the tests' sources.</summary>
internal static class CaseFiles
{
    /// <summary>The keys of an expectation that tell what the case is, not what comes of it.</summary>
    private static readonly string[] Given = ["shows", "address", "contentType", "rules"];

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

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

    /// <summary>Asserts that what was found is what the case expects; with ACCEPT=1 the expectation becomes what was found.</summary>
    /// <param name="find">Takes what the case gives: what it shows, an address, rules.</param>
    public static void Check(string room, string name, Func<JsonObject, JsonObject> find)
    {
        var expected = JsonNode.Parse(File.ReadAllText(Expected(room, name)))!.AsObject();
        var whole = new JsonObject(expected.Where(pair => Given.Contains(pair.Key)).Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())));
        foreach (var (key, value) in find(expected))
            whole[key] = value?.DeepClone();
        if (Accepts)
            File.WriteAllText(Expected(room, name), whole.ToJsonString(Readable) + "\n");
        else
            Assert.Equal(expected.ToJsonString(Readable), whole.ToJsonString(Readable));
    }

    public static JsonArray List(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);

    /// <summary>A file of the collected corpora, which lie beside the repository on some machines; null elsewhere.</summary>
    public static string? Corpora(string path)
    {
        for (var folder = new DirectoryInfo(Root).Parent; folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "shared", "corpora", path);
            if (File.Exists(file))
                return file;
        }
        return null;
    }

    /// <summary>The same, for a test that is nothing without it: it is skipped, and says so.</summary>
    public static string CorpusOrSkip(string path) =>
        Corpora(path) ?? throw SkipException.ForSkip($"The corpora are not here: no folder above has shared/corpora/{path}.");

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
