using System.CommandLine;
using System.Globalization;
using Aggregator.Polls;
using Aggregator.Sources;

namespace Aggregator.Commands;

/// <summary>A source of the feeds file, with what is remembered and kept of it.</summary>
internal sealed record WatchedSource(Source Source, PollMemory? Memory, int Count)
{
    public SourceHealth Health { get; } = SourceHealth.Of(Memory);

    public string Word => Health.State.ToString().ToLowerInvariant();

    /// <summary>All sources of the feeds file; null when it or the store cannot be read, which has been told by then.</summary>
    public static async Task<IReadOnlyList<WatchedSource>?> AllAsync(ParseResult line, Screen screen, CancellationToken stop)
    {
        if (await Session.SourcesAsync(line, screen, stop) is not { } sources)
            return null;
        var hasStore = Session.MissingStore(line.GetValue(Options.Data)!) is null;
        await using var session = hasStore ? await Session.OpenAsync(line, "sources", null, screen, stop) : null;
        if (hasStore && session is null)
            return null;
        var memories = session is null ? [] : (await session.Store.Book.RecallAllAsync(stop)).ToDictionary(memory => memory.Source);
        var counts = session is null ? new Dictionary<string, int>() : await session.Store.Archive.CountsAsync(stop);
        return [.. sources.Select(source => new WatchedSource(source, memories.GetValueOrDefault(source.Id), counts.GetValueOrDefault(source.Id.Value)))];
    }

    /// <summary>A moment as tables show it, UTC; empty for none.</summary>
    public static string Time(DateTimeOffset? moment, string format = "MM-dd HH:mm") => moment?.UtcDateTime.ToString(format, CultureInfo.InvariantCulture) ?? "";
}
