using System.Collections.Frozen;
using System.Net;
using System.Net.Sockets;
using Aggregator.Text;

namespace Aggregator.Downloads;

/// <summary>Tells which addresses are not asked, whatever they resolve to: not the web, with a user's name, or with an odd host or port.</summary>
public static class OddAddress
{
    /// <summary>Ports of services that speak another language: what browsers refuse (fetch.spec.whatwg.org), and databases and daemons beside it.</summary>
    private static readonly FrozenSet<int> ClosedPorts = new[]
    {
        0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 138, 139, 143, 161, 179,
        389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566,
        6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
        445, 873, 1433, 1521, 2375, 2376, 2379, 2380, 3306, 3389, 5432, 5672, 5900, 5984, 6379, 6443, 7001, 9042, 9200, 9300, 10250, 11211, 27017,
    }.ToFrozenSet();

    /// <summary>Endings that no public name has (RFC 6761, 6762, 8375, and what routers invent).</summary>
    private static readonly string[] LocalEndings = [".localhost", ".local", ".internal", ".intranet", ".lan", ".home", ".corp", ".private", ".localdomain", ".home.arpa"];

    /// <summary>Why the address is not asked, as a sentence without its secrets; null when it may be.</summary>
    public static string? WhyNot(Uri address)
    {
        if (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps) || address.Host.Length == 0)
            return $"{(address.IsAbsoluteUri ? PlainText.Shortened(address.Scheme, 20) + "://" : "A part of an address")} is not the web: only http and https are asked.";
        var host = HostOf(address);
        if (address.UserInfo.Length > 0)
            return $"{host} stands behind a user name in its address, which is not asked: credentials belong into the settings of the source.";
        if (ClosedPorts.Contains(address.Port))
            return $"{host} may not be asked at port {address.Port}, which belongs to another service than the web.";
        if (address.HostNameType == UriHostNameType.IPv4 && WrittenHost(address.OriginalString) is { } written && written != address.Host && IsNumber(written))
            return $"{host} is written in an odd way ({PlainText.Shortened(written, 60)}); an address is asked only in its plain form.";
        // Digits of other scripts: a name to look at, an address once it is asked.
        if (address.HostNameType == UriHostNameType.Dns && IPAddress.TryParse(host, out _))
            return $"{host} is written in an odd way; an address is asked only in its plain form.";
        return address.HostNameType is UriHostNameType.Dns && (host.EndsWith('.') || host.Length > 253) ? $"{PlainText.Shortened(host, 60)} is no plain host name: write it without the dot at its end." : null;
    }

    /// <summary>The host for sentences and look-ups: ASCII, and without brackets.</summary>
    public static string HostOf(Uri address) => address.IdnHost;

    /// <summary>True for names that mean something only in somebody's own network: asked only when all their addresses are allowed ones.</summary>
    public static bool IsLocalName(string host) =>
        !IPAddress.TryParse(host, out _)
        && (!host.Contains('.', StringComparison.Ordinal) || LocalEndings.Any(ending => host.EndsWith(ending, StringComparison.OrdinalIgnoreCase)));

    /// <summary>The host as somebody wrote it, before it was put in its plain form; null when the text has none.</summary>
    private static string? WrittenHost(string text)
    {
        var start = text.IndexOf("//", StringComparison.Ordinal);
        if (start < 0 || text.AsSpan(0, start).ContainsAny('/', '?', '#'))
            return null;
        var rest = text[(start + 2)..];
        var end = rest.AsSpan().IndexOfAny("/?#\\:");
        return end < 0 ? rest : rest[..end];
    }

    /// <summary>Hexadecimal, octal, short: all that inet_aton takes, but the plain form.</summary>
    private static bool IsNumber(string host) =>
        host.Length > 0 && host.All(c => char.IsAsciiHexDigit(c) || c is 'x' or 'X' or '.')
        && !(IPAddress.TryParse(host, out var plain) && plain.AddressFamily == AddressFamily.InterNetwork && plain.ToString() == host);
}
