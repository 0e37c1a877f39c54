namespace Aggregator.Sources;

/// <summary>Who publishes: a think tank, a ministry, a bank.</summary>
public sealed record Organisation
{
    public required string Name { get; init; }

    /// <summary>Other names under which wires and feeds speak of it.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The hosts its own documents stand on.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>ISO 3166 code, or EU, INT.</summary>
    public string? Country { get; init; }

    public IReadOnlyList<string> Topics { get; init; } = [];
}
