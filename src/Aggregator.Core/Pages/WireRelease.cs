using Aggregator.Text;

namespace Aggregator.Pages;

/// <summary>A wire's page of one release, as data: all that stands on it.</summary>
public sealed record WireRelease
{
    /// <summary>The publishing organisation, as the wire names it.</summary>
    public string? Channel { get; init; }

    public Uri? Printable { get; init; }

    public string? Title { get; init; }

    /// <summary>The kind of piece, as "EXPERT COMMENT".</summary>
    public string? Kicker { get; init; }

    public string? Standfirst { get; init; }

    /// <summary>The body without header, furniture, notes and tail.</summary>
    public IReadOnlyList<string> Paragraphs { get; init; } = [];

    /// <summary>Where "Click here for the full press release" leads.</summary>
    public Uri? FullRelease { get; init; }

    /// <summary>The stated original; null when no line speaks of one.</summary>
    public StatedOriginal? Original { get; init; }

    /// <summary>Every date the page gives, the best first.</summary>
    public IReadOnlyList<DateEvidence> Dates { get; init; } = [];

    /// <summary>The channel's latest news, as listed at the foot.</summary>
    public IReadOnlyList<LatestRow> Latest { get; init; } = [];
}

/// <summary>A line that says where the original stands.</summary>
/// <param name="Link">The original; null when the line gives no usable address.</param>
/// <param name="Quote">The line, as evidence.</param>
/// <param name="Others">Further addresses the page calls original.</param>
public sealed record StatedOriginal(Uri? Link, string Quote, IReadOnlyList<StatedLink> Others);

/// <summary>An address that a line calls the original.</summary>
public sealed record StatedLink(Uri Link, string Quote);

/// <summary>One row of "Latest News from".</summary>
/// <param name="Published">The wire's load time, Europe/London.</param>
public sealed record LatestRow(string Title, WrittenDate Published, string? Summary, Uri? Link);
