namespace Aggregator.Downloads;

/// <summary>What the web answered: bytes, as they came, and where they came from.</summary>
public sealed record Download
{
    /// <summary>The body after decompression, not decoded.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The address that answered in the end, after redirects; null for a file from disk.</summary>
    public Uri? Address { get; init; }

    /// <summary>The Content-Type header as it came.</summary>
    public string? ContentType { get; init; }

    /// <summary>True for what says that it is a page or another text, or nothing of what it is.</summary>
    public bool IsText => ContentType is null || ContentType.StartsWith("text/", StringComparison.OrdinalIgnoreCase) || ContentType.Contains("html", StringComparison.OrdinalIgnoreCase);

    /// <summary>The Last-Modified header; null when there was none, or none that can be read.</summary>
    public DateTimeOffset? LastModified { get; init; }
}
