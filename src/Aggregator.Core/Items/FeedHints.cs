namespace Aggregator.Items;

/// <summary>What a feed says about how it wants to be read: how often, when not, where it pushes, where its older items are.</summary>
public sealed record FeedHints
{
    public static readonly FeedHints None = new();

    /// <summary>The feed's own address, as it gives it.</summary>
    public Uri? Self { get; init; }

    /// <summary>WebSub hubs that tell of new items.</summary>
    public IReadOnlyList<Uri> Hubs { get; init; } = [];

    /// <summary>The pause it asks for between two visits (ttl, sy:updatePeriod).</summary>
    public TimeSpan? Pause { get; init; }

    /// <summary>Hours of the day, UTC, at which it asks not to be visited.</summary>
    public IReadOnlyList<int> SkipHours { get; init; } = [];

    /// <summary>Days, UTC, on which it asks not to be visited.</summary>
    public IReadOnlyList<DayOfWeek> SkipDays { get; init; } = [];

    /// <summary>The next page of the same feed, or the archive before it (RFC 5005).</summary>
    public Uri? Older { get; init; }

    /// <summary>True when it says that all its items stand in it (RFC 5005).</summary>
    public bool IsComplete { get; init; }
}
