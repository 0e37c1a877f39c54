using System.Buffers;
using System.Globalization;
using System.Net;

namespace Aggregator.Text;

/// <summary>Replaces the entities of a text by the characters they stand for: XML's five, numbers, and html's, which feeds use without asking.</summary>
internal static class Entities
{
    private const int Longest = 32;

    public static string Decoded(ReadOnlySpan<char> text, Repairs repairs)
    {
        var at = text.IndexOf('&');
        if (at < 0)
            return text.ToString();
        // An entity is never shorter than what it stands for.
        var buffer = ArrayPool<char>.Shared.Rent(text.Length);
        var length = 0;
        while (at >= 0)
        {
            text[..at].CopyTo(buffer.AsSpan(length));
            length += at;
            text = text[at..];
            var taken = Take(text, buffer.AsSpan(length), repairs, out var written);
            length += written;
            text = text[taken..];
            at = text.IndexOf('&');
        }
        text.CopyTo(buffer.AsSpan(length));
        var decoded = new string(buffer, 0, length + text.Length);
        ArrayPool<char>.Shared.Return(buffer);
        return decoded;
    }

    /// <summary>Takes the entity that <paramref name="text"/> begins with, or its ampersand alone; how many characters it took.</summary>
    private static int Take(ReadOnlySpan<char> text, Span<char> to, Repairs repairs, out int written)
    {
        var end = text[..Math.Min(text.Length, Longest)].IndexOf(';');
        var name = end > 1 ? text[1..end] : default;
        written = 1;
        var known = name switch
        {
            "lt" => '<',
            "gt" => '>',
            "amp" => '&',
            "quot" => '"',
            "apos" => '\'',
            _ => '\0',
        };
        if (known != '\0')
        {
            to[0] = known;
            return end + 1;
        }
        if (!name.IsEmpty && name[0] == '#' && Number(name[1..]) is { } code)
            return end + 1 + TakeNumber(code, text[(end + 1)..], to, out written);
        if (!name.IsEmpty && name[0] != '#' && TryNamed(text[..(end + 1)], to, repairs, out written))
            return end + 1;
        repairs.Add(Repair.BareAmpersand);
        (to[0], written) = ('&', 1);
        return 1;
    }

    private static int? Number(ReadOnlySpan<char> digits)
    {
        var isHex = digits.Length > 1 && digits[0] is 'x' or 'X';
        return int.TryParse(isHex ? digits[1..] : digits, isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : null;
    }

    /// <summary>Writes the character of a number; how much of what follows belongs to it, when somebody wrote it as its two halves.</summary>
    private static int TakeNumber(int code, ReadOnlySpan<char> after, Span<char> to, out int written)
    {
        written = 0;
        var taken = 0;
        if (code is >= 0xD800 and <= 0xDBFF && after.StartsWith("&#") && after[..Math.Min(after.Length, Longest)].IndexOf(';') is > 2 and var end && Number(after[2..end]) is >= 0xDC00 and <= 0xDFFF and var low)
            (code, taken) = (char.ConvertToUtf32((char)code, (char)low), end + 1);
        // 128 to 159 are controls that nobody means: whoever writes them means windows-1252, and browsers read them so.
        if (code is >= 0x80 and <= 0x9F)
            code = Charset.Windows1252((byte)code);
        // What is no character is nothing.
        if ((code >= 0x20 || code is 9 or 10 or 13) && System.Text.Rune.TryCreate(code, out var rune))
            written = rune.EncodeToUtf16(to);
        return taken;
    }

    private static bool TryNamed(ReadOnlySpan<char> entity, Span<char> to, Repairs repairs, out int written)
    {
        written = 0;
        foreach (var c in entity[1..^1])
        {
            if (!char.IsAsciiLetterOrDigit(c))
                return false;
        }
        var decoded = WebUtility.HtmlDecode(entity.ToString());
        if (decoded.Length >= entity.Length)
            return false;
        decoded.CopyTo(to);
        written = decoded.Length;
        repairs.Add(Repair.HtmlEntity);
        return true;
    }
}
