using System.Diagnostics.CodeAnalysis;

namespace Aggregator.Text;

/// <summary>Tells a web address from everything else that stands where one should be.</summary>
public static class WebAddress
{
    /// <summary>Longer ones are data in disguise; sitemaps stop at the same length.</summary>
    public const int MaxLength = 2048;

    /// <summary>Takes an absolute http or https address without user name and password.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Uri? address)
    {
        address = null;
        if (string.IsNullOrWhiteSpace(text) || text.Length > MaxLength)
            return false;
        var trimmed = text.Trim();
        if (trimmed.StartsWith("www.", StringComparison.OrdinalIgnoreCase))
            trimmed = "https://" + trimmed;
        if (!Uri.TryCreate(trimmed, UriKind.Absolute, out var found) || !IsWeb(found))
            return false;
        address = found;
        return true;
    }

    /// <summary>Resolves a link as a browser would; null when it does not lead to the web.</summary>
    public static Uri? Resolve(Uri? from, string? link)
    {
        if (string.IsNullOrWhiteSpace(link) || link.Length > MaxLength)
            return null;
        var text = WithoutBreaks(link);
        var isWeb = text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("http://", StringComparison.OrdinalIgnoreCase);
        if (isWeb || from is null || !from.IsAbsoluteUri)
            return Uri.TryCreate(text, UriKind.Absolute, out var alone) && ((isWeb && !text.Contains('@', StringComparison.Ordinal)) || IsWeb(alone)) ? alone : null;
        return Uri.TryCreate(from, text, out var found) && IsWeb(found) ? found : null;
    }

    public static bool IsWeb(Uri address) =>
        address.IsAbsoluteUri
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
        && address.Host.Length > 0
        && address.UserInfo.Length == 0;

    private static string WithoutBreaks(string link) =>
        link.AsSpan().IndexOfAny('\r', '\n', '\t') < 0
            ? link.Trim()
            : string.Concat(link.Where(c => c is not ('\r' or '\n' or '\t'))).Trim();
}
