using Xunit;

namespace Aggregator.Storing;

/// <summary>A store in a folder of its own, asked in one of the two ways in which a program asks it: as its owner, or over the owner's socket.</summary>
public abstract class StoreContract(bool overSocket) : IAsyncLifetime
{
    private readonly ScratchFolder _folder = new();
    private Store? _owner;

    /// <summary>The store as its owner has it.</summary>
    private protected Store Owner => _owner!;

    private protected IPollBook Book => overSocket ? StoreProxy.For<IPollBook>(_folder.Path) : _owner!.Book;

    private protected IArchive Archive => overSocket ? StoreProxy.For<IArchive>(_folder.Path) : _owner!.Archive;

    private protected IDigestLedger Ledger => overSocket ? StoreProxy.For<IDigestLedger>(_folder.Path) : _owner!.Ledger;

    private protected ISubscriberBook Subscribers => overSocket ? StoreProxy.For<ISubscriberBook>(_folder.Path) : _owner!.Subscribers;

    private protected IStoreKeeper Keeper => overSocket ? StoreProxy.For<IStoreKeeper>(_folder.Path) : _owner!.Keeper;

    /// <summary>A place for files beside the store.</summary>
    private protected ScratchFolder Beside { get; } = new();

    private protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Another engine's tests open another store.</summary>
    private protected virtual Task<Store> OpenAsync(string folder) => Some.OpenAsync(folder);

    public async ValueTask InitializeAsync() => _owner = await OpenAsync(_folder.Path);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _owner!.DisposeAsync();
        _folder.Dispose();
        Beside.Dispose();
    }

    private protected async Task RestartAsync()
    {
        await _owner!.DisposeAsync();
        _owner = await OpenAsync(_folder.Path);
    }
}
