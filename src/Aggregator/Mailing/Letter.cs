using Aggregator.Digests;
using MimeKit;

namespace Aggregator.Mailing;

/// <summary>A digest as a letter: what is shown, and the message as it leaves.</summary>
internal sealed record Letter
{
    /// <summary>What it tells: of a digest that would be too large, the end was left to the archive.</summary>
    public required Digest Digest { get; init; }

    public required string Subject { get; init; }

    public required string MessageId { get; init; }

    public required string Html { get; init; }

    /// <summary>The same items in the same order, for those who read without html.</summary>
    public required string Text { get; init; }

    /// <summary>RFC 5322 bytes. The same digest gives the same bytes.</summary>
    public required byte[] Message { get; init; }

    /// <summary>The text of a frozen message.</summary>
    public static string TextOf(byte[] message, CancellationToken stop)
    {
        using var parsed = MimeMessage.Load(new MemoryStream(message), stop);
        return parsed.TextBody ?? "";
    }
}
