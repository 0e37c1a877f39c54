namespace Aggregator.Downloads;

/// <summary>What is asked of the web, and under which rules.</summary>
public sealed record FetchRequest(Uri Address)
{
    public Validators Validators { get; init; } = Validators.None;

    /// <summary>True for pages: robots.txt is obeyed. A feed is published to be polled.</summary>
    public bool IsPage { get; init; }

    /// <summary>True when a redirect from https to http may be followed.</summary>
    public bool MayDowngrade { get; init; }

    /// <summary>The source whose headers and credentials go with the request; null for none.</summary>
    public string? Source { get; init; }
}
