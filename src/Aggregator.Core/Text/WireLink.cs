using System.Globalization;
using System.Text.RegularExpressions;

namespace Aggregator.Text;

/// <summary>What a wired-gov.net address says by itself: that it is a release, and when the wire loaded it.</summary>
/// <remarks>The paths end in <c>+ddMMyyyyHHmmss</c>; that is the wire's load time, not the publisher's. Old addresses carry an id instead.</remarks>
public static partial class WireLink
{
    /// <summary>True for a release's page or its printable version on the wire.</summary>
    public static bool IsRelease(Uri? link) => link is not null && IsWire(link) && Slug().IsMatch(Decoded(link));

    /// <summary>True for any page of the wire.</summary>
    public static bool IsWire(Uri link) =>
        link.Host.Equals("wired-gov.net", StringComparison.OrdinalIgnoreCase)
        || link.Host.EndsWith(".wired-gov.net", StringComparison.OrdinalIgnoreCase);

    /// <summary>The address with its plus signs as the wire writes them: copies of it come encoded once more.</summary>
    public static Uri Plain(Uri link) =>
        IsWire(link) && link.AbsolutePath.Contains("%2B", StringComparison.OrdinalIgnoreCase) ? new UriBuilder(link) { Path = Decoded(link) }.Uri : link;

    /// <summary>The load time in the slug, on the wire's clock; null when the address has none.</summary>
    public static WrittenDate? LoadTime(Uri? link)
    {
        if (!IsRelease(link) || Slug().Match(Decoded(link!)) is not { Success: true } match)
            return null;
        return DateTime.TryParseExact(match.Groups["time"].Value, "ddMMyyyyHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            ? WrittenDate.In(Zones.London, local)
            : null;
    }

    /// <summary>One key for all spellings of one release: article or printable, any case, <c>?open</c> or not; null elsewhere.</summary>
    internal static string? Key(Uri link)
    {
        if (!IsWire(link) || Slug().Match(Decoded(link)) is not { Success: true } match)
            return null;
        return $"wired-gov.net/{match.Groups["slug"].Value.ToLowerInvariant()}+{match.Groups["time"].Value}";
    }

    private static string Decoded(Uri link) => link.AbsolutePath.Replace("%2B", "+", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"/(?:articles|print)/(?<slug>[^/]+)\+(?<time>[0-9]{14})$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Slug();
}
