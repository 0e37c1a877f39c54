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

    public int Items { get; init; }

    public int New { get; init; }

    public int Changed { get; init; }

    public static PollReport Of(SourceId source, PollOutcome outcome, int items, PollResult result) => outcome switch
    {
        PollOutcome.Broken broken => new PollReport { Source = source, State = PollState.Failed, Sentence = broken.Why },
        PollOutcome.Unchanged { Validators: null } => new PollReport { Source = source, State = PollState.Unchanged, Sentence = "Not modified (304)." },
        PollOutcome.Unchanged => new PollReport { Source = source, State = PollState.Unchanged, Sentence = "The same as last time." },
        _ => new PollReport
        {
            Source = source,
            State = PollState.Read,
            Items = items,
            New = result.New,
            Changed = result.Changed,
            Sentence = $"{items} listed, {result.New} new, {result.Changed} changed.",
        },
    };

    public static PollReport Bug(SourceId source, Exception e) =>
        new() { Source = source, State = PollState.Failed, Sentence = $"The program failed ({e.GetType().Name}); the log has the details." };
}

/// <summary>One word for a poll.</summary>
internal enum PollState
{
    Read,
    Unchanged,
    Failed,
}
