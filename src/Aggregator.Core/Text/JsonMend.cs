using System.Globalization;
using System.Text;

namespace Aggregator.Text;

/// <summary>Mends what programs write into the texts of JSON and JSON forbids: line breaks, and half a character where a text was cut through one.</summary>
internal static class JsonMend
{
    public const string Repair = "line breaks or halves of characters in texts, which JSON forbids, were taken out";

    private const int EscapeLength = 6;

    /// <summary>True when the text may hold half a character: every half is written so.</summary>
    public static bool MayHoldHalves(ReadOnlySpan<char> json) => json.Contains("\\ud", StringComparison.OrdinalIgnoreCase);

    /// <summary>The same JSON without either; null when there was neither.</summary>
    public static string? Of(ReadOnlySpan<char> json)
    {
        var mended = new StringBuilder(json.Length);
        var isText = false;
        for (var at = 0; at < json.Length;)
        {
            var length = isText && json[at] == '\\' ? EscapeAt(json[at..]) : 1;
            if (length < 0)
            {
                at += EscapeLength;
                continue;
            }
            isText ^= json[at] == '"';
            if (isText && json[at] < ' ')
                mended.Append(' ');
            else
                mended.Append(json.Slice(at, length));
            at += length;
        }
        return json.SequenceEqual(mended.ToString()) ? null : mended.ToString();
    }

    /// <summary>How long the escape is that begins here, both halves of a character together; negative when it is a half alone.</summary>
    private static int EscapeAt(ReadOnlySpan<char> rest) => (HalfAt(rest), rest.Length > EscapeLength ? HalfAt(rest[EscapeLength..]) : null) switch
    {
        (null, _) => Math.Min(2, rest.Length),
        ( < 0xDC00, >= 0xDC00) => 2 * EscapeLength,
        _ => -1,
    };

    private static int? HalfAt(ReadOnlySpan<char> rest) =>
        rest.Length >= EscapeLength && rest[0] == '\\' && rest[1] == 'u' && int.TryParse(rest[2..EscapeLength], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) && code is >= 0xD800 and <= 0xDFFF ? code : null;
}
