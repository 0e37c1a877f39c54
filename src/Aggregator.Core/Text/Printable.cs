using System.Buffers;

namespace Aggregator.Text;

/// <summary>Takes out the characters that XML forbids and nobody means: controls but tab and line breaks, and the two that are no characters.</summary>
internal static class Printable
{
    private static readonly SearchValues<char> Forbidden = SearchValues.Create(
        "\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u000B\u000C\u000E\u000F\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001A\u001B\u001C\u001D\u001E\u001F\uFFFE\uFFFF");

    /// <summary>The same text where there are none; else one without them, and how many there were.</summary>
    public static string Of(string text, out int removed)
    {
        removed = 0;
        if (!text.AsSpan().ContainsAny(Forbidden))
            return text;
        var kept = new char[text.Length];
        var length = 0;
        foreach (var c in text)
        {
            if (Forbidden.Contains(c))
                removed++;
            else
                kept[length++] = c;
        }
        return new string(kept, 0, length);
    }
}
