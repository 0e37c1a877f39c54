using LiteDB;

namespace Aggregator.Storing.LiteDb;

/// <summary>The open store: its file behind its gate, and the shape of what is in it.</summary>
internal sealed class LiteDbStore : IDisposable
{
    /// <summary>Goes up with every change of the shape below.</summary>
    private const int Schema = 2;

    private readonly LiteDbFile _file;
    private readonly StoreGate _gate;

    private LiteDbStore(LiteDbFile file, StoreGate gate) => (_file, _gate) = (file, gate);

    /// <summary>Opens the store of a folder. Only the holder of the folder's <see cref="StoreLock"/> may.</summary>
    /// <exception cref="IOException">The files cannot be read, or were written by a newer program.</exception>
    public static async Task<LiteDbStore> OpenAsync(string folder, CancellationToken stop)
    {
        var gate = new StoreGate();
        try
        {
            var file = await gate.RunAsync(() => Opened(folder), stop);
            return new LiteDbStore(file, gate);
        }
        catch (Exception e)
        {
            gate.Dispose();
            if (LiteDbFile.ComesFromLiteDb(e))
                throw new IOException($"its aggregator.db is damaged ({e.Message.TrimEnd('.')}). Restore it from a backup, or name another folder with --data.", e);
            throw;
        }
    }

    /// <summary>Runs reading work. What it returns must be read to its end: a list, not a query.</summary>
    public Task<T> ReadAsync<T>(Func<LiteDatabase, T> work, CancellationToken stop) => _gate.RunAsync(() => _file.Read(work), stop);

    /// <summary>Runs work as one transaction: when this returns it is on disk, when it throws nothing of it is stored.</summary>
    public Task<T> TransactAsync<T>(Func<LiteDatabase, T> work, CancellationToken stop) => _gate.RunAsync(() => _file.Transact(work), stop);

    public void Dispose()
    {
        // On the store's own thread, as every other call; this waits for what is queued before it.
        _gate.RunAsync(() => { _file.Dispose(); return true; }, CancellationToken.None).GetAwaiter().GetResult();
        _gate.Dispose();
    }

    private static LiteDbFile Opened(string folder)
    {
        var file = new LiteDbFile(folder, new BsonMapper());
        try
        {
            var found = file.Read(db => Shape.SchemaOf(db));
            if (found > Schema)
                throw new IOException($"The store in {folder} was written by a newer Aggregator (schema {found}; this one knows {Schema}). Use that one, or another --data.");
            if (found < Schema)
                file.Transact(db => Shape.Create(db, Schema));
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
