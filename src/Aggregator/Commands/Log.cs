using Microsoft.Extensions.Logging;

namespace Aggregator.Commands;

/// <summary>What the program writes down about itself: events 100 to 199.</summary>
internal static partial class Log
{
    [LoggerMessage(100, LogLevel.Information, "Watching {Sources} sources; data in {Folder}; digests: {Digests}.")]
    public static partial void Watching(this ILogger log, int sources, string folder, string digests);
}
