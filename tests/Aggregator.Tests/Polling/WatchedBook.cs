using Aggregator.Articles;
using Aggregator.Polls;
using Aggregator.Sources;
using Aggregator.Storing;

namespace Aggregator.Polling;

/// <summary>A real poll book, and a note of what it was asked.</summary>
internal sealed class WatchedBook(IPollBook book) : IPollBook
{
    /// <summary>How many items each question was about.</summary>
    public List<int> Asked { get; } = [];

    /// <summary>Thrown by the next question for what is due.</summary>
    public Exception? Trouble { get; set; }

    /// <summary>Thrown by every poll that is to be kept; null while the disk takes them.</summary>
    public IOException? Refusal { get; set; }

    public Task<PollMemory> RecallAsync(SourceId source, CancellationToken stop) => book.RecallAsync(source, stop);

    public Task<IReadOnlyList<PollMemory>> RecallAllAsync(CancellationToken stop) => throw new InvalidOperationException("Polling must not load every memory there is.");

    public Task<IReadOnlyList<SourceId>> DueAsync(DateTimeOffset now, CancellationToken stop)
    {
        if (Trouble is not { } trouble)
            return book.DueAsync(now, stop);
        Trouble = null;
        throw trouble;
    }

    public Task<IReadOnlyList<UnseenItem>> UnseenAsync(SourceId source, IReadOnlyList<AskedItem> items, CancellationToken stop)
    {
        lock (Asked)
            Asked.Add(items.Count);
        return book.UnseenAsync(source, items, stop);
    }

    public Task<SiteMemory> RecallSiteAsync(SourceId source, CancellationToken stop) => book.RecallSiteAsync(source, stop);

    public Task<PollResult> CompleteAsync(PollCompletion poll, CancellationToken stop) => Refusal is { } refusal ? throw refusal : book.CompleteAsync(poll, stop);
}
