using System.Collections.Concurrent;
using Aggregator.Sources;

namespace Aggregator.Polling;

/// <summary>Polls several sources at once, as many as the settings allow.</summary>
internal sealed class PollRound(Poller poller, PollingSettings settings)
{
    /// <summary>The reports, in the order of the sources.</summary>
    public async Task<IReadOnlyList<PollReport>> RunAsync(IReadOnlyList<Source> sources, IProgress<PollStep>? progress, Action<PollReport>? done, CancellationToken stop)
    {
        var reports = new ConcurrentDictionary<SourceId, PollReport>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = settings.Concurrency, CancellationToken = stop };
        await Parallel.ForEachAsync(sources, options, async (source, ending) =>
        {
            var report = await poller.PollAsync(source, progress, ending);
            reports[source.Id] = report;
            done?.Invoke(report);
        });
        return [.. sources.Select(source => reports[source.Id])];
    }
}
