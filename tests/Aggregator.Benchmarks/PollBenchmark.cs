using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Aggregator.Polling;

namespace Aggregator.Benchmarks;

/// <summary>Whole polls over loopback, beside a bare HttpClient over the same addresses, and beside newsboat.</summary>
internal static class PollBenchmark
{
    private const int Rounds = 5;

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static async Task<int> RunAsync(int count, bool asJson, CancellationToken stop)
    {
        using var web = Child("poll-web");
        var port = int.Parse((await web.StandardOutput.ReadLineAsync(stop))!, CultureInfo.InvariantCulture);
        try
        {
            var times = await CompareAsync(port, count, stop);
            var memory = new[] { await MemoryOfAsync(port, 1000, stop), await MemoryOfAsync(port, 10_000, stop) };
            var programs = await PollPrograms.CompareAsync(port, count, stop);
            var report = new PollBenchmarkReport(count, times, memory, programs);
            if (asJson)
                Console.WriteLine(JsonSerializer.Serialize(report, Readable));
            else
                report.Print();
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

    /// <summary>This program again, in a process of its own.</summary>
    private static Process Child(params IEnumerable<string> words) =>
        Process.Start(new ProcessStartInfo(Environment.ProcessPath!, Words(words)) { RedirectStandardInput = true, RedirectStandardOutput = true })!;

    private static IEnumerable<string> Words(IEnumerable<string> words) =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet" ? [typeof(PollBenchmark).Assembly.Location, .. words] : words;

    private static async Task<PollMemoryFigures> MemoryOfAsync(int port, int count, CancellationToken stop)
    {
        using var child = Child("poll-memory", $"{port}", $"{count}");
        var line = await child.StandardOutput.ReadToEndAsync(stop);
        return JsonSerializer.Deserialize<PollMemoryFigures>(line)!;
    }

    private static async Task<PollTimes> CompareAsync(int port, int count, CancellationToken stop)
    {
        var sources = PollHouse.Sources(port, count);
        var addresses = sources.Select(source => source.Address).ToList();
        var rounds = new List<PollTimes>();
        // The first round warms up: none starts with a machine that the other has warmed.
        for (var round = 0; round <= Rounds; round++)
        {
            await using var house = await PollHouse.OpenAsync(stop);
            rounds.Add(new PollTimes(
                await PollFloor.RunAsync(addresses, isConditional: false, stop),
                await house.PollAsync(sources, PollState.Read, isKept: false, stop),
                await house.PollAsync(sources, PollState.Read, isKept: true, stop),
                await PollFloor.RunAsync(addresses, isConditional: true, stop),
                await house.PollAsync(sources, PollState.Unchanged, isKept: false, stop),
                await house.PollAsync(sources, PollState.Unchanged, isKept: true, stop)));
        }
        return PollTimes.Median([.. rounds.Skip(1)]);
    }
}
