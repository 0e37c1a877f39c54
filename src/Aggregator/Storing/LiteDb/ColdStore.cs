namespace Aggregator.Storing.LiteDb;

/// <summary>A store that nobody has open, perhaps because it cannot be opened: looked at without LiteDB, and without changing anything.</summary>
internal static class ColdStore
{
    /// <param name="folder">Its lock is held.</param>
    /// <param name="show">Told from time to time which share is done.</param>
    /// <exception cref="IOException">There is no store, or it cannot be read at all, or it is a newer program's.</exception>
    public static async Task<StoreCheck> VerifyAsync(string folder, Action<double> show, CancellationToken stop)
    {
        using var image = new ColdImage(folder);
        var verification = await ReadAsync(image, folder, show, stop);
        return WithIndex(verification, StorePaths.Index(folder));
    }

    /// <summary>Reads all that can be read of a store.</summary>
    /// <exception cref="IOException">It is a newer program's.</exception>
    public static async Task<StoreVerification> ReadAsync(ColdImage image, string folder, Action<double> show, CancellationToken stop)
    {
        var verification = new StoreVerification(image);
        await verification.RunAsync(show, stop);
        return verification.Census.Schema > LiteDbStore.Schema
            ? throw new IOException(LiteDbStore.Newer(folder, verification.Census.Schema))
            : verification;
    }

    private static StoreCheck WithIndex(StoreVerification verification, string folder)
    {
        var census = verification.Census;
        if (IndexCensus.Read(folder) is not { } index || index.Reach.Store != census.Store || index.Reach.Change > census.LastChange)
            return verification.Result(["There is no search index, or it belongs to another state of the store: the next start makes it anew."], null);
        foreach (var damage in index.Compare(census, census.Changes.Where(change => change.Change > index.Reach.Change).Select(change => change.Number).ToHashSet()))
            verification.Tell(damage);
        return verification.Result(index.Reach.IsWhole ? [] : ["The search index was being made; the next start goes on with it."], index.Numbers.Count);
    }
}
