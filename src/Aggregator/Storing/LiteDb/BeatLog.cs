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

    /// <summary>Keeps what is new in a memory, if a beat can say it; null when its row must be written. From now on the memory is this one.</summary>
    /// <returns>When it may go on: at once, unless a loss would put the next poll off, or the disk is behind.</returns>
    public Task? TryKeep(PollMemory memory)
    {
        lock (_door)
        {
            if (known.Of(memory.Source) is not { Row: { } row } before || Beat.Between(row, before.Version, memory) is not { } beat)
                return null;
            known.Put(memory.Source, KnownSource.Of(beat) with { Row = row, Memory = memory });
            var batch = Open();
            batch.Beats.Add(beat);
            return batch.Beats.Count < Most && !_isBehind && beat.Due.UtcTicks >= before.Due ? Task.CompletedTask : batch.KeptNow();
        }
    }

    /// <summary>Returns when nothing is in memory alone, unless the disk refuses: then its loss is that of a crash.</summary>
    public async Task CloseAsync()
    {
        Task kept;
        lock (_door)
            kept = _open is not null || _isBehind ? Open().KeptNow() : Task.CompletedTask;
        await kept.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private Batch Open()
    {
        if (_open is null)
        {
            _open = new Batch();
            _ = CommitAsync(_open);
        }
        return _open;
    }

    private async Task CommitAsync(Batch batch)
    {
        await batch.WaitAsync(Longest);
        try
        {
            await store.TransactAsync(db => Write(db, batch), Take, CancellationToken.None);
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

        /// <summary>Hurries it on, and ends when it is on disk.</summary>
        public Task KeptNow()
        {
            _wanted.TrySetResult();
            return _kept.Task;
        }

        public Task WaitAsync(TimeSpan longest) => _wanted.Task.WaitAsync(longest).ContinueWith(_ => { }, TaskScheduler.Default);

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
