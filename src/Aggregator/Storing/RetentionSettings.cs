using Aggregator.Sources;

namespace Aggregator.Storing;

/// <summary>How long what was kept stays; as long as nothing is set, for ever. Bound from the section Retention.</summary>
internal sealed record RetentionSettings
{
    /// <summary>Of articles older than this, text, page and earlier versions go; title, dates and links stay.</summary>
    public TimeSpan? BodiesFor { get; init; }

    /// <summary>Articles older than this go.</summary>
    public TimeSpan? ArticlesFor { get; init; }

    /// <summary>Of each source, the newest so many articles stay.</summary>
    public int? ArticlesPerSource { get; init; }

    /// <summary>What is set otherwise for single sources, by their ids.</summary>
    public Dictionary<string, RetentionRule> Sources { get; init; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>True when everything stays.</summary>
    internal bool KeepsAll => (BodiesFor, ArticlesFor, ArticlesPerSource, Sources.Count) == (null, null, null, 0);

    /// <summary>Everything that is wrong with these settings, one sentence each.</summary>
    public IEnumerable<string> Problems() =>
        [.. General.Problems("Retention"), .. Sources.SelectMany(source => source.Value.Problems($"Retention:Sources:{source.Key}"))];

    /// <summary>What holds for a source: its own, and for what that leaves open the general.</summary>
    internal RetentionRule Of(string source)
    {
        // The environment has no hyphens in its names.
        var own = Sources.FirstOrDefault(pair => pair.Key.Replace('_', '-').Equals(source, StringComparison.OrdinalIgnoreCase)).Value ?? new RetentionRule();
        return new RetentionRule
        {
            BodiesFor = own.BodiesFor ?? BodiesFor,
            ArticlesFor = own.ArticlesFor ?? ArticlesFor,
            ArticlesPerSource = own.ArticlesPerSource ?? ArticlesPerSource,
        };
    }

    /// <summary>Settings of single sources that are for none of those there are, one sentence each.</summary>
    internal IEnumerable<string> Strangers(IReadOnlyList<Source> sources) =>
        Sources.Keys.Where(key => !sources.Any(source => source.Id.Value.Equals(key.Replace('_', '-'), StringComparison.OrdinalIgnoreCase)))
            .Select(key => $"Retention:Sources:{key} is for no source: the feeds file has none of that id. 'aggregator sources' lists them.");

    private RetentionRule General => new() { BodiesFor = BodiesFor, ArticlesFor = ArticlesFor, ArticlesPerSource = ArticlesPerSource };
}

/// <summary>How long the articles of one source stay.</summary>
internal sealed record RetentionRule
{
    private static readonly TimeSpan Shortest = TimeSpan.FromDays(1);

    public TimeSpan? BodiesFor { get; init; }

    public TimeSpan? ArticlesFor { get; init; }

    public int? ArticlesPerSource { get; init; }

    public IEnumerable<string> Problems(string section)
    {
        if (BodiesFor < Shortest)
            yield return $"{section}:BodiesFor '{BodiesFor}' must be a day or more: write 90 days as 90.00:00:00.";
        if (ArticlesFor < Shortest)
            yield return $"{section}:ArticlesFor '{ArticlesFor}' must be a day or more: write 90 days as 90.00:00:00.";
        if (ArticlesPerSource < 1)
            yield return $"{section}:ArticlesPerSource '{ArticlesPerSource}' must be 1 or more.";
    }
}
