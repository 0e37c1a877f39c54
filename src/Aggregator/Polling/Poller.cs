using Aggregator.Articles;
using Aggregator.Downloads;
using Aggregator.Fetching;
using Aggregator.Items;
using Aggregator.Polls;
using Aggregator.Sources;
using Aggregator.Storing;
using Microsoft.Extensions.Logging;

namespace Aggregator.Polling;

/// <summary>The spine: one poll of one source, from its address to the store.</summary>
internal sealed class Poller(Fetcher fetcher, GapFiller gaps, ArticleDesk desk, IPollBook book, PollingSettings settings, TimeProvider clock, ILogger<Poller> log)
{
    /// <summary>Polls a source. Whatever goes wrong is in the report; a poll that ends early keeps its finished parts, and nothing of the one under way.</summary>
    public async Task<PollReport> PollAsync(Source source, IProgress<PollStep>? progress, CancellationToken stop)
    {
        try
        {
            var report = await PollOnceAsync(source, progress, stop);
            log.Polled(source.Id, report.Sentence);
            return report;
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            // Whatever the web did is an outcome by now: this is the store, whose disk is full or whose file is damaged.
            log.NotKept(source.Id, e.Message);
            var report = PollReport.NotKept(source.Id, e.Message);
            await RememberAsync(source, report.Sentence, stop);
            return report;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The one catch-all: a bug in one source's poll must not cost the others theirs.
            log.PollBroke(e, source.Id);
            var report = PollReport.Bug(source.Id, e);
            await RememberAsync(source, report.Sentence, stop);
            return report;
        }
    }

    /// <summary>A poll that broke backs off as any other failure does; else it would be tried again at every tick.</summary>
    private async Task RememberAsync(Source source, string why, CancellationToken stop)
    {
        try
        {
            var now = clock.GetUtcNow();
            var memory = await book.RecallAsync(source.Id, stop);
            await book.CompleteAsync(new PollCompletion(memory.After(new PollOutcome.Broken(why), now, source), [], now), stop);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            // The store is in trouble: that was told already.
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.PollBroke(e, source.Id);
        }
    }

    private async Task<PollReport> PollOnceAsync(Source source, IProgress<PollStep>? progress, CancellationToken stop)
    {
        var memory = (await book.RecallAsync(source.Id, stop)).For(source);
        progress?.Report(new PollStep(source.Id, 0, 0));
        var outcome = PollOutcome.Of(await fetcher.FetchAsync(RequestFor(source, memory), stop), source, memory);
        var fill = await gaps.FillAsync(source, memory, outcome, stop);
        var items = fill.Items;

        var unseen = await desk.UnseenAsync(source.Id, items, fill.Keys, memory, stop);
        var notes = new PollNotes(source, fill.Keys, fill.Word is { } word ? [new Drop("gap", source.Address.AbsoluteUri, word)] : [], unseen.Count > 0 ? await book.RecallSiteAsync(source.Id, stop) : SiteMemory.Empty);
        var kept = new PollResult(0, 0);
        // A long answer is kept in parts, each a transaction of its own: what is read is on disk, and memory stays small.
        for (var from = 0; from == 0 || from < unseen.Count; from += settings.Batch)
        {
            var part = unseen.Skip(from).Take(settings.Batch).ToList();
            var articles = await desk.ReadAsync(items, part, notes, new Counted(progress, source.Id, from, unseen.Count), stop);
            var now = clock.GetUtcNow();
            // Only the last part changes what is remembered: a poll that ends early is told the whole again, and knows what it kept by its keys.
            if (from + part.Count >= unseen.Count)
                memory = Noted(Filled(memory, memory.After(outcome, now, source), fill, now).TryingAgain(memory, notes.Again), notes, kept.New + articles.Count, now);
            kept += await book.CompleteAsync(new PollCompletion(memory, articles, now) { Renewed = notes.Renewed, Site = notes.Site, Limits = settings.PageLimits }, stop);
        }
        var report = PollReport.Of(source.Id, outcome, items.Count, kept);
        return notes.Advice is null ? report : report with { Advice = notes.Advice };
    }

    private FetchRequest RequestFor(Source source, PollMemory memory) => new(memory.AddressOf(source))
    {
        Validators = memory.ValidatorsToSend(clock.GetUtcNow()),
        IsPage = source.Kind == SourceKind.Page,
        MayDowngrade = source.MayDowngrade,
        Source = source.Id.Value,
    };

    private static PollMemory Filled(PollMemory before, PollMemory memory, GapFill fill, DateTimeOffset now) =>
        fill.Try is { } tried ? memory.Filled(before, tried, fill.Items.Count, now) : memory;

    private static PollMemory Noted(PollMemory memory, PollNotes notes, int kept, DateTimeOffset now)
    {
        // After an answer without a body the last answer's are still there.
        var known = notes.Drops.Count == 0 ? [] : memory.Drops.ToHashSet();
        return memory with
        {
            Drops = notes.Drops.Count == 0 ? memory.Drops : [.. memory.Drops, .. notes.Drops.Where(drop => !known.Contains(drop))],
            Drift = notes.Doubts.Count == 0 ? memory.Drift : memory.Drift.After(notes.Doubts, notes.HasChanged ? notes.Renewed.Count : null, now),
            LastNew = kept > 0 ? now : memory.LastNew,
        };
    }

    /// <summary>The progress of a part, as progress of the whole.</summary>
    private sealed class Counted(IProgress<PollStep>? whole, SourceId source, int before, int of) : IProgress<int>
    {
        public void Report(int value) => whole?.Report(new PollStep(source, before + value, of));
    }
}

/// <summary>How far a poll is.</summary>
/// <param name="Done">Articles read.</param>
/// <param name="Of">Articles to read; 0 while the source itself is being asked.</param>
internal sealed record PollStep(SourceId Source, int Done, int Of);
