namespace Aggregator.Mailing;

/// <summary>A digest as a letter: what is shown, and the message as it leaves.</summary>
internal sealed record Letter
{
    public required string Subject { get; init; }

    public required string MessageId { get; init; }

    public required string Html { get; init; }

    /// <summary>The same items in the same order, for those who read without html.</summary>
    public required string Text { get; init; }

    /// <summary>RFC 5322 bytes. The same digest gives the same bytes.</summary>
    public required byte[] Message { get; init; }
}
