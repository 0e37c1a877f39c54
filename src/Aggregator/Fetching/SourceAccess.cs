using Aggregator.Text;

namespace Aggregator.Fetching;

/// <summary>How one source is asked: its headers, its credentials and its proxy. Set as Fetching:Sources:ID:…; secrets stand in the environment alone.</summary>
internal sealed record SourceAccess
{
    /// <summary>The whole Authorization header, as "Bearer …". A secret.</summary>
    public string Authorization { get; init; } = "";

    /// <summary>For basic authentication, with Password.</summary>
    public string User { get; init; } = "";

    /// <summary>A secret.</summary>
    public string Password { get; init; } = "";

    /// <summary>Further headers by their names.</summary>
    public Dictionary<string, string> Headers { get; init; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The proxy for this source, as http://proxy:3128; with a user and password in it, a secret.</summary>
    public string Proxy { get; init; } = "";

    /// <summary>Headers that are ours to set, or that would steer the connection.</summary>
    private static readonly HashSet<string> Taken = new(StringComparer.OrdinalIgnoreCase)
    {
        "Host", "Connection", "Content-Length", "Transfer-Encoding", "Upgrade", "Expect", "TE", "Trailer", "If-None-Match", "If-Modified-Since", "Range", "Proxy-Authorization", "Accept-Encoding",
    };

    /// <summary>Everything that is wrong, one sentence each, never with a value in it.</summary>
    public IEnumerable<string> Problems(string id)
    {
        if (Authorization.Length > 0 && User.Length + Password.Length > 0)
            yield return $"Fetching:Sources:{id} has both Authorization and User with Password: one of them is enough.";
        if (User.Length == 0 && Password.Length > 0)
            yield return $"Fetching:Sources:{id}:Password needs a User beside it.";
        if (User.Contains(':', StringComparison.Ordinal))
            yield return $"Fetching:Sources:{id}:User must not contain a colon.";
        if (HasBreaks(Authorization) || HasBreaks(User) || HasBreaks(Password))
            yield return $"Fetching:Sources:{id} has credentials with control characters.";
        foreach (var (name, value) in Headers)
            if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') || Taken.Contains(name) || HasBreaks(value))
                yield return $"Fetching:Sources:{id}:Headers has '{PlainText.Shortened(PlainText.OneLine(name), 60)}', which cannot be sent.";
        if (!IsProxy(Proxy))
            yield return $"Fetching:Sources:{id}:Proxy must be an address as http://proxy:3128.";
    }

    /// <summary>True for no proxy, and for an address that one may have.</summary>
    public static bool IsProxy(string text) =>
        text.Length == 0 || (Uri.TryCreate(text, UriKind.Absolute, out var proxy) && proxy is { Scheme: "http" or "https" or "socks5", PathAndQuery: "/" or "", Host.Length: > 0 });

    /// <summary>Without its secrets, wherever it is printed.</summary>
    public override string ToString() => nameof(SourceAccess);

    private static bool HasBreaks(string value) => value.Any(char.IsControl);
}
