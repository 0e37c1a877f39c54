using System.Globalization;
using Aggregator.Downloads;

namespace Aggregator.Polls;

/// <summary>How a source does, in one word and one sentence.</summary>
public sealed record SourceHealth(SourceState State, string Sentence)
{
    /// <summary>A section stood in a share of the answers, at least this one, before its absence is told.</summary>
    private const double ShareOfSection = 0.15;

    /// <summary>A gap that nothing could fill is told for this long.</summary>
    private static readonly TimeSpan GapIsTold = TimeSpan.FromDays(14);

    /// <summary>A failure that lasts longer needs a person.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    /// <summary>True when a person should look: not for a source that is merely new, nor for one that fails since this morning.</summary>
    public bool NeedsPerson { get; init; }

    /// <summary>What a person can try instead, in a sentence; null when there is nothing, or the sentence says it.</summary>
    public string? Advice { get; init; }

    /// <summary>True when something may be missing because of it.</summary>
    public bool IsTrouble => State is not (SourceState.New or SourceState.Good or SourceState.Moved);

    public static SourceHealth Of(PollMemory? memory) => memory switch
    {
        null or { LastPolled: null } => new SourceHealth(SourceState.New, "Not polled yet."),
        { Trouble: { } why } => OfTrouble(memory, why),
        _ => OfAnswers(memory),
    };

    private static SourceHealth OfTrouble(PollMemory memory, string why)
    {
        if (memory.Retired is { } since)
            return Person(SourceState.Gone, $"It says that it is gone for good (410) since {Day(since)}: take it out of the feeds file, or give it a new address. It is still asked once a week.");
        var state = memory.Failure switch
        {
            FetchFailure.Blocked => SourceState.Blocked,
            FetchFailure.Throttled => SourceState.Throttled,
            _ => SourceState.Failing,
        };
        var times = memory.FailuresInARow == 1 ? "" : $" ({memory.FailuresInARow} times in a row)";
        var lasts = memory.LastGood is { } good ? memory.LastPolled - good > Patience : memory.FailuresInARow > 2;
        return new SourceHealth(state, why + times) { NeedsPerson = lasts, Advice = memory.Advice };
    }

    private static SourceHealth OfAnswers(PollMemory memory)
    {
        if (memory.Gap is { } gap && memory.LastPolled - gap.To < GapIsTold)
            return Person(SourceState.Gap, gap.Sentence);
        var shape = memory.Shape;
        if (shape is { Items: > 1, WasDated: true } && shape.Undated == shape.Items)
            return Person(SourceState.Undated, $"None of its {Number(shape.Items)} items has a date any more.");
        if (shape.Usual >= 6 && shape.Items < shape.Usual / 2)
            return Person(SourceState.Shrunk, shape.Items == 0 ? $"Its last answer is empty; {Number(shape.Usual)} items are usual." : $"Its last answer has {Number(shape.Items)} items; {Number(shape.Usual)} are usual.");
        if (Silence.Of(memory.Cadence, memory.LastGood ?? memory.Due) is { IsUnlike: true } silence)
            return OfSilence(memory, silence);
        if (Missing(shape) is { } section)
            return Person(SourceState.Partial, section);
        return memory.Move is { } move ? OfMove(move) : new SourceHealth(SourceState.Good, "Answers.");
    }

    private static SourceHealth OfSilence(PollMemory memory, Silence silence) => memory.Shape.Idle > 1
        ? Person(SourceState.Frozen, $"It is written anew, and its items stay the same. {silence.Sentence}")
        : Person(SourceState.Quiet, silence.Sentence);

    /// <summary>A section that came often and comes no more: by chance less than once in ten thousand.</summary>
    private static string? Missing(AnswerShape shape)
    {
        foreach (var (name, section) in shape.Sections.OrderByDescending(pair => pair.Value.Missing))
        {
            var share = shape.ShareOf(section);
            if (shape.Answers >= 20 && section.Missing >= 10 && share >= ShareOfSection && Math.Pow(1 - share, section.Missing) < 1e-4)
                return $"Nothing of its section '{name}' stood in the last {Number(section.Missing)} answers with something new; it was in {Number(share * 100)} of 100.";
        }
        return null;
    }

    private static SourceHealth OfMove(Move move) => move switch
    {
        { Taken: { } since } => Person(SourceState.Moved, $"It has moved for good to {move.To.AbsoluteUri}, which is asked since {Day(since)}: write that address into the feeds file."),
        { IsSameSite: false, Times: > 2 } => Person(SourceState.Moved, $"It leads to another publisher's address for good, {move.To.AbsoluteUri}: if that is right, write it into the feeds file."),
        _ => new SourceHealth(SourceState.Good, "Answers."),
    };

    private static SourceHealth Person(SourceState state, string sentence) => new(state, sentence) { NeedsPerson = true };

    private static string Day(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Number(double number) => number.ToString("0", CultureInfo.InvariantCulture);
}

/// <summary>The one word of a source's health.</summary>
public enum SourceState
{
    New,
    Good,
    Failing,

    /// <summary>It answers, and announces nothing for longer than is like it.</summary>
    Quiet,

    /// <summary>The same, while it is written anew again and again.</summary>
    Frozen,

    /// <summary>It said that it is gone for good.</summary>
    Gone,

    /// <summary>It answers from another address for good.</summary>
    Moved,

    /// <summary>A bot wall stands before it.</summary>
    Blocked,

    /// <summary>It asks us to come less often.</summary>
    Throttled,

    /// <summary>More came between two visits than it shows.</summary>
    Gap,

    /// <summary>Its items have no dates any more.</summary>
    Undated,

    /// <summary>It shows far fewer items than it used to.</summary>
    Shrunk,

    /// <summary>One of its sections does not come any more.</summary>
    Partial,
}
