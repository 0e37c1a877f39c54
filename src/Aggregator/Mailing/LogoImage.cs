using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Aggregator.Mailing;

/// <summary>The picture at the head of a letter. It travels with the letter: nothing is fetched when somebody opens it.</summary>
internal sealed record LogoImage(byte[] Bytes, string Subtype, int Width, int Height)
{
    private const int MostBytes = 100_000;

    private const int MostSide = 4_000;

    private static ReadOnlySpan<byte> Png => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    private static ReadOnlySpan<byte> Jpeg => [0xFF, 0xD8, 0xFF];

    /// <summary>The same picture has the same id in every letter.</summary>
    public string ContentId => $"logo.{Convert.ToHexStringLower(SHA256.HashData(Bytes))[..16]}@aggregator";

    /// <summary>The size at which it is shown: within 240 by 56, never larger than it is.</summary>
    public (int Width, int Height) Shown => Math.Min(1, Math.Min(240.0 / Width, 56.0 / Height)) is var scale
        ? (Math.Max(1, (int)Math.Round(Width * scale)), Math.Max(1, (int)Math.Round(Height * scale)))
        : default;

    /// <summary>The picture in a file; when it cannot be used, <paramref name="mistake"/> says why, and the result is null.</summary>
    public static LogoImage? Read(string path, out string? mistake)
    {
        mistake = null;
        try
        {
            if (new FileInfo(path).Length > MostBytes)
            {
                mistake = $"it has more than {MostBytes / 1000} kB, which every letter would carry";
                return null;
            }
            var bytes = File.ReadAllBytes(path);
            if (Of(bytes) is { Width: >= 1 and <= MostSide, Height: >= 1 and <= MostSide } image)
                return image;
            mistake = "it is no PNG, JPEG or GIF that can be read";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            mistake = $"it cannot be read: {e.Message}";
        }
        return null;
    }

    /// <summary>What its first bytes say it is; null for no such picture.</summary>
    private static LogoImage? Of(byte[] bytes)
    {
        ReadOnlySpan<byte> file = bytes;
        if (file.Length >= 24 && file.StartsWith(Png))
            return new LogoImage(bytes, "png", BinaryPrimitives.ReadInt32BigEndian(file[16..]), BinaryPrimitives.ReadInt32BigEndian(file[20..]));
        if (file.Length >= 10 && (file.StartsWith("GIF87a"u8) || file.StartsWith("GIF89a"u8)))
            return new LogoImage(bytes, "gif", BinaryPrimitives.ReadUInt16LittleEndian(file[6..]), BinaryPrimitives.ReadUInt16LittleEndian(file[8..]));
        return file.StartsWith(Jpeg) && FrameOf(file) is { } frame ? new LogoImage(bytes, "jpeg", frame.Width, frame.Height) : null;
    }

    /// <summary>The size of a JPEG stands in the first of its segments that begins a frame.</summary>
    private static (int Width, int Height)? FrameOf(ReadOnlySpan<byte> file)
    {
        for (var at = 2; at + 9 <= file.Length && file[at] == 0xFF; at += 2 + BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]))
        {
            if (file[at + 1] is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
                return (BinaryPrimitives.ReadUInt16BigEndian(file[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(file[(at + 5)..]));
        }
        return null;
    }
}
