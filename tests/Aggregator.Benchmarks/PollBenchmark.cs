using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Aggregator.Polling;
using Aggregator.Sources;

namespace Aggregator.Benchmarks;

/// <summary>Whole polls over loopback, beside a bare HttpClient over the same addresses, and beside newsboat.</summary>
internal static class PollBenchmark
{
    private const int FirstRounds = 5;
    private const int UnchangedRounds = 15;

    /// <param name="isOnlyUnchanged">True for a minute instead of five: polls that find nothing new, and nothing else.</param>
    public static async Task<int> RunAsync(int count, bool isOnlyUnchanged, bool asJson, CancellationToken stop)
    {
        using var web = Children.Start("poll-web");
        var port = int.Parse((await web.StandardOutput.ReadLineAsync(stop))!, CultureInfo.InvariantCulture);
        try
        {
            var sources = PollHouse.Sources(port, count);
            var report = new PollBenchmarkReport(count);
            if (!isOnlyUnchanged)
                report.TellFirst(await FirstAsync(sources, stop));
            report.TellUnchanged(await UnchangedAsync(sources, stop));
            if (!isOnlyUnchanged)
            {
                report.Tell([await MemoryOfAsync(port, 1000, stop), await MemoryOfAsync(port, 10_000, stop)]);
                Progress("whole programs");
                report.Tell(await PollPrograms.CompareAsync(port, count, stop));
            }
            report.Figures.Print(asJson);
            return 0;
        }
        finally
        {
            web.StandardInput.Close();
        }
    }

    /// <summary>Child: polls so many sources twice and tells what memory that took.</summary>
    public static async Task<int> TellMemoryAsync(int port, int count, CancellationToken stop)
    {
        await using var house = await PollHouse.OpenAsync(stop);
        var sources = PollHouse.Sources(port, count);
        long heap = 0;
        using var watch = new Timer(_ => heap = Math.Max(heap, GC.GetTotalMemory(forceFullCollection: false)), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(20));
        await house.PollAsync(sources, PollState.Read, isKept: true, stop);
        await house.PollAsync(sources, PollState.Unchanged, isKept: true, stop);
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(JsonSerializer.Serialize(new PollMemoryFigures(count, heap / 1048576.0, process.PeakWorkingSet64 / 1048576.0)));
        return 0;
    }

    private static async Task<PollMemoryFigures> MemoryOfAsync(int port, int count, CancellationToken stop)
    {
        Progress($"memory at {count} sources");
        using var child = Children.Start("poll-memory", $"{port}", $"{count}");
        var line = await child.StandardOutput.ReadToEndAsync(stop);
        return JsonSerializer.Deserialize<PollMemoryFigures>(line)!;
    }

    private static async Task<IReadOnlyList<PollRoundCosts>> FirstAsync(IReadOnlyList<Source> sources, CancellationToken stop)
    {
        var rounds = new List<PollRoundCosts>();
        // The first round warms up: none starts with a machine that the other has warmed.
        for (var round = 0; round <= FirstRounds; round++)
        {
            Progress($"first polls, round {round} of {FirstRounds}");
            await using var house = await PollHouse.OpenAsync(stop);
            rounds.Add(await RoundAsync(house, sources, PollState.Read, stop));
        }
        return [.. rounds.Skip(1)];
    }

    /// <summary>As a worker polls that has run for a while: it remembers its sources, and the search index has all there is.</summary>
    private static async Task<IReadOnlyList<PollRoundCosts>> UnchangedAsync(IReadOnlyList<Source> sources, CancellationToken stop)
    {
        Progress("unchanged polls");
        await using var house = await PollHouse.OpenAsync(stop);
        await house.PollAsync(sources, PollState.Read, isKept: true, stop);
        await house.RestartAsync(stop);
        var rounds = new List<PollRoundCosts>();
        for (var round = 0; round <= UnchangedRounds; round++)
            rounds.Add(await RoundAsync(house, sources, PollState.Unchanged, stop));
        return [.. rounds.Skip(1)];
    }

    private static async Task<PollRoundCosts> RoundAsync(PollHouse house, IReadOnlyList<Source> sources, PollState expected, CancellationToken stop) => new(
        await PollCost.OfAsync(() => PollFloor.RunAsync(sources, isConditional: expected == PollState.Unchanged, stop)),
        await PollCost.OfAsync(() => house.PollAsync(sources, expected, isKept: false, stop)),
        await PollCost.OfAsync(() => house.PollAsync(sources, expected, isKept: true, stop)));

    private static void Progress(string what) => Console.Error.WriteLine($"{what} …");
}
