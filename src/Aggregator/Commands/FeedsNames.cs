using System.CommandLine;
using Aggregator.Sources;

namespace Aggregator.Commands;

/// <summary>The names of organisations, for verbs that can do without them.</summary>
internal static class FeedsNames
{
    /// <summary>All names of each organisation that has several; none where there is no readable feeds file.</summary>
    public static async Task<IReadOnlyList<IReadOnlyList<string>>> ReadAsync(ParseResult line, CancellationToken stop)
    {
        try
        {
            return FeedsFile.Parse(await File.ReadAllTextAsync(line.GetValue(Options.Feeds)!, stop)) is FeedsFileOutcome.Good good ? Of(good.Sources) : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return [];
        }
    }

    public static IReadOnlyList<IReadOnlyList<string>> Of(IReadOnlyList<Source> sources) =>
        [.. sources.Select(source => source.Organisation).Distinct().Where(organisation => organisation.Aliases.Count > 0).Select(organisation => (IReadOnlyList<string>)[organisation.Name, .. organisation.Aliases])];
}
