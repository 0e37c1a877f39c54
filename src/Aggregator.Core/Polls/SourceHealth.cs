namespace Aggregator.Polls;

/// <summary>How a source does, in one word and one sentence.</summary>
public sealed record SourceHealth(SourceState State, string Sentence)
{
    public static SourceHealth Of(PollMemory? memory) => memory switch
    {
        null or { LastPolled: null } => new SourceHealth(SourceState.New, "Not polled yet."),
        { Trouble: { } why, FailuresInARow: 1 } => new SourceHealth(SourceState.Failing, why),
        { Trouble: { } why } => new SourceHealth(SourceState.Failing, $"{why} ({memory.FailuresInARow} times in a row)"),
        _ => new SourceHealth(SourceState.Good, "Answers."),
    };
}

/// <summary>The one word of a source's health.</summary>
public enum SourceState
{
    New,
    Good,
    Failing,
}
