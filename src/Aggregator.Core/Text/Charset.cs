using System.Text;
using System.Text.RegularExpressions;

namespace Aggregator.Text;

/// <summary>Turns bytes into characters, believing the bytes more than what is said about them.</summary>
public static partial class Charset
{
    private const int Declared = 2048;

    static Charset() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Decodes by byte order mark, then strict UTF-8, then the declared charset, then windows-1252, which always answers.</summary>
    /// <remarks>UTF-8 before the declaration: text in another charset is almost never valid UTF-8 by chance, and declarations lie.</remarks>
    public static string Decode(ReadOnlySpan<byte> bytes, string? contentType)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            return Encoding.UTF8.GetString(bytes[3..]);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return Encoding.Unicode.GetString(bytes[2..]);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return Encoding.BigEndianUnicode.GetString(bytes[2..]);
        var declared = Named(contentType, ContentTypeCharset()) ?? Named(Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, Declared)]), DocumentCharset());
        if (declared is not null && declared.CodePage is 50220 or 52936)
            return declared.GetString(bytes);
        if (System.Text.Unicode.Utf8.IsValid(bytes))
            return Encoding.UTF8.GetString(bytes);
        // What is declared UTF-8 or UTF-16 and is neither is an old code page, or a torn file: replacement characters show where.
        return (declared is null or UnicodeEncoding ? Encoding.GetEncoding(1252) : declared).GetString(bytes);
    }

    private static Encoding? Named(string? text, Regex pattern)
    {
        if (text is null || pattern.Match(text) is not { Success: true } match)
            return null;
        try
        {
            var named = Encoding.GetEncoding(match.Groups["name"].Value);
            // Whoever says latin-1 or ASCII means what Windows made of it, curly quotes and all; browsers read it so.
            return named.CodePage is 28591 or 20127 ? Encoding.GetEncoding(1252) : named;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            // Unknown, or UTF-7, which is known and refused.
            return null;
        }
    }

    [GeneratedRegex("""charset\s*=\s*["']?(?<name>[A-Za-z0-9_:.\-]{2,40})""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex ContentTypeCharset();

    [GeneratedRegex("""(?:charset|encoding)\s*=\s*["']?(?<name>[A-Za-z0-9_:.\-]{2,40})""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex DocumentCharset();
}
