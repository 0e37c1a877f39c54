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

    [LoggerMessage(510, LogLevel.Information, "A letter to {Recipient} came back ({Kind}): {Why}")]
    public static partial void Returned(this ILogger log, Mailing.BounceKind kind, string recipient, string why);

    [LoggerMessage(511, LogLevel.Information, "A mail that came back was ignored: {Why}")]
    public static partial void ReturnIgnored(this ILogger log, string why);

    [LoggerMessage(512, LogLevel.Warning, "Bounces are not read: {Why}")]
    public static partial void BouncesUnread(this ILogger log, string why);

    [LoggerMessage(520, LogLevel.Information, "Retention: {Articles} articles and the texts of {Bodies} were removed; the keys of {Forgotten} were forgotten")]
    public static partial void Trimmed(this ILogger log, long articles, long bodies, long forgotten);

    [LoggerMessage(521, LogLevel.Warning, "Retention stopped and goes on in an hour: {Why}")]
    public static partial void NotTrimmed(this ILogger log, string why);

    [LoggerMessage(522, LogLevel.Information, "{Count} addresses never confirmed and were forgotten")]
    public static partial void SilentForgotten(this ILogger log, int count);
}
