using System.Diagnostics;

namespace Aggregator.Benchmarks;

/// <summary>Runs several ways of one work in turns and compares their CPU time with the first.</summary>
internal static class Contest
{
    private const int WarmUps = 3;
    private const int Rounds = 7;

    /// <param name="bytes">What one round reads, for the rate.</param>
    public static void Run(string title, long bytes, params (string Name, Action Work)[] ways)
    {
        var times = ways.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round < WarmUps + Rounds; round++)
        {
            for (var at = 0; at < ways.Length; at++)
            {
                GC.Collect();
                var before = Process.GetCurrentProcess().TotalProcessorTime;
                ways[at].Work();
                if (round >= WarmUps)
                    times[at].Add((Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds);
            }
        }
        var medians = times.Select(list => list.Order().ElementAt(list.Count / 2)).ToArray();
        Console.WriteLine($"{title}: {bytes / 1024.0 / 1024.0:0.0} MiB, median of {Rounds} rounds, CPU time");
        for (var at = 0; at < ways.Length; at++)
            Console.WriteLine($"  {ways[at].Name,-44} {medians[at],8:0.0} ms  {bytes / 1048.576 / medians[at],8:0.0} MiB/s  floor / this {medians[0] / medians[at]:0.00}");
    }
}
