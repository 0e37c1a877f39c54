using System.Buffers;
using System.Text;

namespace Aggregator.Text;

/// <summary>Undoes what a publisher's own program did: UTF-8 taken for Latin-1 and written as UTF-8 once more, so that <c>it’s</c> has three letters where its mark was.</summary>
public static class TwiceEncoded
{
    /// <summary>The same text with such letters made one again, in place; how long it is now comes back.</summary>
    /// <remarks>Only where one of them is a control character, which no text has, is it sure that nothing else was meant; then the others are undone, too.</remarks>
    public static int Undo(Span<char> text)
    {
        if (!IsTold(text))
            return text.Length;
        var kept = 0;
        for (var at = 0; at < text.Length; at++)
        {
            var (one, length) = Letter(text[at..]);
            kept += length > 0 ? one.EncodeToUtf16(text[kept..]) : 1;
            if (length > 0)
                at += length - 1;
            else
                text[kept - 1] = text[at];
        }
        return kept;
    }

    private static bool IsTold(ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOfAnyInRange('\u0080', '\u009F'); at >= 0 && at < text.Length;)
        {
            for (var start = Math.Max(0, at - 3); start < at; start++)
            {
                if (Letter(text[start..]).Length > at - start)
                    return true;
            }
            var next = text[(at + 1)..].IndexOfAnyInRange('\u0080', '\u009F');
            at = next < 0 ? -1 : at + 1 + next;
        }
        return false;
    }

    /// <summary>The letter whose bytes stand there as letters, and how many they are; 0 when it is none.</summary>
    private static (Rune One, int Length) Letter(ReadOnlySpan<char> text)
    {
        if (text[0] is < '\u00C2' or > '\u00F4')
            return default;
        Span<byte> bytes = stackalloc byte[4];
        var count = 0;
        for (; count < Math.Min(4, text.Length) && text[count] <= '\u00FF'; count++)
            bytes[count] = (byte)text[count];
        return Rune.DecodeFromUtf8(bytes[..count], out var one, out var length) == OperationStatus.Done ? (one, length) : default;
    }
}
