using System.Diagnostics;

namespace Aggregator.Benchmarks;

/// <summary>What polling all sources once cost: time on the clock, this process' time on the processors, and bytes allocated.</summary>
internal sealed record PollCost(TimeSpan Took, TimeSpan Cpu, long Bytes)
{
    public static async Task<PollCost> OfAsync(Func<Task> work)
    {
        // Each pays for its own garbage.
        GC.Collect();
        var (since, cpu, bytes) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(precise: true));
        await work();
        return new PollCost(Stopwatch.GetElapsedTime(since), Environment.CpuUsage.TotalTime - cpu, GC.GetTotalAllocatedBytes(precise: true) - bytes);
    }
}

/// <summary>One round: what each way cost.</summary>
/// <param name="Floor">The bare client.</param>
/// <param name="Asked">Poll without a store.</param>
/// <param name="Whole">Poll.</param>
internal sealed record PollRoundCosts(PollCost Floor, PollCost Asked, PollCost Whole);
