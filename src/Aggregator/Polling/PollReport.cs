using Aggregator.Polls;
using Aggregator.Sources;
using Aggregator.Storing;

namespace Aggregator.Polling;

/// <summary>What one poll came to, for a person.</summary>
internal sealed record PollReport
{
    public required SourceId Source { get; init; }

    public required PollState State { get; init; }

    /// <summary>One sentence.</summary>
    public required string Sentence { get; init; }

    /// <summary>What a person can try instead, in one or more sentences; null when there is nothing.</summary>
    public string? Advice { get; init; }

    /// <summary>True when the failure is this program's or its disk's, and no source's.</summary>
    public bool IsOurs { get; init; }

    public int Items { get; init; }

    public int New { get; init; }

    public int Changed { get; init; }

    public static PollReport Of(SourceId source, PollOutcome outcome, int items, PollResult result) => outcome switch
    {
        PollOutcome.Broken broken => new PollReport { Source = source, State = PollState.Failed, Sentence = broken.Why, Advice = broken.Advice },
        PollOutcome.Unchanged when result != new PollResult(0, 0) => Read(source, "Unchanged, and older pages were read for a gap: ", items, result),
        PollOutcome.Unchanged { Validators: null } => new PollReport { Source = source, State = PollState.Unchanged, Sentence = "Not modified (304)." },
        PollOutcome.Unchanged => new PollReport { Source = source, State = PollState.Unchanged, Sentence = "The same as last time." },
        _ => Read(source, "", items, result),
    };

    /// <summary>A poll that threw by a bug.</summary>
    public static PollReport Bug(SourceId source, Exception e) => new()
    {
        Source = source,
        State = PollState.Failed,
        IsOurs = true,
        Sentence = $"The program failed ({e.GetType().Name}); the log has the details.",
    };

    /// <summary>A poll whose articles the store refused, as a full disk does.</summary>
    public static PollReport NotKept(SourceId source, string why) =>
        new() { Source = source, State = PollState.Failed, IsOurs = true, Sentence = $"What came could not be kept: {why.TrimEnd('.')}. It is asked for again." };

    private static PollReport Read(SourceId source, string before, int items, PollResult result) => new()
    {
        Source = source,
        State = PollState.Read,
        Items = items,
        New = result.New,
        Changed = result.Changed,
        Sentence = $"{before}{items} listed, {result.New} new, {result.Changed} changed.",
    };
}

/// <summary>One word for a poll.</summary>
internal enum PollState
{
    Read,
    Unchanged,
    Failed,
}
