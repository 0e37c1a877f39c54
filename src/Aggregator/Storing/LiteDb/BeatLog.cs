using Aggregator.Polls;
using LiteDB;

namespace Aggregator.Storing.LiteDb;

/// <summary>Keeps beats: those that come while a transaction is under way share the next one, and one row.</summary>
/// <remarks>Of a source only the last beat counts. When most rows are of the past, the last beats are written anew and the rest goes.</remarks>
internal sealed class BeatLog(LiteDbStore store, KnownSources known)
{
    /// <summary>Beats that are not worth tidying up.</summary>
    private const int Few = 1024;

    private readonly Lock _door = new();
    private Batch? _open;
    private long _lastRow;
    private long _lastKept;
    private int _logged;

    /// <summary>Reads what was kept, on the store's thread. What was made for another version of its row is of the past.</summary>
    public void Load(LiteDatabase db)
    {
        foreach (var row in BeatRows.All(db))
        {
            (_lastRow, _lastKept) = (row.Number, row.Number);
            _logged += row.Beats.Count;
            foreach (var beat in row.Beats)
                if (known.Of(beat.Source) is { } source && source.Version == beat.Version)
                    known.Put(beat.Source, KnownSource.Of(beat));
        }
    }

    /// <summary>When this returns, the beat is on disk.</summary>
    public Task KeepAsync(Beat beat, PollMemory memory)
    {
        lock (_door)
        {
            if (_open is null)
            {
                _open = new Batch();
                _ = CommitAsync(_open);
            }
            _open.Beats.Add((beat, memory));
            return _open.Kept.Task;
        }
    }

    private async Task CommitAsync(Batch batch)
    {
        try
        {
            await store.TransactAsync(db => Write(db, batch), change => Take(batch, change), CancellationToken.None);
            batch.Kept.SetResult();
        }
        catch (Exception e)
        {
            // Those who wait for it hear of it; nobody else does.
            batch.Kept.SetException(e);
        }
    }

    private Change Write(LiteDatabase db, Batch batch)
    {
        lock (_door)
            if (_open == batch)
                _open = null;
        var (logged, first) = (batch.Beats.Count, ++_lastRow);
        BeatRows.Add(db, first, [.. batch.Beats.Select(pair => pair.Beat)]);
        if (_logged + logged <= Few + (2 * known.Beating))
            return new Change(first, logged);
        // Rows of this very transaction are not among them: nobody knows yet whether they stay.
        BeatRows.RemoveUpTo(db, _lastKept);
        var beats = known.Beats;
        foreach (var part in beats.Chunk(BeatRows.Most))
            BeatRows.Add(db, ++_lastRow, part);
        return new Change(_lastRow, logged + beats.Count - _logged);
    }

    private void Take(Batch batch, Change change)
    {
        (_lastKept, _logged) = (change.LastRow, _logged + change.Logged);
        foreach (var (beat, memory) in batch.Beats)
            if (known.Of(beat.Source) is { } source && source.Version == beat.Version)
                known.Put(beat.Source, KnownSource.Of(beat) with { Row = source.Row, Memory = source.Row is null ? null : memory });
    }

    /// <summary>Beats that share a transaction.</summary>
    private sealed class Batch
    {
        public List<(Beat Beat, PollMemory Memory)> Beats { get; } = [];

        // Asynchronous: otherwise all who wait would go on one after the other.
        public TaskCompletionSource Kept { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>What a transaction did to the log.</summary>
    private readonly record struct Change(long LastRow, int Logged);
}
