namespace Aggregator.Text;

/// <summary>Takes what only counts the reader out of a link, and nothing that names the document.</summary>
public static class LinkCleaner
{
    /// <summary>The link a wrapper leads to, without tracking parameters and fragment trackers; unknown parameters stay. Cleaning twice changes nothing.</summary>
    public static Uri Clean(Uri link)
    {
        // Every step makes the address shorter, so it ends.
        while (Inside(link) is { } inside && inside.AbsoluteUri.Length < link.AbsoluteUri.Length)
            link = inside;
        return WithoutTracking(link);
    }

    /// <summary>What a link leads to that only leads on, as far as the address itself says it; null for any other link.</summary>
    public static Uri? Unwrapped(Uri link) => Inside(link) is null ? null : Clean(link);

    /// <summary>What two spellings of one link have in common: no scheme, no www, no fragment, no trailing slash.</summary>
    /// <remarks>Only for comparing. Query parameters stay: <c>?p=1</c> and <c>?p=2</c> are two articles.</remarks>
    public static string Key(Uri link)
    {
        var clean = Clean(link);
        var host = clean.Host.ToLowerInvariant();
        if (host.StartsWith("www.", StringComparison.Ordinal))
            host = host[4..];
        var port = clean.IsDefaultPort ? "" : $":{clean.Port}";
        return WireLink.Key(clean) ?? $"{host}{port}{clean.AbsolutePath.TrimEnd('/')}{clean.Query}";
    }

    private static Uri? Inside(Uri link)
    {
        foreach (var wrapper in LinkTable.Known.Wrappers)
        {
            if (wrapper.Inside(link) is { } inside)
                return inside;
        }
        return null;
    }

    private static Uri WithoutTracking(Uri link)
    {
        var query = link.Query.TrimStart('?');
        var cleaned = string.Join('&', query.Split('&', StringSplitOptions.RemoveEmptyEntries).Where(part => !IsTracking(part)));
        var fragment = LinkTable.Known.IsTrackingFragment(link.Fragment) ? "" : link.Fragment;
        if (cleaned == query && fragment == link.Fragment)
            return link;
        // What a builder made is written with its port, which nobody wrote.
        return new Uri(new UriBuilder(link) { Query = cleaned, Fragment = fragment }.Uri.AbsoluteUri);
    }

    private static bool IsTracking(string part) => LinkTable.Known.IsTracking(Uri.UnescapeDataString(part.Split('=', 2)[0]));
}
