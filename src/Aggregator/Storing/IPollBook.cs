using Aggregator.Articles;
using Aggregator.Items;
using Aggregator.Polls;
using Aggregator.Sources;

namespace Aggregator.Storing;

/// <summary>What polling needs to remember.</summary>
internal interface IPollBook
{
    /// <summary>The memory of a source; a fresh one for a source never polled.</summary>
    Task<PollMemory> RecallAsync(SourceId source, CancellationToken stop);

    /// <summary>The memories of all sources ever polled.</summary>
    Task<IReadOnlyList<PollMemory>> RecallAllAsync(CancellationToken stop);

    /// <summary>
    /// Of the sources ever polled, those whose next poll has come by now, the longest waiting first: also those that were polled
    /// later than now, for then the clock has been set back, and what it said of their next poll means nothing.
    /// </summary>
    Task<IReadOnlyList<SourceId>> DueAsync(DateTimeOffset now, CancellationToken stop);

    /// <summary>Of these items, those that are new or changed, in the same order.</summary>
    Task<IReadOnlyList<UnseenItem>> UnseenAsync(SourceId source, IReadOnlyList<AskedItem> items, CancellationToken stop);

    /// <summary>Keeps a poll's memory and its articles in one transaction: when it returns, both are on disk; when it fails, neither is.</summary>
    /// <remarks>
    /// A poll that found nothing new is known when this returns, and on disk within a second, or when the store is closed. What a
    /// crash takes of one was never more than an answer that nothing changed: its source is due as before, and asked once more.
    /// </remarks>
    Task<PollResult> CompleteAsync(PollCompletion poll, CancellationToken stop);
}

/// <summary>An item as the book is asked about it.</summary>
/// <param name="Place">Its place in the list it came from.</param>
/// <param name="Keys">Any of them recognises it.</param>
internal sealed record AskedItem(int Place, IReadOnlyList<ItemKey> Keys, string Fingerprint);

/// <summary>An item that must be read: it is new, or says something else.</summary>
/// <param name="IsNew">False when the item is known, but says something else than before.</param>
internal sealed record UnseenItem(AskedItem Asked, bool IsNew);

/// <summary>An article ready to be kept.</summary>
/// <param name="IsAgain">True when its item is to be read once more: then it is kept, but not taken for seen.</param>
internal sealed record ReadArticle(AskedItem Asked, Article Article, bool IsAgain = false);

/// <summary>All that one poll changes, kept in one transaction.</summary>
/// <param name="Now">The moment of first sight for what is new.</param>
internal sealed record PollCompletion(PollMemory Memory, IReadOnlyList<ReadArticle> Articles, DateTimeOffset Now);

/// <summary>What a poll added to the archive.</summary>
internal sealed record PollResult(int New, int Changed)
{
    public static PollResult operator +(PollResult left, PollResult right) => new(left.New + right.New, left.Changed + right.Changed);
}
