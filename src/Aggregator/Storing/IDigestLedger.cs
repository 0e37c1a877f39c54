using Aggregator.Digests;

namespace Aggregator.Storing;

/// <summary>The record of every window and every letter.</summary>
internal interface IDigestLedger
{
    /// <summary>The last window of each subscription that ever had one, without what it tells.</summary>
    Task<IReadOnlyList<WindowRow>> LastWindowsAsync(CancellationToken stop);

    /// <summary>All windows of a subscription, in their order; of all subscriptions when null.</summary>
    Task<IReadOnlyList<WindowRow>> WindowsAsync(string? subscription, CancellationToken stop);

    /// <summary>
    /// Closes a window, and enters its frozen letter when it has one, in one transaction. False when it does not follow on the last
    /// window of its subscription, since somebody else has closed it: then nothing changes.
    /// </summary>
    Task<bool> PlanAsync(WindowRow window, PlannedLetter? letter, CancellationToken stop);

    /// <summary>Of these articles, those that a letter of the subscription has told of, or still may: its server did not refuse it.</summary>
    Task<IReadOnlyList<long>> ToldAsync(string subscription, IReadOnlyList<long> numbers, CancellationToken stop);

    /// <summary>Takes a planned letter for sending. False when it is not planned: somebody else has it, or it is done.</summary>
    Task<bool> ClaimAsync(string key, DateTimeOffset now, CancellationToken stop);

    /// <summary>Writes down what became of a letter.</summary>
    Task MarkAsync(string key, LetterMark mark, CancellationToken stop);

    /// <summary>The letters in some states, the oldest first.</summary>
    Task<IReadOnlyList<LedgerRow>> LettersAsync(IReadOnlyList<LetterState> states, CancellationToken stop);

    /// <summary>The letter of a Message-ID; null when none has it.</summary>
    Task<LedgerRow?> OfMessageAsync(string messageId, CancellationToken stop);

    /// <summary>The message of a letter, byte for byte as it was frozen; null when there is no such letter.</summary>
    Task<byte[]?> LetterAsync(string key, CancellationToken stop);
}

/// <summary>What a window came to.</summary>
internal enum WindowOutcome
{
    /// <summary>A letter tells of it.</summary>
    Letter,

    /// <summary>There was nothing to tell.</summary>
    Nothing,

    /// <summary>It tells of nothing and only says from where the next one counts: where a subscription began, or a clock was set back.</summary>
    Anchor,
}

/// <summary>A window of a subscription that has closed, and what became of each article in it that was to be told.</summary>
internal sealed record WindowRow
{
    public required string Subscription { get; init; }

    public required WindowSpan Span { get; init; }

    public required WindowOutcome Outcome { get; init; }

    /// <summary>Why it is as it is, in a sentence, where that is not plain; else null.</summary>
    public string? Note { get; init; }

    /// <summary>The subscriber as it was then: by what it followed one can see what was to be told.</summary>
    public Subscriber? Subscriber { get; init; }

    /// <summary>The numbers of the articles that its letter tells of, copies with them.</summary>
    public IReadOnlyList<long> Told { get; init => field = value ?? []; } = [];

    /// <summary>The numbers of the articles that are over the cap: the letter says how many stories they are.</summary>
    public IReadOnlyList<long> OverCap { get; init => field = value ?? []; } = [];

    /// <summary>The articles that are copies of what an earlier window of the subscription told.</summary>
    public IReadOnlyList<LateCopy> LateCopies { get; init => field = value ?? []; } = [];
}

/// <summary>An article that appeared again after it was told.</summary>
/// <param name="Of">The number of the article that was told.</param>
internal sealed record LateCopy(long Number, long Of);

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

/// <summary>A letter's new state.</summary>
/// <param name="Next">When a letter that is planned again is tried next; null for at once.</param>
internal sealed record LetterMark(LetterState State, string? Why, DateTimeOffset At, DateTimeOffset? Next = null)
{
    /// <summary>True when a person asks for it again: then it is tried as long as a new one.</summary>
    public bool IsAskedFor { get; init; }
}

/// <summary>A row of the ledger and the message that belongs to it.</summary>
internal sealed record PlannedLetter(LedgerRow Row, byte[] Message);

/// <summary>One letter in the ledger.</summary>
internal sealed record LedgerRow
{
    public required string Subscription { get; init; }

    /// <summary>The number of its window.</summary>
    public required int Number { get; init; }

    public required Window Window { get; init; }

    public required string Recipient { get; init; }

    public required string MessageId { get; init; }

    public required string Subject { get; init; }

    /// <summary>True for an alert: it may come twice rather than never.</summary>
    public bool IsAlert { get; init; }

    public required DateTimeOffset Planned { get; init; }

    /// <summary>When a person asked for it again; null when nobody did.</summary>
    public DateTimeOffset? AskedFor { get; init; }

    /// <summary>When its state changed last.</summary>
    public required DateTimeOffset Changed { get; init; }

    public LetterState State { get; init; } = LetterState.Planned;

    public string? Why { get; init; }

    /// <summary>How often it was taken for sending.</summary>
    public int Tries { get; init; }

    /// <summary>Not to be tried before; null when it may be at once.</summary>
    public DateTimeOffset? Next { get; init; }

    /// <summary>Unique in the store.</summary>
    public string Key => KeyOf(Subscription, Number, Recipient);

    public static string KeyOf(string subscription, int number, string recipient) => $"{subscription}|{number}|{recipient.ToLowerInvariant()}";
}
