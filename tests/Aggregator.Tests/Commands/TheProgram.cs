using System.Diagnostics;

namespace Aggregator.Commands;

/// <summary>The built program, run as a person runs it.</summary>
internal static class TheProgram
{
    public sealed record Answer(int Code, string Out, string Error);

    /// <summary>The folder beside the repository that holds the seed and the corpora; null on a machine without it.</summary>
    public static string? Shared { get; } = FindShared();

    public static Task<Answer> RunAsync(CancellationToken stop, params string[] line) => RunAsync(Line(line), stop);

    /// <summary>Runs it with settings, by their names in the environment.</summary>
    public static Task<Answer> RunAsync(IReadOnlyDictionary<string, string> settings, CancellationToken stop, params string[] line)
    {
        var start = Line(line);
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        return RunAsync(start, stop);
    }

    private static async Task<Answer> RunAsync(ProcessStartInfo start, CancellationToken stop)
    {
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(stop), process.StandardError.ReadToEndAsync(stop));
        await process.WaitForExitAsync(stop);
        return new Answer(process.ExitCode, await output, await error);
    }

    /// <summary>The program's command line, away from the settings of whoever runs the tests.</summary>
    public static ProcessStartInfo Line(IEnumerable<string> words)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "aggregator.dll"), .. words])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("AGGREGATOR_", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        return start;
    }

    private static string? FindShared()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Aggregator.sln")))
                return Path.Combine(folder.Parent!.FullName, "shared") is var shared && Directory.Exists(shared) ? shared : null;
        }
        return null;
    }
}
