namespace Aggregator.Mailing;

/// <summary>What a mail that came back says.</summary>
internal enum BounceKind
{
    /// <summary>The address does not exist, or takes no mail any more.</summary>
    Hard,

    /// <summary>The letter did not arrive, for a reason that may pass or that is not the reader's.</summary>
    Soft,

    /// <summary>The reader called it junk.</summary>
    Complaint,

    /// <summary>The reader wants no more of it.</summary>
    Unsubscribe,
}

/// <summary>A mail that came back, read.</summary>
internal sealed record Bounce
{
    public required BounceKind Kind { get; init; }

    /// <summary>The address it is about, as the mail says; null when it does not.</summary>
    public string? Recipient { get; init; }

    /// <summary>The status, as 5.1.1; null when none is told.</summary>
    public string? Code { get; init; }

    /// <summary>What the other side says, on one line.</summary>
    public required string Why { get; init; }

    /// <summary>The Message-ID of the letter that it is about; null when it does not say.</summary>
    public string? MessageId { get; init; }

    /// <summary>What stands where our tokens stand: a mail is believed only by one of them, or by its Message-ID.</summary>
    public IReadOnlyList<string> Tokens { get; init; } = [];
}
