using Aggregator.Polls;
using Aggregator.Sources;

namespace Aggregator.Storing.LiteDb;

/// <summary>What a poll that found nothing new changes of a memory: a few hundred bytes, never more, that are kept beside its row, which stays as it is.</summary>
internal sealed record Beat
{
    /// <summary>A source whose polls end now so, now so, gets its row written after so many.</summary>
    private const int MostNotes = 3;

    public required SourceId Source { get; init; }

    /// <summary>The version of the row it was made for: on another one it means nothing.</summary>
    public required long Version { get; init; }

    public DateTimeOffset? LastPolled { get; init; }

    public DateTimeOffset? LastGood { get; init; }

    public DateTimeOffset? LastWhole { get; init; }

    public required int NotModified { get; init; }

    public required DateTimeOffset Due { get; init; }

    public string? Because { get; init; }

    public required int Polls { get; init; }

    public TimeSpan? FreshFor { get; init; }

    public required int Pressure { get; init; }

    /// <summary>The last of the notes: those that the row does not have, or has otherwise.</summary>
    public required IReadOnlyList<PollNote> Notes { get; init; }

    /// <summary>What leads from the row's memory to this one; null when that is more than a beat can say.</summary>
    public static Beat? Between(PollMemory row, long version, PollMemory memory)
    {
        for (var notes = 1; notes <= MostNotes; notes++)
        {
            var beat = Of(memory, version, [.. memory.Notes.TakeLast(notes)]);
            var told = beat.On(row);
            // Its own reading is the proof: whatever is added to a memory and not to a beat differs here.
            if (told with { Notes = memory.Notes } != memory)
                return null;
            if (told.Notes.SequenceEqual(memory.Notes))
                return beat;
        }
        return null;
    }

    /// <summary>The memory that it makes of the row's.</summary>
    public PollMemory On(PollMemory row) => row with
    {
        LastPolled = LastPolled,
        LastGood = LastGood,
        LastWhole = LastWhole,
        NotModified = NotModified,
        Due = Due,
        Because = Because,
        Polls = Polls,
        FreshFor = FreshFor,
        Shape = row.Shape.Pressure == Pressure ? row.Shape : row.Shape with { Pressure = Pressure },
        Notes = Notes.Aggregate(row.Notes, Noted),
    };

    private static Beat Of(PollMemory memory, long version, IReadOnlyList<PollNote> notes) => new()
    {
        Source = memory.Source,
        Version = version,
        LastPolled = memory.LastPolled,
        LastGood = memory.LastGood,
        LastWhole = memory.LastWhole,
        NotModified = memory.NotModified,
        Due = memory.Due,
        Because = memory.Because,
        Polls = memory.Polls,
        FreshFor = memory.FreshFor,
        Pressure = memory.Shape.Pressure,
        Notes = notes,
    };

    /// <summary>A note that goes on stands in the place of its beginning.</summary>
    private static IReadOnlyList<PollNote> Noted(IReadOnlyList<PollNote> notes, PollNote note) =>
        notes is [.., var last] && last.At == note.At ? [.. notes.SkipLast(1), note] : PollNote.Added(notes, note);
}
