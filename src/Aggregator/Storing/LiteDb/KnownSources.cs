using Aggregator.Polls;
using Aggregator.Sources;

namespace Aggregator.Storing.LiteDb;

/// <summary>What the store's owner knows of every source without asking the file: when it is due and its last beat; and of those polled last, the memory itself.</summary>
/// <remarks>Rows are put here inside the gate when they are on disk, beats when they come. A source takes some hundred bytes, and the memories are bounded.</remarks>
internal sealed class KnownSources
{
    /// <summary>Memories that are held: some kilobytes each.</summary>
    private const int MostMemories = 4096;

    private readonly Lock _door = new();
    private readonly Dictionary<SourceId, KnownSource> _sources = [];
    private readonly Queue<SourceId> _held = new();

    /// <summary>The last beats of all sources that have one.</summary>
    public IReadOnlyList<Beat> Beats
    {
        get
        {
            lock (_door)
                return [.. _sources.Values.Select(known => known.Beat).OfType<Beat>()];
        }
    }

    /// <summary>How many sources have a beat.</summary>
    public int Beating { get; private set; }

    /// <summary>Null for a source never polled.</summary>
    public KnownSource? Of(SourceId source)
    {
        lock (_door)
            return _sources.GetValueOrDefault(source);
    }

    public IReadOnlyList<SourceId> Due(DateTimeOffset now)
    {
        lock (_door)
            return [.. _sources.Where(pair => pair.Value.Due <= now.UtcTicks || pair.Value.Polled > now.UtcTicks).OrderBy(pair => pair.Value.Due).Select(pair => pair.Key)];
    }

    public void Put(SourceId source, KnownSource known)
    {
        lock (_door)
        {
            var before = _sources.GetValueOrDefault(source);
            Beating += (known.Beat is null ? 0 : 1) - (before?.Beat is null ? 0 : 1);
            _sources[source] = known;
            if (known.Memory is not null && before?.Memory is null)
                Hold(source);
        }
    }

    /// <summary>Holds the memory that was read of a source, unless it has changed since.</summary>
    public void Remember(SourceId source, KnownSource read, PollMemory row, PollMemory memory)
    {
        lock (_door)
        {
            if (!ReferenceEquals(_sources.GetValueOrDefault(source), read) || read.Memory is not null)
                return;
            _sources[source] = read with { Row = row, Memory = memory };
            Hold(source);
        }
    }

    private void Hold(SourceId source)
    {
        _held.Enqueue(source);
        if (_held.Count > MostMemories && _held.Dequeue() is var first)
            _sources[first] = _sources[first] with { Row = null, Memory = null };
    }
}

/// <summary>One source as the store's owner knows it.</summary>
/// <param name="Version">Of its row.</param>
/// <param name="Due">Ticks of its next poll.</param>
/// <param name="Polled">Ticks of its last.</param>
/// <param name="Beat">What has changed since its row was written; null when nothing has.</param>
internal sealed record KnownSource(long Version, long Due, long Polled, Beat? Beat = null)
{
    /// <summary>The memory as its row has it; null when it is not held.</summary>
    public PollMemory? Row { get; init; }

    /// <summary>The memory as it is now; null when it is not held.</summary>
    public PollMemory? Memory { get; init; }

    public static KnownSource Of(Beat beat) => new(beat.Version, beat.Due.UtcTicks, beat.LastPolled?.UtcTicks ?? 0, beat);
}
