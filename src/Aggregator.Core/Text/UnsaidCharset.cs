using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using UtfUnknown;

namespace Aggregator.Text;

/// <summary>What charset a text is in that does not say it, or says UTF-8 and is not: told by how often which letters stand beside each other.</summary>
internal static class UnsaidCharset
{
    /// <summary>So many bytes are asked, from the first one on that is not ASCII; they cost about four milliseconds.</summary>
    private const int Asked = 32 * 1024;

    /// <summary>The first letter that is not of the Latin script, and of its accents.</summary>
    private const char Greek = '\u0370';

    /// <summary>What the web is written in besides windows-1252, by the name that the detector gives it, and the code page that reads it.</summary>
    /// <remarks>Others (of DOS in the west, of the Macintosh, VISCII) are never right in a page: where they are answered, a curly quote was taken for a letter.</remarks>
    private static readonly FrozenDictionary<string, int> CodePages = new Dictionary<string, int>
    {
        ["windows-1250"] = 1250,
        ["iso-8859-2"] = 28592,
        // Romanian; .NET has it not, and its letters stand in the same places there.
        ["iso-8859-16"] = 1250,
        ["windows-1251"] = 1251,
        // The small letters stand in the same places; nobody writes pages in it.
        ["x-mac-cyrillic"] = 1251,
        // The letters that Ukrainian needs beside the Russian ones are drawn lines in KOI8-R.
        ["koi8-r"] = 21866,
        ["iso-8859-5"] = 28595,
        ["ibm866"] = 866,
        ["windows-1253"] = 1253,
        ["iso-8859-7"] = 28597,
        ["iso-8859-9"] = 1254,
        ["windows-1255"] = 1255,
        ["iso-8859-8"] = 1255,
        ["windows-1256"] = 1256,
        ["iso-8859-6"] = 28596,
        ["windows-1257"] = 1257,
        ["iso-8859-13"] = 1257,
        ["tis-620"] = 874,
        ["iso-8859-11"] = 874,
        ["euc-jp"] = 51932,
        ["shift-jis"] = 932,
        ["gb18030"] = 54936,
        ["big5"] = 950,
        ["euc-kr"] = 949,
        ["cp949"] = 949,
    }.ToFrozenDictionary();

    /// <summary>Null where the bytes are mostly UTF-8, or tell too little; then they are read as windows-1252.</summary>
    /// <param name="bytes">A text that is not UTF-8 throughout.</param>
    public static Encoding? Of(ReadOnlySpan<byte> bytes)
    {
        var rest = bytes[bytes.IndexOfAnyInRange((byte)0x80, (byte)0xFF)..];
        var asked = rest[..Math.Min(rest.Length, Asked)];
        if (IsMostlyUtf8(asked))
            return null;
        if (CharsetDetector.DetectFromBytes(asked.ToArray()).Detected is not { } answer || !CodePages.TryGetValue(answer.EncodingName, out var page))
            return null;
        var encoding = Encoding.GetEncoding(page);
        return IsLikely(encoding.GetString(asked), answer.Confidence) ? encoding : null;
    }

    /// <summary>A torn or patched text has more letters that are UTF-8 than bytes that are not; in any other charset some are, by chance.</summary>
    private static bool IsMostlyUtf8(ReadOnlySpan<byte> bytes)
    {
        var surplus = 0;
        while (bytes.IndexOfAnyInRange((byte)0x80, (byte)0xFF) is >= 0 and var at)
        {
            surplus += Rune.DecodeFromUtf8(bytes[at..], out _, out var length) == OperationStatus.Done ? 1 : -1;
            bytes = bytes[(at + length)..];
        }
        return surplus >= 0;
    }

    /// <summary>The detector answers for one pound sign, too, and is sure of two in a row: so what it makes of the bytes must look like words.</summary>
    private static bool IsLikely(string text, float confidence)
    {
        var (signs, runs, letters, different) = (0, 0, 0, new HashSet<char>());
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at];
            if (char.IsAscii(c))
                continue;
            signs++;
            runs += at == 0 || char.IsAscii(text[at - 1]) ? 1 : 0;
            // In Thai, vowels stand above and below.
            if (!char.IsLetter(c) && CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
                continue;
            letters++;
            different.Add(char.ToLowerInvariant(c));
        }
        if (letters * 3 < signs * 2)
            return false;
        // Latin letters stand alone among ASCII, and those of the west most often; all others stand together.
        return different.All(c => c < Greek)
            ? confidence >= 0.7 && letters >= 6 && different.Count >= 3
            : confidence >= 0.4 && letters >= 10 && signs >= runs * 2;
    }
}
