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

    /// <summary>What the pages of a source have taught so far; empty for a source none of whose pages was read.</summary>
    Task<SiteMemory> RecallSiteAsync(SourceId source, CancellationToken stop);

    /// <summary>Keeps a poll's memory and its articles in one transaction: when it returns, both are on disk; when it fails, neither is.</summary>
    /// <remarks>
    /// A poll that found nothing new is known when this returns, and on disk within a second, or when the store is closed. What a
    /// crash takes of one was never more than an answer that nothing changed: its source is due as it was before, which is no later
    /// than what is lost (by a tenth of its pause at most), and asked once more.
    /// </remarks>
    Task<PollResult> CompleteAsync(PollCompletion poll, CancellationToken stop);
}

/// <summary>An item as the book is asked about it.</summary>
/// <param name="Place">Its place in the list it came from.</param>
/// <param name="Keys">Any of them recognises it.</param>
internal sealed record AskedItem(int Place, IReadOnlyList<ItemKey> Keys, string Fingerprint);

/// <summary>An item that must be read: it is new, or says something else.</summary>
/// <param name="IsNew">False when the item is known, but says something else than before.</param>
/// <param name="IsAgain">True when it was kept to be read once more.</param>
internal sealed record UnseenItem(AskedItem Asked, bool IsNew, bool IsAgain = false);

/// <summary>An article ready to be kept.</summary>
/// <param name="IsAgain">True when its item is to be read once more: then it is kept, but not taken for seen.</param>
internal sealed record ReadArticle(AskedItem Asked, Article Article, bool IsAgain = false)
{
    /// <summary>The page it was read from, to be kept as it came; null when there was none.</summary>
    public KeptPage? Page { get; init; }

    /// <summary>True when its item was already read once more.</summary>
    public bool WasAgain { get; init; }
}

/// <summary>A kept article, read again from the page it was read from.</summary>
/// <param name="Number">Its number in the archive.</param>
internal sealed record RenewedArticle(long Number, Article Article);

/// <summary>All that one poll changes, kept in one transaction.</summary>
/// <param name="Now">The moment of first sight for what is new.</param>
internal sealed record PollCompletion(PollMemory Memory, IReadOnlyList<ReadArticle> Articles, DateTimeOffset Now)
{
    /// <summary>Articles that are kept, and that were read better from their kept pages.</summary>
    public IReadOnlyList<RenewedArticle> Renewed { get; init; } = [];

    /// <summary>What the source's pages have taught by now; null when none was read.</summary>
    public SiteMemory? Site { get; init; }

    /// <summary>How much is kept of the source's pages as they came.</summary>
    public PageLimits Limits { get; init; } = new(0, 0);
}

/// <summary>How much is kept of the last pages of one source.</summary>
/// <param name="Count">Pages at most.</param>
/// <param name="Bytes">Compressed bytes at most, of all of them together.</param>
internal sealed record PageLimits(int Count, long Bytes);

/// <summary>What a poll added to the archive.</summary>
internal sealed record PollResult(int New, int Changed)
{
    public static PollResult operator +(PollResult left, PollResult right) => new(left.New + right.New, left.Changed + right.Changed);
}
