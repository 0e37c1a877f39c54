namespace Aggregator.Polling;

/// <summary>How sources are polled. Bound from the section Polling.</summary>
internal sealed record PollingSettings
{
    /// <summary>Sources polled at the same time.</summary>
    public int Concurrency { get; init; } = 16;

    /// <summary>Articles of one source that are read before they are kept: more cost memory, fewer cost time.</summary>
    public int Batch { get; init; } = 50;

    /// <summary>How often the worker looks for sources that are due.</summary>
    public TimeSpan Tick { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>PDFs that one article leads to and that are fetched and read with it, at most; 0 for none.</summary>
    public int Attachments { get; init; } = 2;

    /// <summary>How long reading one PDF may take.</summary>
    public TimeSpan PdfTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Everything that is wrong with these settings, one sentence each.</summary>
    public IEnumerable<string> Problems()
    {
        if (Concurrency is < 1 or > 64)
            yield return $"Polling:Concurrency '{Concurrency}' must lie between 1 and 64.";
        if (Batch is < 1 or > 1000)
            yield return $"Polling:Batch '{Batch}' must lie between 1 and 1000.";
        if (Tick < TimeSpan.FromMilliseconds(100) || Tick > TimeSpan.FromHours(1))
            yield return $"Polling:Tick '{Tick}' must lie between a tenth of a second and an hour.";
        if (Attachments is < 0 or > 20)
            yield return $"Polling:Attachments '{Attachments}' must lie between 0 and 20.";
        if (PdfTime < TimeSpan.FromSeconds(1) || PdfTime > TimeSpan.FromMinutes(10))
            yield return $"Polling:PdfTime '{PdfTime}' must lie between a second and ten minutes.";
    }
}
