using System.Security.Cryptography;

namespace Aggregator.Storing.LiteDb;

/// <summary>Writes a backup of an open store: what was kept until it began, while everything goes on.</summary>
/// <remarks>
/// The log is moved into the data file, at most some megabytes, and that file is then left alone until it has been copied, in small parts
/// through the gate: what is kept meanwhile stays in the log. So nobody waits longer for it than for any other checkpoint, however large the store.
/// </remarks>
internal sealed class StoreBackup(LiteDbStore store, BackupOrder order)
{
    private const int Part = 128;

    private readonly string _part = order.Path + ".part";

    public async Task<BackupOutcome> RunAsync(Action<double> show, CancellationToken stop)
    {
        if (!order.Overwrites && Path.Exists(order.Path))
            return new BackupOutcome.Refused($"'{order.Path}' exists already, and was left as it is. Name another file, or replace it with --force.");
        try
        {
            return await WriteAsync(show, stop);
        }
        catch (InvalidDataException e)
        {
            return new BackupOutcome.Refused($"{e.Message} No backup was written: 'aggregator verify' tells what is damaged.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new BackupOutcome.Refused($"The backup '{order.Path}' cannot be written: {e.Message.TrimEnd('.')}.");
        }
        finally
        {
            if (File.Exists(_part))
                File.Delete(_part);
        }
    }

    private async Task<BackupOutcome> WriteAsync(Action<double> show, CancellationToken stop)
    {
        await using var file = new FileStream(_part, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        // What is in it nobody else may read in the store either.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_part, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var pinned = await store.PinAsync(db => (Schema: Shape.SchemaOf(db), Id: Shape.StoreId(db), Last: Shape.LastNumber(db)), stop);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        try
        {
            await CopyAsync(file, hash, pinned.Pages, show, stop);
        }
        finally
        {
            await store.UnpinAsync(CancellationToken.None);
        }
        var known = pinned.Known;
        var facts = new BackupFacts { Path = order.Path, At = order.Now, Schema = known.Schema, Store = known.Id, LastNumber = known.Last, Bytes = pinned.Pages * PageHeader.PageSize, Held = pinned.Held };
        await file.WriteAsync(BackupFile.Closing(facts, hash), stop);
        await file.FlushAsync(stop);
        Disk.Sync(file.SafeFileHandle);
        file.Close();
        File.Move(_part, order.Path, order.Overwrites);
        Disk.SyncFolder(Path.GetDirectoryName(order.Path)!);
        await store.TransactAsync(db => Shape.NoteBackup(db, new BackupNote(order.Path, order.Now, known.Last)), stop);
        return new BackupOutcome.Done(facts);
    }

    private async Task CopyAsync(FileStream file, IncrementalHash hash, long count, Action<double> show, CancellationToken stop)
    {
        for (var first = 0L; first < count; first += Part)
        {
            var pages = await store.ReadPagesAsync(first, (int)Math.Min(Part, count - first), stop);
            hash.AppendData(pages);
            await file.WriteAsync(pages, stop);
            RefuseDamaged(pages, first);
            show((double)first / count);
        }
    }

    /// <summary>A backup of damage would take the place of a good one.</summary>
    private static void RefuseDamaged(Span<byte> pages, long first)
    {
        for (var at = 0; at < pages.Length; at += PageHeader.PageSize)
        {
            var number = first + (at / PageHeader.PageSize);
            if (!PageSum.Unseal(pages.Slice(at, PageHeader.PageSize), number, isLog: false))
                throw new InvalidDataException($"The store is damaged: page {number} of aggregator.db is not what was written.");
        }
    }
}
