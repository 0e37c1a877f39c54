namespace Aggregator.Sources;

/// <summary>What a source is read as.</summary>
public enum SourceKind
{
    /// <summary>RSS or Atom.</summary>
    Feed,

    /// <summary>A listing page of html, read by rules.</summary>
    Page,
}

/// <summary>What we watch: one feed or listing page of one organisation.</summary>
public sealed record Source
{
    /// <summary>The time between two polls while nothing is known of its rhythm.</summary>
    public static readonly TimeSpan UsualInterval = TimeSpan.FromHours(1);

    public required SourceId Id { get; init; }

    public required SourceKind Kind { get; init; }

    public required Uri Address { get; init; }

    public required Organisation Organisation { get; init; }

    /// <summary>The longest time between two polls while the source answers, as the user wrote it; null when its own rhythm decides.</summary>
    public TimeSpan? Every { get; init; }

    /// <summary>True when a redirect from https to http may be followed.</summary>
    public bool MayDowngrade { get; init; }

    /// <summary>Where older items are looked for when more came between two polls than the source shows.</summary>
    public Backfill Backfill { get; init; } = Backfill.Offered;

    /// <summary>True when the source carries other publishers' releases: then its name is never the publisher's.</summary>
    public bool IsWire { get; init; }

    public PageRules? Rules { get; init; }
}

/// <summary>CSS selectors for one source: how its listing's rows and its articles' parts are found.</summary>
public sealed record PageRules
{
    /// <summary>One element per announced item on the listing page; the others up to Summary are looked up inside it.</summary>
    public string? Item { get; init; }

    public string? Title { get; init; }

    public string? Link { get; init; }

    public string? Date { get; init; }

    public string? Summary { get; init; }

    /// <summary>The element that holds an article's text on its own page.</summary>
    public string? Body { get; init; }

    /// <summary>Elements to leave out of that text.</summary>
    public string? Remove { get; init; }

    /// <summary>The element of an article's own page that leads to the original it was copied from.</summary>
    public string? Original { get; init; }

    /// <summary>The element that holds an article's title on its own page.</summary>
    public string? ArticleTitle { get; init; }

    /// <summary>The element that holds the day of its publication there.</summary>
    public string? ArticleDate { get; init; }
}
