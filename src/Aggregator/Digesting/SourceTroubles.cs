using Aggregator.Digests;
using Aggregator.Polls;
using Aggregator.Storing;

namespace Aggregator.Digesting;

/// <summary>The sources that need a person, as letters tell them.</summary>
internal sealed class SourceTroubles(Store store, TimeProvider clock)
{
    public async Task<IReadOnlyList<SourceTrouble>> NowAsync(CancellationToken stop) =>
        [.. (await store.Book.RecallAllAsync(stop))
            // A source that was taken out of feeds.json is asked no more: its last trouble is no news.
            .Where(memory => memory.LastPolled > clock.GetUtcNow() - PollSchedule.Longest - TimeSpan.FromDays(1))
            .Select(memory => (memory.Source, Health: SourceHealth.Of(memory)))
            .Where(source => source.Health.IsTrouble)
            .OrderBy(source => source.Source.Value, StringComparer.Ordinal)
            .Select(source => new SourceTrouble(source.Source.Value, source.Health.Sentence))];
}
