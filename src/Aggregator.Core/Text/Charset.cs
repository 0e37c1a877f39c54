using System.Buffers;
using System.Text;

namespace Aggregator.Text;

/// <summary>Turns bytes into characters, believing the bytes more than what is said about them.</summary>
public static class Charset
{
    private const int Declared = 2048;
    private const int Utf7 = 65000;
    private const int Ebcdic = 37;

    private static readonly SearchValues<byte> NameBytes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_:.-"u8);

    private static readonly Encoding Windows;
    private static readonly Encoding Utf8OrWindows;

    private static ReadOnlySpan<byte> Blanks => " \t\r\n"u8;

    static Charset()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        Windows = Encoding.GetEncoding(1252);
        Utf8OrWindows = Encoding.GetEncoding(Encoding.UTF8.CodePage, EncoderFallback.ReplacementFallback, new OneByteFallback());
    }

    /// <summary>Decodes by byte order mark, then strict UTF-8, then the declared charset, then what the letters look like, then windows-1252, which always answers.</summary>
    /// <remarks>UTF-8 before the declaration: text in another charset is almost never valid UTF-8 by chance, and declarations lie.</remarks>
    public static string Decode(ReadOnlySpan<byte> bytes, string? contentType) => Of(bytes, contentType, out var mark, out _).GetString(bytes[mark..]);

    /// <summary>The charset that the bytes are in; how many of them are a byte order mark; and what was said of it that is not so.</summary>
    public static Encoding Of(ReadOnlySpan<byte> bytes, string? contentType, out int mark, out string? repair)
    {
        repair = null;
        if (Marked(bytes, out mark) is { } marked)
            return marked;
        var start = bytes[..Math.Min(bytes.Length, Declared)];
        var (header, written) = (Said(contentType), Said(start, "encoding"u8) ?? Said(start, "charset"u8));
        var said = header ?? written;
        var declared = Named(said);
        // Servers say UTF-8 of everything: where it is not so, the document may know better.
        var legacy = Legacy(declared) ?? Legacy(Named(written));
        // These are ASCII to look at, and so are valid UTF-8.
        if (legacy is { CodePage: 50220 or 52936 } && Ascii.IsValid(bytes))
            return legacy;
        if (System.Text.Unicode.Utf8.IsValid(bytes))
        {
            if (said is not null && declared is not UTF8Encoding && !Ascii.IsValid(bytes))
                repair = $"the charset is said to be {PlainText.Shortened(PlainText.OneLine(said), 40)}, and is UTF-8";
            return Encoding.UTF8;
        }
        if (legacy is not null)
            return legacy;
        if (UnsaidCharset.Of(bytes) is { } guessed)
        {
            repair = $"bytes that are not UTF-8 were read as {guessed.WebName}, by their letters";
            return guessed;
        }
        repair = "bytes that are not UTF-8 were read as windows-1252";
        return Utf8OrWindows;
    }

    /// <summary>What windows-1252 makes of a byte.</summary>
    internal static char Windows1252(byte value) => Windows.GetString([value])[0];

    /// <summary>What the first bytes themselves tell: a byte order mark, or how a &lt; is written.</summary>
    private static Encoding? Marked(ReadOnlySpan<byte> bytes, out int mark)
    {
        (var encoding, mark) = bytes switch
        {
            [0xEF, 0xBB, 0xBF, ..] => (Encoding.UTF8, 3),
            [0xFF, 0xFE, 0, 0, ..] => (Encoding.UTF32, 4),
            [0, 0, 0xFE, 0xFF, ..] => (new UTF32Encoding(bigEndian: true, byteOrderMark: false), 4),
            [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
            [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
            [(byte)'<', 0, 0, 0, ..] => (Encoding.UTF32, 0),
            [0, 0, 0, (byte)'<', ..] => (new UTF32Encoding(bigEndian: true, byteOrderMark: false), 0),
            [(byte)'<', 0, _, 0, ..] => (Encoding.Unicode, 0),
            [0, (byte)'<', 0, _, ..] => (Encoding.BigEndianUnicode, 0),
            // <?xm in EBCDIC
            [0x4C, 0x6F, 0xA7, 0x94, ..] => (Encoding.GetEncoding(Ebcdic), 0),
            _ => ((Encoding?)null, 0),
        };
        return encoding;
    }

    /// <summary>A charset that only its name tells; null for Unicode, which the bytes tell.</summary>
    private static Encoding? Legacy(Encoding? encoding) => encoding is UTF8Encoding or UnicodeEncoding or UTF32Encoding ? null : encoding;

    private static string? Said(string? contentType) => contentType is null ? null : Said(Encoding.UTF8.GetBytes(contentType), "charset"u8);

    /// <summary>The name that follows a word and an equals sign, quoted or not; the word in small letters or in capitals.</summary>
    private static string? Said(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> word) => Following(bytes, word) ?? Following(bytes, Capitals(word, stackalloc byte[word.Length]));

    private static string? Following(ReadOnlySpan<byte> rest, ReadOnlySpan<byte> word)
    {
        for (var at = rest.IndexOf(word); at >= 0; at = rest.IndexOf(word))
        {
            rest = rest[(at + word.Length)..];
            var value = rest.TrimStart(Blanks);
            if (value is not [(byte)'=', ..])
                continue;
            value = value[1..].TrimStart(Blanks).TrimStart("\"'"u8);
            var end = value.IndexOfAnyExcept(NameBytes);
            if ((end < 0 ? value.Length : end) is >= 2 and <= 40 and var longEnough)
                return Encoding.ASCII.GetString(value[..longEnough]);
        }
        return null;
    }

    private static ReadOnlySpan<byte> Capitals(ReadOnlySpan<byte> word, Span<byte> capitals)
    {
        Ascii.ToUpper(word, capitals, out _);
        return capitals;
    }

    private static Encoding? Named(string? name)
    {
        if (name is null)
            return null;
        try
        {
            var named = Encoding.GetEncoding(name);
            return named.CodePage switch
            {
                // Whoever says latin-1 or ASCII means what Windows made of it, curly quotes and all; browsers read it so.
                28591 or 20127 => Windows,
                // The old Chinese charset is a part of the new one, and is said where the new one is meant.
                936 or 20936 => Encoding.GetEncoding("GB18030"),
                Utf7 => null,
                _ => named,
            };
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Reads each byte that is no UTF-8 as windows-1252: a torn or patched text keeps the rest of its characters.</summary>
    private sealed class OneByteFallback : DecoderFallback
    {
        public override int MaxCharCount => 4;

        public override DecoderFallbackBuffer CreateFallbackBuffer() => new OneByteBuffer();
    }

    /// <summary>Hands out the characters for the bytes that were refused.</summary>
    private sealed class OneByteBuffer : DecoderFallbackBuffer
    {
        private string _text = "";
        private int _at;

        public override int Remaining => _text.Length - _at;

        public override bool Fallback(byte[] bytesUnknown, int index)
        {
            (_text, _at) = (Windows.GetString(bytesUnknown), 0);
            return _text.Length > 0;
        }

        public override char GetNextChar() => _at < _text.Length ? _text[_at++] : '\0';

        public override bool MovePrevious()
        {
            if (_at == 0)
                return false;
            _at--;
            return true;
        }
    }
}
