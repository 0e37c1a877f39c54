using System.Diagnostics;

namespace Aggregator.Benchmarks;

/// <summary>How long something took, many times: the middle, and what one in a hundred took at least.</summary>
/// <param name="Middle">Milliseconds.</param>
/// <param name="Tail">Milliseconds.</param>
internal readonly record struct Spread(double Middle, double Tail)
{
    public static Spread Of(IEnumerable<double> milliseconds)
    {
        var sorted = milliseconds.Order().ToList();
        return new Spread(sorted[sorted.Count / 2], sorted[(int)(sorted.Count * 0.99)]);
    }

    public static async Task<Spread> OfAsync(int count, Func<int, Task> work)
    {
        var times = new List<double>(count);
        for (var at = 0; at < count; at++)
            times.Add(await TimeAsync(() => work(at)));
        return Of(times);
    }

    /// <summary>Milliseconds of one run.</summary>
    public static async Task<double> TimeAsync(Func<Task> work)
    {
        var since = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(since).TotalMilliseconds;
    }

    public Figure[] Figures() => [Figure.Of("p50Milliseconds", Middle, "'p50' 0.00 ms", 14), Figure.Of("p99Milliseconds", Tail, "'p99' 0.00 ms", 15)];
}
