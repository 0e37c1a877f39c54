using Aggregator.Storing.LiteDb;

namespace Aggregator.Storing;

/// <summary>What opening the store came to.</summary>
internal abstract record StoreOutcome
{
    private StoreOutcome()
    {
    }

    public sealed record Opened(Store Store) : StoreOutcome;

    /// <param name="Why">A sentence for a person, with what to do.</param>
    public sealed record Refused(string Why) : StoreOutcome;
}

/// <summary>The store of one data folder: opened by its owner, or asked through the owner's socket by everybody else.</summary>
internal sealed class Store : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private Store(IPollBook book, IArchive archive, IDigestLedger ledger, ISubscriberBook subscribers, IStoreKeeper keeper) =>
        (Book, Archive, Ledger, Subscribers, Keeper) = (book, archive, ledger, subscribers, keeper);

    public IPollBook Book { get; }

    public IArchive Archive { get; }

    public IDigestLedger Ledger { get; }

    public ISubscriberBook Subscribers { get; }

    public IStoreKeeper Keeper { get; }

    /// <summary>True in the one process that has the files open: it alone sends letters.</summary>
    public bool IsOwner => Owned is not null;

    /// <summary>What the owner has open; null in every other process.</summary>
    private IAsyncDisposable? Owned { get; init; }

    /// <summary>Opens the folder's store, or reaches the process that has it open.</summary>
    /// <param name="verb">What this process does, for those it keeps waiting.</param>
    /// <param name="mustOwn">True for the worker: there is one on a folder.</param>
    public static async Task<StoreOutcome> OpenAsync(string folder, string verb, bool mustOwn, CancellationToken stop)
    {
        try
        {
            StoreFolder.Create(folder);
            return await OpenOrReachAsync(folder, verb, mustOwn, stop);
        }
        catch (UnauthorizedAccessException e)
        {
            return new StoreOutcome.Refused($"The data folder '{folder}' cannot be written ({e.Message.TrimEnd('.')}). Name another with --data.");
        }
        catch (IOException e)
        {
            var what = e.Message.TrimEnd('.');
            return new StoreOutcome.Refused($"The data folder '{folder}' cannot be used: {what}.{(what.Contains("--data", StringComparison.Ordinal) ? "" : " Name another with --data.")}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Owned is not null)
            await Owned.DisposeAsync();
    }

    private static async Task<StoreOutcome> OpenOrReachAsync(string folder, string verb, bool mustOwn, CancellationToken stop)
    {
        for (var since = TimeProvider.System.GetTimestamp(); ;)
        {
            if (StoreLock.TryTake(folder, verb) is { } held)
                return new StoreOutcome.Opened(await OwnedAsync(folder, held, stop));
            var holder = StoreLock.WhoHolds(folder) ?? "another process";
            var isWorker = holder.EndsWith("(run)", StringComparison.Ordinal);
            // A short command ends while it is asked: only who stays is asked, and a long poll leans on nobody but the worker.
            var stays = isWorker || (verb != "poll" && holder.EndsWith("(poll)", StringComparison.Ordinal));
            if (!mustOwn && stays && await StoreSocket.VersionOfOwnerAsync(folder, stop) is { } owner)
                return owner != StoreSocket.Version ? new StoreOutcome.Refused(StoreSocket.Mismatch(owner, StoreSocket.Version)) : new StoreOutcome.Opened(new Store(StoreProxy.For<IPollBook>(folder), StoreProxy.For<IArchive>(folder), StoreProxy.For<IDigestLedger>(folder), StoreProxy.For<ISubscriberBook>(folder), StoreProxy.For<IStoreKeeper>(folder)));
            if (mustOwn && isWorker)
                return new StoreOutcome.Refused($"A worker already runs on '{folder}': {holder}. Stop it first, or name another folder with --data.");
            if (TimeProvider.System.GetElapsedTime(since) > Patience)
                return new StoreOutcome.Refused(mustOwn
                    ? $"The data folder '{folder}' is held by {holder}, which is still at work. Start the worker when that has ended."
                    : $"The data folder '{folder}' is held by {holder}, which is at work or does not answer. Wait for it or stop it.");
            // A short command holds it for a moment.
            await Task.Delay(100, stop);
        }
    }

    private static async Task<Store> OwnedAsync(string folder, StoreLock held, CancellationToken stop)
    {
        LiteDbStore? file = null;
        try
        {
            file = await LiteDbStore.OpenAsync(folder, stop);
            var indexer = new Indexer(file, folder);
            var (book, keeper) = (new LiteDbPollBook(file, indexer), new LiteDbKeeper(file, indexer, folder));
            var (archive, ledger, subscribers) = (new LiteDbArchive(file, indexer), new LiteDbDigestLedger(file), new LiteDbSubscriberBook(file));
            var socket = StoreSocket.Listen(folder, new Dictionary<string, object>
            {
                [nameof(IPollBook)] = book,
                [nameof(IArchive)] = archive,
                [nameof(IDigestLedger)] = ledger,
                [nameof(ISubscriberBook)] = subscribers,
                [nameof(IStoreKeeper)] = keeper,
            });
            return new Store(book, archive, ledger, subscribers, keeper) { Owned = new Ownership(socket, book, keeper, indexer, file, held) };
        }
        catch
        {
            file?.Dispose();
            held.Dispose();
            throw;
        }
    }

    /// <summary>What the owner gives back, in this order: no more questions, then the book, the index and the file, then the lock.</summary>
    private sealed class Ownership(StoreSocket socket, LiteDbPollBook book, LiteDbKeeper keeper, Indexer indexer, LiteDbStore file, StoreLock held) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await socket.DisposeAsync();
            await book.CloseAsync(CancellationToken.None);
            keeper.Dispose();
            await indexer.DisposeAsync();
            file.Dispose();
            held.Dispose();
        }
    }
}
