namespace Aggregator.Downloads;

/// <summary>What an answer says beside its body: how long it is good for, and whether the source has moved.</summary>
public sealed record Served
{
    public static readonly Served Nothing = new();

    /// <summary>How long the server says that nothing will change (Cache-Control, Expires); null when it does not say.</summary>
    public TimeSpan? FreshFor { get; init; }

    /// <summary>Where the source has moved for good: the end of a chain of permanent redirects (301, 308) only; null otherwise.</summary>
    public Uri? MovedTo { get; init; }
}
