using Aggregator.Fetching;
using Aggregator.Items;
using Aggregator.Polls;
using Aggregator.Sources;
using Aggregator.Storing;
using Microsoft.Extensions.Logging;

namespace Aggregator.Polling;

/// <summary>The spine: one poll of one source, from its address to the store.</summary>
internal sealed class Poller(Fetcher fetcher, ArticleDesk desk, IPollBook book, PollingSettings settings, TimeProvider clock, ILogger<Poller> log)
{
    /// <summary>Polls a source. Whatever goes wrong is in the report; nothing of a poll that ends early is kept.</summary>
    public async Task<PollReport> PollAsync(Source source, IProgress<PollStep>? progress, CancellationToken stop)
    {
        try
        {
            var report = await PollOnceAsync(source, progress, stop);
            log.Polled(source.Id, report.Sentence);
            return report;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The one catch-all: a bug in one source's poll must not cost the others theirs.
            log.PollBroke(e, source.Id);
            return PollReport.Bug(source.Id, e);
        }
    }

    private async Task<PollReport> PollOnceAsync(Source source, IProgress<PollStep>? progress, CancellationToken stop)
    {
        var memory = await book.RecallAsync(source.Id, stop);
        progress?.Report(new PollStep(source.Id, 0, 0));
        var outcome = PollOutcome.Of(await fetcher.FetchAsync(source.Address, memory.Validators, stop), source, memory);
        IReadOnlyList<Item> items = outcome is PollOutcome.Found found ? found.Announcement.Items : [];

        var unseen = await book.UnseenAsync(source.Id, ArticleDesk.Asked(items, memory), stop);
        var now = unseen.Take(settings.ArticlesPerPoll).ToList();
        var articles = await desk.ReadAsync(source, items, now, progress, stop);

        var isWhole = now.Count == unseen.Count;
        var later = unseen.Skip(now.Count).Select(item => item.Asked.Place).ToHashSet();
        var next = isWhole
            ? memory.After(outcome, clock.GetUtcNow(), source.Every)
            : memory.AfterPart([.. items.Where((_, place) => !later.Contains(place))], clock.GetUtcNow());
        var result = await book.CompleteAsync(new PollCompletion(Noted(next, articles.Drops, clock.GetUtcNow(), articles.Kept.Count), articles.Kept, clock.GetUtcNow()), stop);
        return PollReport.Of(source.Id, outcome, items.Count, result, later.Count);
    }

    private static PollMemory Noted(PollMemory memory, IReadOnlyList<Drop> drops, DateTimeOffset now, int kept) => memory with
    {
        Drops = drops.Count == 0 ? memory.Drops : [.. memory.Drops, .. drops],
        LastNew = kept > 0 ? now : memory.LastNew,
    };
}

/// <summary>How far a poll is.</summary>
/// <param name="Done">Articles read.</param>
/// <param name="Of">Articles to read; 0 while the source itself is being asked.</param>
internal sealed record PollStep(SourceId Source, int Done, int Of);
