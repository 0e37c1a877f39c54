using Microsoft.Extensions.Logging;

namespace Aggregator.Serving;

/// <summary>What serving writes down: events 600 to 699. Never a link: whoever has one may use it.</summary>
internal static partial class Log
{
    [LoggerMessage(600, LogLevel.Information, "Subscribers' pages: {Address}")]
    public static partial void Listening(this ILogger log, string address);

    [LoggerMessage(601, LogLevel.Warning, "Subscribers' pages cannot be served at {Address}, so links in letters lead nowhere: {Why}")]
    public static partial void NotListening(this ILogger log, string address, string why);

    [LoggerMessage(602, LogLevel.Error, "A page for subscribers failed, and what was asked there was not done")]
    public static partial void NotServed(this ILogger log, Exception e);
}
