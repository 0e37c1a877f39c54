using System.Buffers;

namespace Aggregator.Text;

/// <summary>A document's characters in a borrowed buffer, without the controls that XML forbids and nobody means; give it back when done.</summary>
/// <remarks>Feeds are read by the thousand, and each as one string would cost more time than reading it.</remarks>
public sealed class DocumentText : IDisposable
{
    private static readonly SearchValues<char> Forbidden = SearchValues.Create(
        "\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u000B\u000C\u000E\u000F\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001A\u001B\u001C\u001D\u001E\u001F");

    private DocumentText(char[] buffer, int length, string? repair)
    {
        (Buffer, Length, Repair) = (buffer, WithoutControls(buffer.AsSpan(0, length)), repair);
        Controls = length - Length;
    }

    /// <summary>Valid until it is disposed of.</summary>
    public ReadOnlyMemory<char> Characters => Buffer.AsMemory(0, Length);

    /// <summary>What had to be forgiven in the charset; null when nothing.</summary>
    public string? Repair { get; }

    /// <summary>How many control characters were taken out.</summary>
    public int Controls { get; }

    internal char[] Buffer { get; private set; }

    internal int Length { get; }

    public static DocumentText Of(ReadOnlySpan<byte> bytes, string? contentType)
    {
        var encoding = Charset.Of(bytes, contentType, out var mark, out var repair);
        var buffer = ArrayPool<char>.Shared.Rent(encoding.GetMaxCharCount(bytes.Length - mark));
        return new DocumentText(buffer, encoding.GetChars(bytes[mark..], buffer), repair);
    }

    public void Dispose()
    {
        if (Buffer.Length > 0)
            ArrayPool<char>.Shared.Return(Buffer);
        Buffer = [];
    }

    private static int WithoutControls(Span<char> text)
    {
        if (!text.ContainsAny(Forbidden) && !text.ContainsAnyInRange('\uFFFE', '\uFFFF'))
            return text.Length;
        var kept = 0;
        foreach (var c in text)
        {
            if (!Forbidden.Contains(c) && c < '\uFFFE')
                text[kept++] = c;
        }
        return kept;
    }
}
