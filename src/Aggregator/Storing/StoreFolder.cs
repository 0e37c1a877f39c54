using Aggregator.Storing.LiteDb;

namespace Aggregator.Storing;

/// <summary>What a verification came to.</summary>
internal abstract record VerifyOutcome
{
    private VerifyOutcome()
    {
    }

    public sealed record Read(StoreCheck Check) : VerifyOutcome;

    /// <param name="Why">Why nothing could be read: a sentence for a person.</param>
    public sealed record Unreadable(string Why) : VerifyOutcome;
}

/// <summary>What rebuilding came to.</summary>
internal abstract record RebuildOutcome
{
    private RebuildOutcome()
    {
    }

    /// <summary>Nothing was damaged, and nothing was done.</summary>
    public sealed record Sound : RebuildOutcome;

    /// <param name="Found">What was damaged: what of it is an article is lost, unless its source still lists it.</param>
    /// <param name="Saved">Rows that were taken over, by collection.</param>
    /// <param name="Old">Where the damaged file is now.</param>
    public sealed record Rebuilt(StoreCheck Found, IReadOnlyDictionary<string, long> Saved, string Old) : RebuildOutcome;

    /// <param name="Why">A sentence for a person.</param>
    public sealed record Refused(string Why) : RebuildOutcome;
}

/// <summary>What is done to the store of a folder while nobody has it open: it may be damaged, or not there yet.</summary>
internal static class StoreFolder
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    /// <summary>What a folder may have in it and be empty.</summary>
    private static readonly string[] Nothing = [".lock", ".owner"];

    /// <summary>Makes the folder if need be. Only its owner looks into it: letters and the socket stand in it.</summary>
    public static void Create(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>True when there is a store in it, be it one that is being rebuilt.</summary>
    public static bool HasStore(string folder) => File.Exists(StorePaths.Data(folder)) || Directory.Exists(StorePaths.Rebuilt(folder));

    /// <summary>Reads everything that is kept: by itself where nobody has the store open, so that one that cannot be opened is read too; else by asking its owner.</summary>
    public static async Task<VerifyOutcome> VerifyAsync(string folder, Action<string, double> show, CancellationToken stop)
    {
        try
        {
            using (var held = StoreLock.TryTake(folder, "verify"))
            {
                if (held is not null)
                    return new VerifyOutcome.Read(await ColdStore.VerifyAsync(folder, share => show("Reading", share), stop));
            }
            if (await StoreSocket.VersionOfOwnerAsync(folder, stop) is { } owner)
                return owner != StoreSocket.Version ? new VerifyOutcome.Unreadable(StoreSocket.Mismatch(owner, StoreSocket.Version)) : new VerifyOutcome.Read(await WatchedAsync(StoreProxy.For<IStoreKeeper>(folder), keeper => keeper.VerifyAsync(stop), show, stop));
            return new VerifyOutcome.Unreadable(Busy(folder));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new VerifyOutcome.Unreadable($"The store in '{folder}' cannot be read: {e.Message}");
        }
    }

    /// <summary>Runs long work of a keeper, and shows how far it has come.</summary>
    public static async Task<T> WatchedAsync<T>(IStoreKeeper keeper, Func<IStoreKeeper, Task<T>> work, Action<string, double> show, CancellationToken stop)
    {
        var working = work(keeper);
        while (await Task.WhenAny(working, Task.Delay(Look, stop)) != working)
        {
            stop.ThrowIfCancellationRequested();
            var (what, share) = await keeper.ProgressAsync(stop);
            show(what, share);
        }
        return await working;
    }

    /// <summary>Puts a backup into a folder in which there is nothing.</summary>
    public static async Task<BackupOutcome> RestoreAsync(string backup, string folder, Action<double> show, CancellationToken stop)
    {
        try
        {
            if (!File.Exists(backup))
                return new BackupOutcome.Refused($"There is no file '{backup}'.");
            if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName).Except(Nothing).Order().FirstOrDefault() is { } there)
                return new BackupOutcome.Refused($"The folder '{folder}' is not empty ('{there}' is in it), and was left as it is. Name an empty one with --data.");
            Create(folder);
            using var held = StoreLock.TryTake(folder, "restore");
            return held is null ? new BackupOutcome.Refused(Busy(folder)) : await StoreRestore.RunAsync(backup, folder, show, stop);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new BackupOutcome.Refused($"The folder '{folder}' cannot be used: {e.Message.TrimEnd('.')}.");
        }
    }

    /// <summary>Makes a new store of what can be read of a damaged one.</summary>
    public static async Task<RebuildOutcome> RebuildAsync(string folder, DateTimeOffset now, Action<string, double> show, CancellationToken stop)
    {
        try
        {
            using var held = StoreLock.TryTake(folder, "rebuild");
            return held is null
                ? new RebuildOutcome.Refused($"{Busy(folder)} A store is rebuilt only while nobody has it open.")
                : await StoreRebuild.RunAsync(folder, now, show, stop);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new RebuildOutcome.Refused($"The store in '{folder}' cannot be rebuilt: {e.Message.TrimEnd('.')}. The old one is as it was.");
        }
    }

    private static string Busy(string folder) => $"The data folder '{folder}' is held by {StoreLock.WhoHolds(folder) ?? "another process"}. Wait for it or stop it.";
}
