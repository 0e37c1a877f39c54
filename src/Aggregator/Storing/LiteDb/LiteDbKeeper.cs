namespace Aggregator.Storing.LiteDb;

/// <summary>Looks after an open store: one long work at a time, each over the data file of one moment.</summary>
internal sealed class LiteDbKeeper(LiteDbStore store, Indexer indexer, string folder) : IStoreKeeper, IDisposable
{
    private readonly SemaphoreSlim _door = new(1, 1);
    private KeeperProgress _progress = KeeperProgress.None;

    public Task<KeeperProgress> ProgressAsync(CancellationToken stop) => Task.FromResult(Volatile.Read(ref _progress));

    public Task<StoreStatus> StatusAsync(CancellationToken stop) => new StoreSizes(store, indexer, folder).TellAsync(stop);

    public Task<BackupOutcome> BackupAsync(BackupOrder order, CancellationToken stop) => AloneAsync("Copying", show => new StoreBackup(store, order).RunAsync(show, stop), stop);

    public Task<StoreCheck> VerifyAsync(CancellationToken stop) => AloneAsync("Reading", show => VerifyAsync(show, stop), stop);

    public Task<TrimReport> TrimAsync(TrimOrder order, CancellationToken stop) => AloneAsync("Trimming", show => new StoreTrim(store, indexer, order).RunAsync(show, stop), stop);

    public void Dispose() => _door.Dispose();

    private async Task<StoreCheck> VerifyAsync(Action<double> show, CancellationToken stop)
    {
        PinnedFile<int> pinned;
        try
        {
            pinned = await store.PinAsync(Shape.SchemaOf, stop);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            return Unread(e.Message);
        }
        var verification = new StoreVerification(new LiveImage(store, pinned.Pages));
        try
        {
            // Not on the caller's thread, which may be the one that answers everybody.
            await Task.Run(() => verification.RunAsync(show, stop), stop);
        }
        finally
        {
            await store.UnpinAsync(CancellationToken.None);
        }
        return await WithIndexAsync(verification, stop);
    }

    private async Task<StoreCheck> WithIndexAsync(StoreVerification verification, CancellationToken stop)
    {
        if (await indexer.IndexAsync(stop) is not { } index)
            return verification.Result([indexer.Trouble ?? "There is no search index."], null);
        IndexCensus census;
        HashSet<long> late;
        do
        {
            census = index.Census();
            late = [.. await store.ReadAsync(db => ChangeRows.NumbersAbove(db, census.Reach.Change), stop)];
        }
        while (indexer.Forgotten > census.Reach.Change);
        foreach (var damage in census.Compare(verification.Census, late))
            verification.Tell(damage);
        return verification.Result(census.Reach.IsWhole ? [] : ["The search index is being made."], census.Numbers.Count);
    }

    private static StoreCheck Unread(string why) => new()
    {
        Damage = [new StoreDamage($"{why.TrimEnd('.')}. What is in the log cannot be read; the rest was not looked at.", "Stop the worker and run 'aggregator verify' again, then 'aggregator rebuild'.")],
        Rows = new Dictionary<string, long>(),
        Pages = 0,
    };

    private async Task<T> AloneAsync<T>(string what, Func<Action<double>, Task<T>> work, CancellationToken stop)
    {
        await _door.WaitAsync(stop);
        try
        {
            return await work(share => Volatile.Write(ref _progress, new KeeperProgress(what, share)));
        }
        finally
        {
            Volatile.Write(ref _progress, KeeperProgress.None);
            _door.Release();
        }
    }
}
