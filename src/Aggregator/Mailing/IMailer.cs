namespace Aggregator.Mailing;

/// <summary>Hands a frozen letter over.</summary>
internal interface IMailer
{
    /// <summary>True when handing a letter to this recipient twice leaves one: then a letter that was interrupted may be sent again.</summary>
    bool MayRepeat(string recipient);

    /// <summary>Waits until a letter may leave, by the pace that the server was promised. To be asked before the letter is claimed: a program that ends while it waits leaves no letter in doubt.</summary>
    Task ReadyAsync(string recipient, CancellationToken stop) => Task.CompletedTask;

    Task<SendOutcome> SendAsync(FrozenLetter letter, CancellationToken stop);

    /// <summary>Lets go of what is kept open between letters: no more will come soon.</summary>
    Task RestAsync(CancellationToken stop);
}

/// <summary>A letter as it leaves, byte for byte.</summary>
internal sealed record FrozenLetter(string MessageId, string Recipient, byte[] Message);

/// <summary>What handing over came to.</summary>
internal abstract record SendOutcome
{
    private SendOutcome()
    {
    }

    /// <param name="Where">Where it is now, in words.</param>
    public sealed record Accepted(string Where) : SendOutcome;

    /// <summary>It was not taken; it has certainly not arrived.</summary>
    /// <param name="IsFinal">True when trying again cannot help: the server will never take this letter.</param>
    public sealed record Refused(string Why, bool IsFinal) : SendOutcome
    {
        /// <summary>True when it is the recipient that the server does not take, as an address that does not exist.</summary>
        public bool IsRecipient { get; init; }
    }

    /// <summary>It was handed over and no answer came: it may have arrived.</summary>
    public sealed record Ambiguous(string Why) : SendOutcome;
}
