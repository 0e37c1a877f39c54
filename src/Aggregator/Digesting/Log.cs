using Microsoft.Extensions.Logging;

namespace Aggregator.Digesting;

/// <summary>What digesting writes down: events 500 to 599.</summary>
internal static partial class Log
{
    [LoggerMessage(500, LogLevel.Information, "Digest sent: {Subject}, to {Recipient} → {Where}")]
    public static partial void Sent(this ILogger log, string subject, string recipient, string where);

    [LoggerMessage(501, LogLevel.Information, "No digest for {Subscription}: nothing new up to no. {UpTo}")]
    public static partial void NothingNew(this ILogger log, string subscription, long upTo);

    [LoggerMessage(502, LogLevel.Warning, "Digest not sent: {Subject}, to {Recipient}. {Why}")]
    public static partial void NotSent(this ILogger log, string subject, string recipient, string why);
}
