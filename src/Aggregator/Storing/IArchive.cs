using Aggregator.Articles;
using Aggregator.Digests;
using Aggregator.Sources;
using Aggregator.Watches;

namespace Aggregator.Storing;

/// <summary>What was kept, for reading.</summary>
internal interface IArchive
{
    /// <summary>The article of a number; null when there is none.</summary>
    Task<KeptArticle?> FindAsync(long number, CancellationToken stop);

    /// <summary>The highest number given so far; 0 when nothing was kept.</summary>
    Task<long> LastNumberAsync(CancellationToken stop);

    /// <summary>The highest number first seen before a moment; 0 when there is none.</summary>
    Task<long> LastNumberBeforeAsync(DateTimeOffset moment, CancellationToken stop);

    /// <summary>The articles of a window, in first-seen order, without html and with the opening of their text only.</summary>
    Task<IReadOnlyList<KeptArticle>> InWindowAsync(Window window, CancellationToken stop);

    /// <summary>The newest articles that a query accepts, newest first.</summary>
    Task<IReadOnlyList<SearchHit>> SearchAsync(SearchRequest request, CancellationToken stop);

    /// <summary>How many articles each source has brought.</summary>
    Task<IReadOnlyDictionary<string, int>> CountsAsync(CancellationToken stop);
}

/// <summary>What is looked for in the archive.</summary>
/// <param name="Words">The text of a <see cref="Query"/>, already known to be good.</param>
/// <param name="Names">All names of each organisation that may be meant.</param>
/// <param name="Source">Only this source's; null for all.</param>
/// <param name="Since">Only what was first seen at or after; null for all.</param>
/// <param name="Limit">At most so many.</param>
internal sealed record SearchRequest(string Words, IReadOnlyList<IReadOnlyList<string>> Names, SourceId? Source, DateTimeOffset? Since, int Limit);

/// <summary>An article and why it was found.</summary>
internal sealed record SearchHit(KeptArticle Kept, QueryMatch Match);
