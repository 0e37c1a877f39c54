using Aggregator.Storing.LiteDb;

namespace Aggregator.Storing;

/// <summary>What a verification came to.</summary>
/// <param name="Why">Why nothing could be read, in a sentence.</param>
internal sealed record VerifyOutcome(StoreCheck? Check, string? Why);

/// <summary>What rebuilding came to.</summary>
/// <param name="Why">Why nothing was rebuilt, in a sentence.</param>
internal sealed record RebuildOutcome(RebuildReport? Report, string? Why);

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
    public static bool HasStore(string folder) => File.Exists(Path.Combine(folder, "aggregator.db")) || Directory.Exists(Path.Combine(folder, "rebuild"));

    /// <summary>Reads everything that is kept: by itself where nobody has the store open, so that one that cannot be opened is read too; else by asking its owner.</summary>
    public static async Task<VerifyOutcome> VerifyAsync(string folder, Action<string, double> show, CancellationToken stop)
    {
        try
        {
            using (var held = StoreLock.TryTake(folder, "verify"))
            {
                if (held is not null)
                    return new VerifyOutcome(await ColdStore.VerifyAsync(folder, share => show("Reading", share), stop), null);
            }
            if (await StoreSocket.VersionOfOwnerAsync(folder, stop) is { } owner)
                return owner != StoreSocket.Version ? new VerifyOutcome(null, StoreSocket.Mismatch(owner, StoreSocket.Version)) : new VerifyOutcome(await WatchedAsync(StoreProxy.For<IStoreKeeper>(folder), keeper => keeper.VerifyAsync(stop), show, stop), null);
            return new VerifyOutcome(null, Busy(folder));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new VerifyOutcome(null, $"The store in '{folder}' cannot be read: {e.Message}");
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
                return new BackupOutcome(null, $"There is no file '{backup}'.");
            if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName).Except(Nothing).Order().FirstOrDefault() is { } there)
                return new BackupOutcome(null, $"The folder '{folder}' is not empty ('{there}' is in it), and was left as it is. Name an empty one with --data.");
            Create(folder);
            using var held = StoreLock.TryTake(folder, "restore");
            return held is null ? new BackupOutcome(null, Busy(folder)) : await StoreRestore.RunAsync(backup, folder, show, stop);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new BackupOutcome(null, $"The folder '{folder}' cannot be used: {e.Message.TrimEnd('.')}.");
        }
    }

    /// <summary>Makes a new store of what can be read of a damaged one.</summary>
    public static async Task<RebuildOutcome> RebuildAsync(string folder, DateTimeOffset now, Action<string, double> show, CancellationToken stop)
    {
        try
        {
            using var held = StoreLock.TryTake(folder, "rebuild");
            return held is null
                ? new RebuildOutcome(null, $"{Busy(folder)} A store is rebuilt only while nobody has it open.")
                : new RebuildOutcome(await StoreRebuild.RunAsync(folder, now, show, stop), null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new RebuildOutcome(null, $"The store in '{folder}' cannot be rebuilt: {e.Message.TrimEnd('.')}. The old one is as it was.");
        }
    }

    private static string Busy(string folder) => $"The data folder '{folder}' is held by {StoreLock.WhoHolds(folder) ?? "another process"}. Wait for it or stop it.";
}
