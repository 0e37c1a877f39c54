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

    /// <summary>Of these numbers, those whose article was kept once and is gone.</summary>
    Task<IReadOnlyList<GoneArticle>> GoneAsync(IReadOnlyList<long> numbers, CancellationToken stop);

    /// <summary>The highest number given so far; 0 when nothing was kept.</summary>
    Task<long> LastNumberAsync(CancellationToken stop);

    /// <summary>The last number before those first seen from a moment on; the last of all when there are none.</summary>
    /// <param name="now">What claims to have been seen later than now was seen by a clock that was wrong, and counts as seen before.</param>
    Task<long> LastNumberBeforeAsync(DateTimeOffset moment, DateTimeOffset now, CancellationToken stop);

    /// <summary>The first articles of a window, in first-seen order; how many is the archive's to say, and without their html. Ask on after the last of them until there are none.</summary>
    Task<IReadOnlyList<WindowArticle>> InWindowAsync(Window window, CancellationToken stop);

    /// <summary>Articles that a query accepts.</summary>
    Task<SearchResult> SearchAsync(SearchRequest request, CancellationToken stop);

    /// <summary>The last pages of a source that became articles, as they came, with the articles as they are kept; the newest first.</summary>
    Task<IReadOnlyList<PageOfArticle>> PagesAsync(SourceId source, CancellationToken stop);

    /// <summary>How many articles are kept of each source.</summary>
    Task<IReadOnlyDictionary<string, int>> CountsAsync(CancellationToken stop);
}

/// <summary>The place of an article that is not there any more.</summary>
/// <param name="Why">In words that follow on its number: "was removed by retention on 2026-11-26".</param>
internal sealed record GoneArticle(long Number, DateTimeOffset FirstSeen, string Why);

/// <summary>An article of a window.</summary>
/// <param name="First">The number of the first appearance of its work: its own when it is no copy of anything kept before.</param>
internal sealed record WindowArticle(KeptArticle Kept, long First);

/// <summary>What is looked for in the archive.</summary>
/// <param name="Words">The text of a <see cref="Query"/>, already known to be good.</param>
internal sealed record SearchRequest(string Words)
{
    /// <summary>All names of each organisation that may be meant.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Names { get; init; } = [];

    /// <summary>Only this source's; null for all.</summary>
    public SourceId? Source { get; init; }

    /// <summary>Only what was first seen at or after; null for all.</summary>
    public DateTimeOffset? Since { get; init; }

    public SearchOrder Order { get; init; }

    /// <summary>Only articles with a lower number: how to read on, the newest first, without a gap and without seeing any twice.</summary>
    public long? Below { get; init; }

    /// <summary>So many of the most relevant are left out: how to read on by relevance.</summary>
    public int Skip { get; init; }

    /// <summary>True for articles with their html, which few need.</summary>
    public bool WithHtml { get; init; }

    /// <summary>At most so many.</summary>
    public int Limit { get; init; } = 20;
}

/// <summary>What comes first.</summary>
internal enum SearchOrder
{
    /// <summary>What was first seen last.</summary>
    Newest,

    /// <summary>What has more of rarer words.</summary>
    Relevance,
}

/// <summary>What a search found.</summary>
/// <param name="About">About how many there are in all: where the newest part was enough, what that lets expect, in two digits; null when it would take reading them all.</param>
/// <param name="More">How to read on: what <see cref="SearchRequest.Below"/> or <see cref="SearchRequest.Skip"/> is next; null behind the last.</param>
/// <param name="Note">A sentence about what the reader should know; null for nothing.</param>
internal sealed record SearchResult(IReadOnlyList<SearchHit> Hits, int? About, long? More, string? Note);

/// <summary>An article and the page it was last read from.</summary>
internal sealed record PageOfArticle(KeptArticle Kept, KeptPage Page);

/// <summary>An article and why it was found.</summary>
internal sealed record SearchHit(KeptArticle Kept, QueryMatch Match);
