using System.Diagnostics;
using Aggregator.Sources;

namespace Aggregator.Benchmarks;

/// <summary>The program as a person runs it, beside newsboat reloading the same feeds.</summary>
internal static class PollPrograms
{
    public static async Task<PollProgramTimes> CompareAsync(int port, int count, CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("aggregator-bench-").FullName;
        try
        {
            var sources = PollHouse.Sources(port, count);
            await File.WriteAllTextAsync(Path.Combine(folder, "feeds.json"), FeedsJson(sources), stop);
            await File.WriteAllLinesAsync(Path.Combine(folder, "urls"), sources.Select(source => source.Address.AbsoluteUri), stop);
            await File.WriteAllLinesAsync(Path.Combine(folder, "config"), [$"reload-threads {PollHouse.Concurrency}", "cleanup-on-quit no"], stop);
            var theirs = HasNewsboat() ? new PollPair(await NewsboatAsync(folder, stop), await NewsboatAsync(folder, stop)) : null;
            return new PollProgramTimes(
                await PollAsync(folder, $"\"new\":{count * PollWeb.Items},", stop),
                await PollAsync(folder, "\"new\":0,", stop),
                theirs,
                theirs is null ? "newsboat is not installed (apt-get install newsboat): nothing to compare with." : null);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<TimeSpan> PollAsync(string folder, string expected, CancellationToken stop)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "aggregator.dll"), "poll", "--json", "--data", Path.Combine(folder, "data"), "--feeds", Path.Combine(folder, "feeds.json")]);
        start.Environment["AGGREGATOR_Fetching__AllowedNetworks"] = "127.0.0.0/8";
        start.Environment["AGGREGATOR_Fetching__Spacing"] = "00:00:00";
        start.Environment["AGGREGATOR_Polling__Concurrency"] = $"{PollHouse.Concurrency}";
        var (took, said) = await RunAsync(start, folder, stop);
        return said.Replace(" ", "", StringComparison.Ordinal).Contains(expected, StringComparison.Ordinal) ? took : throw new InvalidOperationException($"The poll did not say {expected}: {said[^Math.Min(said.Length, 300)..]}");
    }

    private static async Task<TimeSpan> NewsboatAsync(string folder, CancellationToken stop)
    {
        var start = new ProcessStartInfo("newsboat", ["-u", Path.Combine(folder, "urls"), "-c", Path.Combine(folder, "cache.db"), "-C", Path.Combine(folder, "config"), "-x", "reload"]);
        start.Environment["HOME"] = folder;
        return (await RunAsync(start, folder, stop)).Took;
    }

    private static async Task<(TimeSpan Took, string Said)> RunAsync(ProcessStartInfo start, string folder, CancellationToken stop)
    {
        (start.RedirectStandardOutput, start.WorkingDirectory) = (true, folder);
        var since = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync(stop);
        await process.WaitForExitAsync(stop);
        var took = Stopwatch.GetElapsedTime(since);
        return process.ExitCode == 0 ? (took, said) : throw new InvalidOperationException($"{start.FileName} ended with {process.ExitCode}: {said}");
    }

    private static bool HasNewsboat() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "newsboat")));

    private static string FeedsJson(IReadOnlyList<Source> sources) =>
        $$"""{ "organisations": [ { "name": "Loop", "sources": [ {{string.Join(",\n", sources.Select(source => $$"""{ "id": "{{source.Id}}", "kind": "feed", "address": "{{source.Address}}" }"""))}} ] } ] }""";
}

/// <summary>What two whole programs took, from their start to their end.</summary>
/// <param name="Trouble">Why there is nothing to compare with.</param>
internal sealed record PollProgramTimes(TimeSpan First, TimeSpan Unchanged, PollPair? Newsboat, string? Trouble);

/// <summary>The first time, and a second time when nothing has changed.</summary>
internal sealed record PollPair(TimeSpan First, TimeSpan Unchanged);
