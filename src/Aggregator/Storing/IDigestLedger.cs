using Aggregator.Digests;

namespace Aggregator.Storing;

/// <summary>The record of every letter.</summary>
internal interface IDigestLedger
{
    /// <summary>Where the next window of a subscription begins: after the last number of the last one planned.</summary>
    Task<long> LastPlannedAsync(string subscription, CancellationToken stop);

    /// <summary>Enters a frozen letter. False when this subscription, window and recipient already has one: then nothing changes.</summary>
    Task<bool> PlanAsync(LedgerRow row, CancellationToken stop);

    /// <summary>Writes down a letter's new state.</summary>
    Task MarkAsync(string key, LetterState state, string? why, DateTimeOffset now, CancellationToken stop);

    /// <summary>Letters that are planned, or were being sent when the program ended; the oldest first.</summary>
    Task<IReadOnlyList<LedgerRow>> OpenAsync(CancellationToken stop);
}

/// <summary>Where a letter is on its way.</summary>
internal enum LetterState
{
    Planned,
    Sending,
    Accepted,
    Refused,

    /// <summary>It was handed over and no answer came: it may have arrived.</summary>
    Ambiguous,
}

/// <summary>One letter in the ledger.</summary>
internal sealed record LedgerRow
{
    public required string Subscription { get; init; }

    public required Window Window { get; init; }

    public required string Recipient { get; init; }

    public required string MessageId { get; init; }

    /// <summary>The message as it will leave, byte for byte, however often it is tried.</summary>
    public required byte[] Letter { get; init; }

    public required DateTimeOffset Planned { get; init; }

    public LetterState State { get; init; } = LetterState.Planned;

    public string? Why { get; init; }

    /// <summary>Unique in the store.</summary>
    public string Key => KeyOf(Subscription, Window, Recipient);

    public static string KeyOf(string subscription, Window window, string recipient) => $"{subscription}|{window}|{recipient.ToLowerInvariant()}";
}
