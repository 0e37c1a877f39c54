using Aggregator.Sources;
using Microsoft.Extensions.Logging;

namespace Aggregator.Polling;

/// <summary>What polling writes down: events 200 to 299.</summary>
internal static partial class Log
{
    [LoggerMessage(200, LogLevel.Information, "{Source}: {Sentence}")]
    public static partial void Polled(this ILogger log, SourceId source, string sentence);

    [LoggerMessage(201, LogLevel.Error, "The poll of {Source} broke.")]
    public static partial void PollBroke(this ILogger log, Exception e, SourceId source);

    [LoggerMessage(202, LogLevel.Error, "The store did not say what is due; it is asked again at the next tick.")]
    public static partial void TickBroke(this ILogger log, Exception e);

    [LoggerMessage(203, LogLevel.Warning, "{Source}: the store could not keep the poll: {Why} Nothing of it is lost: the source is asked again.")]
    public static partial void NotKept(this ILogger log, SourceId source, string why);
}
