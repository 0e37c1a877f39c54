using System.Security.Authentication;
using Aggregator.Downloads;
using Aggregator.Text;

namespace Aggregator.Fetching;

/// <summary>Puts what the http handler throws into a sentence, and says what kind of failure it is.</summary>
internal static class Trouble
{
    public static FetchOutcome.Failed Of(HttpRequestException e, Question question)
    {
        if (e.InnerException is ForbiddenAddressException forbidden)
            return new FetchOutcome.Failed(FetchFailure.Forbidden, forbidden.Message);
        // HTTP/2 wraps what broke its connection.
        if (e.InnerException is IOException { InnerException: HttpRequestException broken })
            e = broken;
        var (host, reason) = (question.Host, Told(e.InnerException ?? e));
        return e.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => new(FetchFailure.NoSuchHost, $"The name {host} is not known: {reason}."),
            HttpRequestError.ConnectionError when question.Proxy.Length > 0 => new(FetchFailure.NoConnection, $"No connection to {host} through the proxy: {reason}."),
            HttpRequestError.ConnectionError => new(FetchFailure.NoConnection, $"No connection to {question.Address.Authority}: {reason}."),
            HttpRequestError.ProxyTunnelError => new(FetchFailure.NoConnection, $"The proxy does not lead to {host}: {Told(e)}."),
            HttpRequestError.SecureConnectionError => new(FetchFailure.Insecure, $"{host} has no trustworthy TLS: {Tls(e, reason)}."),
            HttpRequestError.ConfigurationLimitExceeded => new(FetchFailure.TooLarge, $"{host} sent more than 64 KiB of headers."),
            HttpRequestError.ResponseEnded => new(FetchFailure.CutOff, $"{host} broke off its answer."),
            _ => new(FetchFailure.CutOff, $"{host} gave no usable answer: {reason}."),
        };
    }

    /// <summary>What an exception says, as a part of a sentence: one line, bounded, without its full stop.</summary>
    public static string Told(Exception e) => PlainText.Shortened(PlainText.OneLine(e.Message), 200).TrimEnd('.');

    private static string Tls(HttpRequestException e, string reason) => e.InnerException switch
    {
        AuthenticationException { Message: var words } when words.Contains("NameMismatch", StringComparison.Ordinal) => "its certificate is for another name",
        AuthenticationException { Message: var words } when words.Contains("NotTimeValid", StringComparison.Ordinal) => "its certificate is expired or not yet valid",
        AuthenticationException { Message: var words } when words.Contains("UntrustedRoot", StringComparison.Ordinal) || words.Contains("PartialChain", StringComparison.Ordinal) =>
            "nobody known vouches for its certificate",
        AuthenticationException { Message: var words } when words.Contains("frame size", StringComparison.Ordinal) => "it does not speak TLS at this port",
        _ => reason,
    };
}
