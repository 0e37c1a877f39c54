using Aggregator.Downloads;

namespace Aggregator.Polls;

/// <summary>What one poll came to, for the history of a source; polls alike and one after the other share a note.</summary>
public sealed record PollNote
{
    private const int Kept = 60;

    /// <summary>The first of the polls it stands for.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The last of them, when there are several.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Polls that it stands for.</summary>
    public int Times { get; init; } = 1;

    public required PollResultKind Kind { get; init; }

    public FetchFailure? Failure { get; init; }

    /// <summary>Items in the answer.</summary>
    public int Items { get; init; }

    /// <summary>Items that had not stood in the answer before.</summary>
    public int New { get; init; }

    /// <summary>What was remarkable; null when nothing was.</summary>
    public string? Sentence { get; init; }

    /// <summary>The notes with one more: the last sixty, of which most stand for several polls.</summary>
    public static IReadOnlyList<PollNote> Added(IReadOnlyList<PollNote> notes, PollNote note) => notes switch
    {
        [.., var last] when last with { At = note.At, Until = null, Times = 1 } == note => [.. notes.SkipLast(1), last with { Until = note.At, Times = last.Times + 1 }],
        _ => [.. notes.TakeLast(Kept - 1), note],
    };
}

/// <summary>The kinds of a poll's end.</summary>
public enum PollResultKind
{
    /// <summary>The answer was read.</summary>
    Read,

    /// <summary>The source said that nothing changed.</summary>
    NotModified,

    /// <summary>The same bytes came again.</summary>
    SameBytes,
    Broken,
}
