using Microsoft.Extensions.Logging;

namespace Aggregator.Digesting;

/// <summary>What digesting writes down: events 500 to 599.</summary>
internal static partial class Log
{
    [LoggerMessage(500, LogLevel.Information, "Digest sent: {Subject} → {Where}")]
    public static partial void Sent(this ILogger log, string subject, string where);

    [LoggerMessage(501, LogLevel.Information, "No digest: {Sentence}")]
    public static partial void NothingNew(this ILogger log, string sentence);

    [LoggerMessage(502, LogLevel.Warning, "Digest not sent: {Why}")]
    public static partial void NotSent(this ILogger log, string why);
}
