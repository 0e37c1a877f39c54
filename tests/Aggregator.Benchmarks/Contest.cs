namespace Aggregator.Benchmarks;

/// <summary>Runs several ways of one work in turns and compares their CPU time with the first.</summary>
internal static class Contest
{
    private const int WarmUps = 3;
    private const int Rounds = 9;

    /// <summary>A turn shorter than this says more of the machine than of the work; the work is done again until it is reached.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(250);

    /// <summary>The ways' times, in the order given.</summary>
    public static IReadOnlyList<ContestTime> Run(params (string Name, Action Work)[] ways)
    {
        var times = ways.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round < WarmUps; round++)
        {
            foreach (var way in ways)
                way.Work();
        }
        var passes = ways.Select(way => PassesOfATurn(way.Work)).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            for (var at = 0; at < ways.Length; at++)
                times[at].Add(Time(ways[at].Work, passes[at]));
        }
        return [.. ways.Select((way, at) => Of(way.Name, [.. times[at].Order()]))];
    }

    public static void Tell(Figures figures, string title, long bytes, IReadOnlyList<ContestTime> times)
    {
        figures.Begin($"{title}: {bytes / 1024.0 / 1024.0:0.0} MiB, median of {Rounds} rounds of {Turn.TotalMilliseconds:0} ms or more, CPU time");
        foreach (var time in times)
        {
            figures.Add(time.Name, Milliseconds(time), Spread(time), Figure.Of("mibPerSecond", time.Rate(bytes), "0.0 MiB/s", 14),
                Figure.Of("floorOverThis", times[0].Milliseconds / time.Milliseconds, "floor / this 0.00"));
        }
    }

    public static Figure Milliseconds(ContestTime time) => Figure.Of("milliseconds", time.Milliseconds, "0.0 ms", 12);

    public static Figure Spread(ContestTime time) => Figure.Of("spread", time.Spread, "±0 %", 5);

    private static ContestTime Of(string name, double[] sorted)
    {
        var median = sorted[sorted.Length / 2];
        return new ContestTime(name, median, (sorted[sorted.Length * 3 / 4] - sorted[sorted.Length / 4]) / 2 / median);
    }

    /// <summary>Milliseconds of one pass, over several.</summary>
    private static double Time(Action work, int passes)
    {
        GC.Collect();
        var before = Environment.CpuUsage.TotalTime;
        for (var pass = 0; pass < passes; pass++)
            work();
        return (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / passes;
    }

    /// <summary>Judged by the fastest pass: one that is slow by chance must not make the turns short.</summary>
    private static int PassesOfATurn(Action work)
    {
        var (fastest, since) = (double.MaxValue, Environment.CpuUsage.TotalTime);
        do
            fastest = Math.Min(fastest, Time(work, 1));
        while (Environment.CpuUsage.TotalTime - since < Turn);
        return (int)Math.Ceiling(Turn.TotalMilliseconds / fastest);
    }
}

/// <summary>What one way took.</summary>
/// <param name="Milliseconds">CPU time of one pass, the median of the rounds.</param>
/// <param name="Spread">Half of what lies between the quartiles, as a share of the median.</param>
internal sealed record ContestTime(string Name, double Milliseconds, double Spread)
{
    /// <summary>MiB a second.</summary>
    public double Rate(long bytes) => bytes / 1048.576 / Milliseconds;
}
