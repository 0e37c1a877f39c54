using System.Security.Cryptography;

namespace Aggregator.Storing.LiteDb;

/// <summary>Puts a backup into an empty data folder.</summary>
internal static class StoreRestore
{
    private const int Part = 1 << 20;

    /// <param name="folder">Empty, and its lock is held.</param>
    /// <param name="show">Told from time to time which share is done.</param>
    public static async Task<BackupOutcome> RunAsync(string backup, string folder, Action<double> show, CancellationToken stop)
    {
        var part = StorePaths.Data(folder) + ".part";
        try
        {
            await using var from = new FileStream(backup, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, useAsync: true);
            if (BackupFile.Read(from) is not { } facts)
                return new BackupOutcome.Refused($"'{backup}' is no backup of Aggregator, or its end is missing. Nothing was restored.");
            if (facts.Schema > LiteDbStore.Schema)
                return new BackupOutcome.Refused($"'{backup}' was written by a newer Aggregator (schema {facts.Schema}; this one knows {LiteDbStore.Schema}). Restore it with that one.");
            if (!await CopyAsync(from, part, facts, show, stop))
                return new BackupOutcome.Refused($"'{backup}' is damaged: it is not what was written on {facts.At:yyyy-MM-dd}. Nothing was restored; take another backup.");
            File.Move(part, StorePaths.Data(folder));
            Disk.SyncFolder(folder);
            // Opened once: what it is good for shows now, and an older one is taken over.
            using var store = await LiteDbStore.OpenAsync(folder, stop);
            return new BackupOutcome.Done(facts);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new BackupOutcome.Refused($"'{backup}' cannot be restored: {e.Message.TrimEnd('.')}.");
        }
        finally
        {
            File.Delete(part);
        }
    }

    private static async Task<bool> CopyAsync(FileStream from, string part, BackupFacts facts, Action<double> show, CancellationToken stop)
    {
        await using var to = new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.None);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var bytes = new byte[Part];
        for (var left = facts.Bytes; left > 0;)
        {
            var piece = bytes.AsMemory(0, (int)Math.Min(Part, left));
            await from.ReadExactlyAsync(piece, stop);
            hash.AppendData(piece.Span);
            await to.WriteAsync(piece, stop);
            left -= piece.Length;
            show(1 - ((double)left / facts.Bytes));
        }
        var block = bytes.AsMemory(0, BackupFile.Block);
        await from.ReadExactlyAsync(block, stop);
        hash.AppendData(BackupFile.Hashed(block.Span));
        await to.FlushAsync(stop);
        Disk.Sync(to.SafeFileHandle);
        return Convert.ToHexStringLower(hash.GetHashAndReset()) == facts.Sha256;
    }
}
