using System.Diagnostics;

namespace Aggregator.Storing.LiteDb;

/// <summary>Keeps the search index behind the store: a thread of its own reads what has changed, puts it in, and commits now and then.</summary>
/// <remarks>
/// Polling never waits for it: it asks the store's gate for small pages, as any reader does. What it has not reached yet a search reads
/// in the store itself, so that an index that lags, is being made anew, or cannot be written at all makes a search slower and never wrong.
/// </remarks>
internal sealed class Indexer : IAsyncDisposable
{
    private const int Page = 50;

    private static readonly TimeSpan CommitEvery = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan ShowEvery = TimeSpan.FromSeconds(1);

    /// <summary>After a failure: a disk that was full may have room again.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    private readonly LiteDbStore _store;
    private readonly string _folder;
    private readonly SemaphoreSlim _wanted = new(0, 1);
    private readonly CancellationTokenSource _ending = new();
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _working;
    private SearchIndex? _index;
    private readonly Pace _commits = new(CommitEvery);
    private readonly Pace _shows = new(ShowEvery);
    private long _forgotten;
    private bool _isDirty;

    public Indexer(LiteDbStore store, string folder)
    {
        (_store, _folder) = (store, StorePaths.Index(folder));
        _working = Task.Run(() => RunAsync(_ending.Token));
    }

    /// <summary>Why there is no index; null while there is one.</summary>
    public string? Trouble { get; private set; }

    /// <summary>The last change that the store may have forgotten, since it is in the index: whoever looked at an earlier index looks again.</summary>
    public long Forgotten => Interlocked.Read(ref _forgotten);

    /// <summary>Says that the store has changed.</summary>
    public void Wake()
    {
        try
        {
            _wanted.Release();
        }
        catch (SemaphoreFullException)
        {
            // It has been told already.
        }
    }

    /// <summary>The index, opened when it is first asked for; null when it could not be.</summary>
    public async Task<SearchIndex?> IndexAsync(CancellationToken stop)
    {
        // While it is open, only what is new wakes it: else every search would have to share the gate with it.
        if (Volatile.Read(ref _index) is null)
            Wake();
        await _opened.Task.WaitAsync(stop);
        return Volatile.Read(ref _index);
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        Wake();
        await _working;
        _ending.Dispose();
        _wanted.Dispose();
    }

    private async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                await _wanted.WaitAsync(stop);
                Break(await KeepAsync(stop));
                await Task.Delay(RetryAfter, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The end, as asked.
        }
        finally
        {
            Close();
            _opened.TrySetResult();
        }
    }

    /// <summary>Opens the index and keeps it behind the store; gives what broke it.</summary>
    private async Task<Exception> KeepAsync(CancellationToken stop)
    {
        try
        {
            var (id, last) = await _store.ReadAsync(db => (Shape.StoreId(db), ChangeRows.Last(db)), stop);
            Volatile.Write(ref _index, SearchIndex.Open(_folder, id, last));
            Trouble = null;
            _opened.TrySetResult();
            while (true)
            {
                while (await StepAsync(_index!, stop))
                {
                    if (_shows.IsDue)
                        Show(_index!);
                    if (_commits.IsDue)
                        Commit(_index!);
                }
                Show(_index!);
                await TrimAsync(_index!, stop);
                await _wanted.WaitAsync(_isDirty ? CommitEvery : Timeout.InfiniteTimeSpan, stop);
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException && !stop.IsCancellationRequested)
        {
            return e;
        }
    }

    /// <summary>Searches go on without it. It is tried again when it is next wanted, and made anew if it must be.</summary>
    private void Break(Exception e)
    {
        Trouble = $"The search index in {_folder} cannot be kept: {e.Message.TrimEnd('.')}. Searches read every article until it can be.";
        var broken = Interlocked.Exchange(ref _index, null);
        _isDirty = false;
        broken?.Dispose();
        _opened.TrySetResult();
    }

    private void Close()
    {
        if (Interlocked.Exchange(ref _index, null) is not { } index)
            return;
        try
        {
            Commit(index);
        }
        catch (IOException)
        {
            // What is not committed is put in again at the next start.
        }
        index.Dispose();
    }

    /// <summary>Puts in one page of what is missing; false when nothing is.</summary>
    private async Task<bool> StepAsync(SearchIndex index, CancellationToken stop)
    {
        var reach = index.Reach;
        var (changes, stored) = await _store.ReadAsync(db => ChangeRows.Above(db, reach.Change, Page), stop);
        if (changes.Count > 0)
        {
            var articles = StoredArticle.Readable(stored);
            foreach (var gone in changes.Select(change => change.Number).Except(articles.Select(kept => kept.Number)))
                index.Remove(gone);
            foreach (var kept in articles)
                index.Put(kept);
            Reached(index, reach with { Change = changes[^1].Change });
            return true;
        }
        if (reach.IsWhole)
            return false;
        // What came as a change is there already: in a new store that is everything.
        var built = index.HasUpTo(reach.Built);
        var page = await _store.ReadAsync(db => ArticleRows.Stored(db, built, Page), stop);
        foreach (var kept in StoredArticle.Readable(page.Articles))
            index.Put(kept);
        Reached(index, reach with { Built = page.Last ?? IndexReach.Whole });
        return page.Last is not null;
    }

    private void Reached(SearchIndex index, IndexReach reach)
    {
        _isDirty = true;
        index.Advance(reach);
    }

    private void Show(SearchIndex index)
    {
        if (index.Reach != index.Visible)
            _shows.Run(index.Show);
    }

    private void Commit(SearchIndex index)
    {
        if (!_isDirty)
            return;
        _commits.Run(index.Commit);
        _isDirty = false;
    }

    /// <summary>Commits, and takes out of the store the changes that are safely in the index.</summary>
    private async Task TrimAsync(SearchIndex index, CancellationToken stop)
    {
        if (!_isDirty || !_commits.IsDue)
            return;
        Commit(index);
        var reach = index.Reach.Change;
        // Said before it is done.
        Interlocked.Exchange(ref _forgotten, reach);
        await _store.TransactAsync(db => ChangeRows.Forget(db, reach), stop);
    }

    /// <summary>Says when work is due that is never needed at once: not before its time, and so seldom that it takes no more than a twenty-fifth of all time.</summary>
    /// <remarks>Each showing and each commit makes a small segment, and small segments are merged: while many articles wait, that cost more than indexing them.</remarks>
    private sealed class Pace(TimeSpan least)
    {
        private const int Share = 25;

        private long _ended = Stopwatch.GetTimestamp();
        private TimeSpan _took;

        public bool IsDue => Stopwatch.GetElapsedTime(_ended) is var since && since >= least && since >= Share * _took;

        public void Run(Action work)
        {
            var since = Stopwatch.GetTimestamp();
            work();
            _took = Stopwatch.GetElapsedTime(since);
            _ended = Stopwatch.GetTimestamp();
        }
    }
}
