using Aggregator.Text;

namespace Aggregator.Items;

/// <summary>What reading one document came to: what it announces, or why it cannot be read.</summary>
public abstract record ReadOutcome
{
    private ReadOutcome()
    {
    }

    public sealed record Read(Announcement Announcement) : ReadOutcome;

    /// <param name="Why">A sentence for a person.</param>
    public sealed record Unreadable(string Why) : ReadOutcome;
}

/// <summary>A feed or listing page, read: what it says of itself and what it announces.</summary>
public sealed record Announcement
{
    /// <summary><c>rss</c>, <c>rdf</c>, <c>atom</c>, <c>json</c>, <c>cdf</c> or <c>page</c>.</summary>
    public required string Format { get; init; }

    public string? Id { get; init; }

    public string? Title { get; init; }

    public Uri? Link { get; init; }

    /// <summary>The link as written, one line, when it leads nowhere on the web.</summary>
    public string? LinkText { get; init; }

    /// <summary>Sanitised html.</summary>
    public string? Description { get; init; }

    public string? Language { get; init; }

    public string? Author { get; init; }

    public WrittenDate? Published { get; init; }

    public WrittenDate? Updated { get; init; }

    public Uri? Image { get; init; }

    public IReadOnlyList<string> Categories { get; init; } = [];

    public IReadOnlyList<Item> Items { get; init; } = [];

    /// <summary>How the feed wants to be read.</summary>
    public FeedHints Hints { get; init; } = FeedHints.None;

    /// <summary>What stood there and was left out, and why.</summary>
    public IReadOnlyList<Drop> Drops { get; init; } = [];

    /// <summary>What had to be mended before the document could be read, in words.</summary>
    public IReadOnlyList<string> Repairs { get; init; } = [];
}
