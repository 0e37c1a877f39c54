using Aggregator.Storing;

namespace Aggregator.Polling;

/// <summary>How sources are polled. Bound from the section Polling.</summary>
internal sealed record PollingSettings
{
    /// <summary>Sources polled at the same time.</summary>
    public int Concurrency { get; init; } = 16;

    /// <summary>Articles of one source that are read before they are kept: more cost memory, fewer cost time.</summary>
    public int Batch { get; init; } = 50;

    /// <summary>The last pages of a source that are kept as they came, for <c>sources test</c>; 0 keeps none.</summary>
    public int Pages { get; init; } = 10;

    /// <summary>Compressed bytes that the kept pages of one source take at most.</summary>
    public int PageBytes { get; init; } = 1024 * 1024;

    /// <summary>How often the worker looks for sources that are due.</summary>
    public TimeSpan Tick { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Pages of one article that its publisher cut into several, at most, read and joined; 1 reads the first alone.</summary>
    public int ArticlePages { get; init; } = 20;

    /// <summary>PDFs that one article leads to and that are fetched and read with it, at most; 0 for none.</summary>
    public int Attachments { get; init; } = 2;

    /// <summary>How long reading one PDF may take.</summary>
    public TimeSpan PdfTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How much is kept of the pages of one source.</summary>
    internal PageLimits PageLimits => new(Pages, PageBytes);

    /// <summary>Everything that is wrong with these settings, one sentence each.</summary>
    public IEnumerable<string> Problems()
    {
        if (Concurrency is < 1 or > 64)
            yield return $"Polling:Concurrency '{Concurrency}' must lie between 1 and 64.";
        if (Batch is < 1 or > 1000)
            yield return $"Polling:Batch '{Batch}' must lie between 1 and 1000.";
        if (Pages is < 0 or > 100)
            yield return $"Polling:Pages '{Pages}' must lie between 0 and 100.";
        if (PageBytes is < 0 or > 64 * 1024 * 1024)
            yield return $"Polling:PageBytes '{PageBytes}' must lie between 0 and 64 MiB (67108864).";
        if (Tick < TimeSpan.FromMilliseconds(100) || Tick > TimeSpan.FromHours(1))
            yield return $"Polling:Tick '{Tick}' must lie between a tenth of a second and an hour.";
        if (ArticlePages is < 1 or > 100)
            yield return $"Polling:ArticlePages '{ArticlePages}' must lie between 1 and 100.";
        if (Attachments is < 0 or > 20)
            yield return $"Polling:Attachments '{Attachments}' must lie between 0 and 20.";
        if (PdfTime < TimeSpan.FromSeconds(1) || PdfTime > TimeSpan.FromMinutes(10))
            yield return $"Polling:PdfTime '{PdfTime}' must lie between a second and ten minutes.";
    }
}
