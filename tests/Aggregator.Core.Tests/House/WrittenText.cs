using System.Text.RegularExpressions;

namespace Aggregator.House;

/// <summary>A method as it stands in its file.</summary>
/// <param name="Place">File and line, as an editor takes them.</param>
internal sealed record WrittenMethod(string Name, string Place, int Lines);

/// <summary>A type's declaration as it stands in its file.</summary>
/// <param name="Summary">The words of its summary; null when there is none.</param>
/// <param name="IsCase">True for a nested case of an outcome: its name and its parameters say what it is.</param>
internal sealed record WrittenType(string Name, string Place, string? Summary, bool IsCase);

/// <summary>The sources as text, read by their layout: <c>dotnet format</c> keeps it.</summary>
internal static partial class WrittenText
{
    /// <summary>The source files of both projects, without what the compiler wrote.</summary>
    public static IReadOnlyList<string> Files { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(CaseFiles.Root, "src"), "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".cs" or ".razor")
            .Where(file => !Parts(file).Any(part => part is "bin" or "obj" or "Samples"))
            .Order(StringComparer.Ordinal)];

    /// <summary>The file's path below the repository, as <c>src/Aggregator/Commands/Help.cs</c>.</summary>
    public static string Relative(string file) => Path.GetRelativePath(CaseFiles.Root, file).Replace('\\', '/');

    public static string[] Parts(string file) => Relative(file).Split('/');

    public static IEnumerable<WrittenMethod> Methods(string file)
    {
        var lines = File.ReadAllLines(file);
        for (var at = 0; at < lines.Length; at++)
        {
            if (Method().Match(lines[at]) is not { Success: true } method || TypeLine().IsMatch(lines[at]))
                continue;
            yield return new WrittenMethod(method.Groups["name"].Value, $"{Relative(file)}:{at + 1}", EndOf(lines, at, method.Groups["indent"].Value) - at + 1);
        }
    }

    public static IEnumerable<WrittenType> Types(string file)
    {
        var lines = File.ReadAllLines(file);
        var outer = "";
        for (var at = 0; at < lines.Length; at++)
        {
            if (TypeLine().Match(lines[at]) is not { Success: true } type)
                continue;
            var name = type.Groups["name"].Value;
            var isNested = type.Groups["indent"].Length > 0;
            if (!isNested)
                outer = name;
            var isCase = isNested && Regex.IsMatch(lines[at], $@":\s*{outer}\b");
            yield return new WrittenType(name, $"{Relative(file)}:{at + 1}", SummaryAbove(lines, at), isCase);
        }
    }

    /// <summary>The last line of the member that begins at a line: its closing brace, or the semicolon of its expression.</summary>
    private static int EndOf(string[] lines, int start, string indent)
    {
        for (var at = start; at < lines.Length; at++)
        {
            if (lines[at].StartsWith(indent + "}", StringComparison.Ordinal) || (lines[at].EndsWith(';') && !HasBlock(lines, start, at, indent)))
                return at;
        }
        return lines.Length - 1;
    }

    private static bool HasBlock(string[] lines, int start, int end, string indent) =>
        lines[start..(end + 1)].Any(line => line == indent + "{");

    private static string? SummaryAbove(string[] lines, int at)
    {
        var comment = new List<string>();
        for (var above = at - 1; above >= 0 && lines[above].TrimStart() is var line && (line.StartsWith("///", StringComparison.Ordinal) || line.StartsWith('[') || line.StartsWith("#pragma", StringComparison.Ordinal)); above--)
        {
            if (line.StartsWith("///", StringComparison.Ordinal))
                comment.Insert(0, line[3..].Trim());
        }
        var summary = Summary().Match(string.Join(' ', comment));
        return summary.Success ? summary.Groups["words"].Value.Trim() : null;
    }

    [GeneratedRegex(@"^(?<indent> +)(?:(?:public|private|internal|protected|static|async|override|virtual|abstract|partial|unsafe|extern) )+(?:[^=;]*? )?(?<name>\w+)(?:<[^()]*>)?\((?!.*\bnew\()")]
    private static partial Regex Method();

    [GeneratedRegex(@"^(?<indent> *)(?:(?:public|private|internal|protected|static|sealed|abstract|partial|readonly|file|ref) )*(?:class|record struct|record class|record|struct|interface|enum|delegate [^(]*?) (?<name>\w+)\b(?! *(?:=|\)|,))")]
    private static partial Regex TypeLine();

    [GeneratedRegex("<summary>(?<words>.*?)</summary>")]
    private static partial Regex Summary();
}
