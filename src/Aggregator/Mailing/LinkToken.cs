using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Aggregator.Digests;

namespace Aggregator.Mailing;

/// <summary>What the bearer of a link may do.</summary>
internal enum LinkPurpose
{
    /// <summary>End one subscription.</summary>
    Unsubscribe = 1,

    /// <summary>See one's subscriptions; pause or end them.</summary>
    Manage,

    /// <summary>Say that one has asked for the mail.</summary>
    Confirm,

    /// <summary>Say that mail to an address came back: it stands in the address to which bounces go.</summary>
    Return,
}

/// <summary>A token that only the holder of the key can have made: it names no one, and fits one subscriber.</summary>
/// <remarks>
/// Bytes: version, purpose, kind of schedule, the end of its time in minutes since 1970 (0 for none), and the first 16 bytes of an
/// HMAC-SHA256 over them and the subscriber. Written in lower-case base 32: it stands in addresses and subjects, where capitals get lost.
/// </remarks>
internal sealed record LinkToken(LinkPurpose Purpose, ScheduleKind? Kind, DateTimeOffset? Until, byte[] Mac)
{
    private const byte Version = 1;

    private const int HeadLength = 7;

    private const int MacLength = 16;

    /// <summary>Characters of a written token.</summary>
    public const int TextLength = (((HeadLength + MacLength) * 8) + 4) / 5;

    private const string Letters = "abcdefghijklmnopqrstuvwxyz234567";

    public static string Write(byte[] key, LinkPurpose purpose, ScheduleKind? kind, DateTimeOffset? until, Subscriber subscriber)
    {
        Span<byte> head = stackalloc byte[HeadLength];
        WriteHead(head, purpose, kind, until);
        return Written([.. head, .. MacOf(key, head, purpose, subscriber)]);
    }

    /// <summary>Null for what is no token.</summary>
    public static LinkToken? Read(string text)
    {
        if (BytesOf(text) is not { } bytes || bytes[0] != Version || !Enum.IsDefined((LinkPurpose)bytes[1]) || (bytes[2] > 0 && !Enum.IsDefined((ScheduleKind)(bytes[2] - 1))))
            return null;
        var minutes = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(3));
        return new LinkToken((LinkPurpose)bytes[1], bytes[2] == 0 ? null : (ScheduleKind)(bytes[2] - 1), minutes == 0 ? null : DateTimeOffset.UnixEpoch.AddMinutes(minutes), bytes[HeadLength..]);
    }

    /// <summary>True for the subscriber for whom it was made.</summary>
    public bool Fits(byte[] key, Subscriber subscriber)
    {
        Span<byte> head = stackalloc byte[HeadLength];
        WriteHead(head, Purpose, Kind, Until);
        return CryptographicOperations.FixedTimeEquals(Mac, MacOf(key, head, Purpose, subscriber));
    }

    private static void WriteHead(Span<byte> head, LinkPurpose purpose, ScheduleKind? kind, DateTimeOffset? until)
    {
        (head[0], head[1], head[2]) = (Version, (byte)purpose, kind is { } known ? (byte)(known + 1) : (byte)0);
        BinaryPrimitives.WriteUInt32BigEndian(head[3..], until is { } end ? (uint)(end.ToUnixTimeSeconds() / 60) : 0);
    }

    private static byte[] MacOf(byte[] key, ReadOnlySpan<byte> head, LinkPurpose purpose, Subscriber subscriber)
    {
        // What is confirmed is the subscriber as it was asked: once it is saved anew, the question is void.
        var version = purpose == LinkPurpose.Confirm ? subscriber.Version : 0;
        byte[] said = [.. head, .. Encoding.UTF8.GetBytes($"aggregator-link|{version}|{subscriber.Key}")];
        return HMACSHA256.HashData(key, said)[..MacLength];
    }

    private static string Written(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(TextLength);
        var (bits, count) = (0, 0);
        foreach (var one in bytes)
        {
            (bits, count) = ((bits << 8) | one, count + 8);
            for (; count >= 5; count -= 5)
                text.Append(Letters[(bits >> (count - 5)) & 31]);
            bits &= (1 << count) - 1;
        }
        return count == 0 ? text.ToString() : text.Append(Letters[(bits << (5 - count)) & 31]).ToString();
    }

    private static byte[]? BytesOf(string text)
    {
        if (text.Length != TextLength)
            return null;
        var bytes = new List<byte>(HeadLength + MacLength);
        var (bits, count) = (0, 0);
        foreach (var letter in text)
        {
            var value = Letters.IndexOf(char.ToLowerInvariant(letter), StringComparison.Ordinal);
            if (value < 0)
                return null;
            (bits, count) = ((bits << 5) | value, count + 5);
            if (count < 8)
                continue;
            bytes.Add((byte)(bits >> (count - 8)));
            (bits, count) = (bits & ((1 << (count - 8)) - 1), count - 8);
        }
        // One token has one spelling: bits that mean nothing are zero.
        return bits == 0 ? [.. bytes] : null;
    }
}
