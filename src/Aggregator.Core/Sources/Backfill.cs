namespace Aggregator.Sources;

/// <summary>Where a source's older items are found.</summary>
/// <param name="Listing">The address of a page that lists them, read by the source's rules; null for the other ways.</param>
public sealed record Backfill(BackfillWay Way, Uri? Listing = null)
{
    public static readonly Backfill None = new(BackfillWay.None);

    /// <summary>Only where the feed itself leads to older pages.</summary>
    public static readonly Backfill Offered = new(BackfillWay.Rfc5005);
}

/// <summary>How older items are found.</summary>
public enum BackfillWay
{
    None,

    /// <summary>By the links of the feed itself to older pages (RFC 5005).</summary>
    Rfc5005,

    /// <summary>By WordPress' <c>?paged=2</c> and so on.</summary>
    WordPress,

    /// <summary>On a page that lists them.</summary>
    Listing,
}
