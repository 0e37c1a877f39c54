using System.Collections.Frozen;
using System.Text;

namespace Aggregator.Text;

/// <summary>What links carry that is not the document's: the table <c>links.json</c>.</summary>
internal sealed record LinkTable
{
    public static readonly LinkTable Known = EmbeddedTable.Read("links.json", TextTables.Default.LinkTable);

    public required string About { get; init; }

    public required TrackingMarks Tracking { get; init; }

    /// <summary>Addresses that only lead on to another.</summary>
    public required IReadOnlyList<LinkWrapper> Wrappers { get; init; }

    /// <param name="name">A parameter's name, decoded.</param>
    public bool IsTracking(string name) =>
        Tracking.IsNamed(name) || Tracking.Prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    /// <param name="fragment">With its <c>#</c>.</param>
    public bool IsTrackingFragment(string fragment) =>
        fragment.Length > 1 && Tracking.Fragments.Any(start => fragment.AsSpan(1).StartsWith(start, StringComparison.OrdinalIgnoreCase));
}

/// <summary>The parameters and fragments that count the reader.</summary>
internal sealed record TrackingMarks
{
    public required IReadOnlyList<string> Prefixes { get; init; }

    public required IReadOnlyList<string> Names { get; init; }

    public required IReadOnlyList<string> Fragments { get; init; }

    private FrozenSet<string> Set => field ??= Names.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public bool IsNamed(string name) => Set.Contains(name);
}

/// <summary>An address that only leads on to another, which stands in it and can be read without asking anybody.</summary>
internal sealed record LinkWrapper
{
    public required string Name { get; init; }

    /// <summary>Hosts with or without <c>www.</c>; <c>*</c> stands for any ending, or for any beginning.</summary>
    public required IReadOnlyList<string> Hosts { get; init; }

    /// <summary>The path begins so.</summary>
    public required string Path { get; init; }

    /// <summary>The query parameters that hold the address; the first that is there counts.</summary>
    public IReadOnlyList<string> Parameters { get; init => field = value ?? []; } = [];

    /// <summary>True when the address follows the path, without its scheme.</summary>
    public bool Rest { get; init; }

    /// <summary>True when the address stands somewhere behind the path, whole, perhaps percent-encoded.</summary>
    public bool Embedded { get; init; }

    /// <summary>True when the last part of the path is base64 of a message that holds the address.</summary>
    public bool Encoded { get; init; }

    /// <summary>Where it leads; null when this is another kind of address, or does not say.</summary>
    public Uri? Inside(Uri link)
    {
        if (!link.AbsolutePath.StartsWith(Path, StringComparison.OrdinalIgnoreCase) || !Hosts.Any(pattern => IsHost(link.Host, pattern)))
            return null;
        var text = Rest ? "https://" + link.PathAndQuery[Path.Length..] : Embedded ? AddressIn(link) : Encoded ? Decoded(link) : Parameter(link);
        return WebAddress.TryParse(text, out var inside) && inside.IdnHost.Contains('.', StringComparison.Ordinal) ? inside : null;
    }

    private static bool IsHost(string host, string pattern)
    {
        var bare = host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? host[4..] : host;
        if (pattern.StartsWith("*.", StringComparison.Ordinal))
            return bare.EndsWith(pattern[1..], StringComparison.OrdinalIgnoreCase);
        if (!pattern.EndsWith(".*", StringComparison.Ordinal))
            return bare.Equals(pattern, StringComparison.OrdinalIgnoreCase);
        // google.co.uk is Google's; google.evil.example is not: what follows must be a public suffix.
        return bare.StartsWith(pattern[..^1], StringComparison.OrdinalIgnoreCase) && WebSite.IsSuffix(bare[(pattern.Length - 1)..]);
    }

    private string? Parameter(Uri link)
    {
        var parts = link.Query.TrimStart('?').Split('&').Select(part => part.Split('=', 2)).Where(part => part.Length == 2).ToList();
        return Parameters.Select(name => parts.Find(part => part[0].Equals(name, StringComparison.OrdinalIgnoreCase))?[1]).OfType<string>().Select(Uri.UnescapeDataString).FirstOrDefault();
    }

    private string? AddressIn(Uri link)
    {
        var whole = link.PathAndQuery[Path.Length..];
        // What follows an address that was written percent-encoded is the wrapper's own.
        var at = whole.IndexOf("https%3A%2F%2F", StringComparison.OrdinalIgnoreCase) is var https and >= 0 ? https : whole.IndexOf("http%3A%2F%2F", StringComparison.OrdinalIgnoreCase);
        if (at >= 0)
            return Uri.UnescapeDataString(whole[at..].Split('/', '&')[0]);
        var plain = Math.Max(whole.LastIndexOf("https://", StringComparison.OrdinalIgnoreCase), whole.LastIndexOf("http://", StringComparison.OrdinalIgnoreCase));
        return plain < 0 ? null : whole[plain..];
    }

    /// <summary>Newer ids hold a ciphertext in the address' place; then there is none.</summary>
    private static string? Decoded(Uri link)
    {
        var id = link.AbsolutePath[(link.AbsolutePath.LastIndexOf('/') + 1)..].Replace('-', '+').Replace('_', '/');
        var bytes = new byte[id.Length];
        if (!Convert.TryFromBase64String(id.PadRight((id.Length + 3) / 4 * 4, '='), bytes, out var length))
            return null;
        var text = Encoding.Latin1.GetString(bytes, 0, length);
        var at = text.IndexOf("http", StringComparison.Ordinal);
        return at < 1 ? null : Sized(text, at);
    }

    /// <summary>A length stands before the address: one byte, or two from 128 on.</summary>
    private static string? Sized(string text, int at)
    {
        var last = text[at - 1];
        var size = at > 1 && text[at - 2] >= 0x80 ? (last << 7) | (text[at - 2] & 0x7F) : last;
        return size < 8 || at + size > text.Length ? null : text.Substring(at, size);
    }
}
