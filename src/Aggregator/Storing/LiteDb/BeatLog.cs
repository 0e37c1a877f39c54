using Aggregator.Polls;
using LiteDB;

namespace Aggregator.Storing.LiteDb;

/// <summary>Keeps beats, all that come within a second in one transaction.</summary>
/// <remarks>
/// Nobody waits for a beat: what a crash takes of one is asked for once more. Of a source only the last counts; when most of what is
/// logged is of the past, the last ones are written anew and the rest goes.
/// </remarks>
internal sealed class BeatLog(LiteDbStore store, KnownSources known)
{
    /// <summary>How long a beat may be in memory alone.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>How many may be in memory alone: whoever brings one more waits.</summary>
    private const int Most = 2048;

    /// <summary>Beats of the past that are not worth tidying up.</summary>
    private const int Few = 1024;

    private readonly Lock _door = new();
    private Batch? _open;
    private bool _isBehind;
    private long _lastRow;
    private long _lastKept;
    private int _logged;

    /// <summary>Reads what was kept, inside the gate. What was made for another version of its row is of the past.</summary>
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

    /// <summary>Keeps what is new in a memory, if a beat can say it; else its row must be written. From now on the memory is this one.</summary>
    /// <param name="memory">The memory after a poll.</param>
    /// <param name="kept">When its poll may end: at once, unless a loss would put the next one off, or the disk is behind.</param>
    public bool TryKeep(PollMemory memory, out Task kept)
    {
        kept = Task.CompletedTask;
        if (known.Of(memory.Source) is not { Row: { } row } before || Beat.Between(row, before.Version, memory) is not { } beat)
            return false;
        lock (_door)
        {
            if (known.Of(memory.Source)?.Version != before.Version)
                return false;
            known.Put(memory.Source, KnownSource.Of(beat) with { Row = row, Memory = memory });
            var batch = Open();
            batch.Beats.Add(beat);
            if (batch.Beats.Count < Most && !_isBehind && !beat.IsEarlierThan(before.Due))
                return true;
            batch.Hurry();
            kept = batch.Kept;
            return true;
        }
    }

    /// <summary>Returns when nothing is in memory alone, unless the disk refuses: then its loss is that of a crash.</summary>
    public async Task CloseAsync(CancellationToken stop)
    {
        Task kept;
        lock (_door)
        {
            if (_open is null && !_isBehind)
                return;
            var last = Open();
            last.Hurry();
            kept = last.Kept;
        }
        await kept.WaitAsync(stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private Batch Open()
    {
        if (_open is null)
        {
            _open = new Batch();
            _ = CommitAsync(_open, CancellationToken.None);
        }
        return _open;
    }

    private async Task CommitAsync(Batch batch, CancellationToken stop)
    {
        await batch.Wanted.WaitAsync(Longest, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            await store.TransactAsync(db => Write(db, batch), Take, stop);
            batch.End(null);
        }
        catch (Exception e)
        {
            // Told to who waits; whoever comes next waits too, and writes anew what was lost here.
            lock (_door)
                _isBehind = true;
            batch.End(e);
        }
    }

    private Change Write(LiteDatabase db, Batch batch)
    {
        bool isBehind;
        lock (_door)
        {
            isBehind = _isBehind;
            if (_open == batch)
                _open = null;
        }
        if (!isBehind && _logged + batch.Beats.Count <= Few + (2 * known.Beating))
            return Added(db, batch.Beats, batch.Beats.Count);
        // Rows of this very transaction are not among them: nobody knows yet whether they stay.
        BeatRows.RemoveUpTo(db, _lastKept);
        var beats = known.Beats;
        return Added(db, beats, beats.Count - _logged);
    }

    private Change Added(LiteDatabase db, IReadOnlyList<Beat> beats, int logged)
    {
        foreach (var part in beats.Chunk(BeatRows.Most))
            BeatRows.Add(db, ++_lastRow, part);
        return new Change(_lastRow, logged);
    }

    private void Take(Change change)
    {
        (_lastKept, _logged) = (change.LastRow, _logged + change.Logged);
        lock (_door)
            _isBehind = false;
    }

    /// <summary>Beats that share a transaction.</summary>
    private sealed class Batch
    {
        private readonly TaskCompletionSource _wanted = new(TaskCreationOptions.RunContinuationsAsynchronously);

        // Asynchronous: otherwise all who wait would go on one after the other.
        private readonly TaskCompletionSource _kept = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<Beat> Beats { get; } = [];

        /// <summary>Ends when somebody waits for it.</summary>
        public Task Wanted => _wanted.Task;

        /// <summary>Ends when it is on disk.</summary>
        public Task Kept => _kept.Task;

        public void Hurry() => _wanted.TrySetResult();

        public void End(Exception? trouble)
        {
            if (trouble is null)
                _kept.SetResult();
            else
                _kept.SetException(trouble);
        }
    }

    /// <summary>What a transaction did to the log.</summary>
    private readonly record struct Change(long LastRow, int Logged);
}
