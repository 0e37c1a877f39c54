using System.Collections.Frozen;

namespace Aggregator.Text;

/// <summary>Which hosts are one site: those below one registered name.</summary>
public static class WebSite
{
    /// <summary>In letters. Shorter names are also words.</summary>
    private const int LongName = 8;

    private static readonly SiteTable Known = EmbeddedTable.Read("sites.json", TextTables.Default.SiteTable);

    private static readonly FrozenSet<string> UnderCountries = Known.UnderCountries.ToFrozenSet();
    private static readonly FrozenSet<string> Suffixes = Known.Suffixes.ToFrozenSet();
    private static readonly FrozenSet<string> StagingLabels = Known.StagingLabels.ToFrozenSet();

    /// <summary>The registered name of the link's host, in small letters and in ASCII: <c>example.co.uk</c> of <c>news.example.co.uk</c>.</summary>
    public static string Of(Uri link) => Of(link.IdnHost.ToLowerInvariant().TrimEnd('.'));

    /// <summary>True when both stand below one registered name, or one host lies below the other.</summary>
    public static bool IsOne(Uri one, Uri other)
    {
        var (a, b) = (Bare(one), Bare(other));
        return a == b || Of(a) == Of(b) || a.EndsWith("." + b, StringComparison.Ordinal) || b.EndsWith("." + a, StringComparison.Ordinal);
    }

    /// <summary>
    /// True when the registered names differ only in where they are registered: <c>example.de</c> and <c>example.com</c>; and when one is the other's part of a house:
    /// <c>harbournews.example.com</c> and <c>harbournews.com</c>.
    /// </summary>
    public static bool IsOneName(Uri one, Uri other)
    {
        var (a, b) = (Bare(one), Bare(other));
        return Name(a) is { Length: > 2 } name && (name == Name(b) || IsPart(a, b) || IsPart(b, a));
    }

    /// <summary>True when the host lies at or below one of these.</summary>
    public static bool IsBelow(Uri link, IReadOnlyList<string> hosts)
    {
        if (hosts.Count == 0)
            return false;
        var host = Bare(link);
        return hosts.Any(known => host == known || (host.EndsWith(known, StringComparison.Ordinal) && host[host.Length - known.Length - 1] == '.'));
    }

    /// <summary>True for a host that the public can look up: a name with a dot, whole, and none of those kept for one's own network.</summary>
    public static bool IsPublic(Uri link)
    {
        var labels = link.IdnHost.ToLowerInvariant().TrimEnd('.').Split('.');
        return labels.Length > 1 && labels.All(label => label.Length is > 0 and <= 63 && label[0] != '-' && label.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            && labels[^1].Length > 1 && !char.IsAsciiDigit(labels[^1][0]) && !Known.NoNames.Contains(labels[^1]);
    }

    /// <summary>True for hosts where a site is tried out before it is shown.</summary>
    public static bool IsStaging(Uri link)
    {
        var host = Bare(link);
        return Known.StagingSites.Any(site => host.EndsWith("." + site, StringComparison.Ordinal))
            || host.Split('.').SkipLast(2).SelectMany(label => label.Split('-')).Any(StagingLabels.Contains);
    }

    /// <summary>True for names under which anybody may register: <c>com</c>, <c>co.uk</c>.</summary>
    internal static bool IsSuffix(string name)
    {
        var labels = name.Split('.');
        return labels.Length switch
        {
            1 => labels[0].Length > 1,
            2 => (labels[1].Length == 2 && UnderCountries.Contains(labels[0])) || Suffixes.Contains(name),
            3 => Suffixes.Contains($"*.{labels[1]}.{labels[2]}"),
            _ => false,
        };
    }

    private static string Of(string host)
    {
        var labels = host.Split('.');
        if (labels.All(label => label.All(char.IsAsciiDigit)))
            return host;
        for (var length = Math.Min(3, labels.Length - 1); length > 0; length--)
        {
            if (IsSuffix(string.Join('.', labels[^length..])))
                return string.Join('.', labels[^(length + 1)..]);
        }
        return host;
    }

    /// <summary>A short name below another is a section there, and any site may be called as one: <c>autos.example.com</c> is no part of <c>autos.com</c>.</summary>
    private static bool IsPart(string host, string house) => Name(host) is { Length: >= LongName } name && house.StartsWith(name + ".", StringComparison.Ordinal);

    private static string Name(string host) => Of(host).Split('.')[0];

    /// <summary>The host, without the www. that says nothing of it.</summary>
    internal static string Bare(Uri link)
    {
        var host = link.IdnHost.ToLowerInvariant().TrimEnd('.');
        return host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host;
    }
}

/// <summary>The table <c>sites.json</c>.</summary>
internal sealed record SiteTable
{
    public required string About { get; init; }

    /// <summary>Names under which one registers below any country's two letters.</summary>
    public required IReadOnlyList<string> UnderCountries { get; init; }

    /// <summary>Further ones, whole; <c>*</c> stands for one label.</summary>
    public required IReadOnlyList<string> Suffixes { get; init; }

    public required IReadOnlyList<string> StagingLabels { get; init; }

    public required IReadOnlyList<string> StagingSites { get; init; }

    /// <summary>Endings that no public name has.</summary>
    public required IReadOnlyList<string> NoNames { get; init; }
}
