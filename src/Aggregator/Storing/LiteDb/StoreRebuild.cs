using System.Globalization;

namespace Aggregator.Storing.LiteDb;

/// <summary>Makes a new store of what can be read of a damaged one, which is kept under another name. LiteDB's own rebuilding fails here (storage.md).</summary>
/// <remarks>The new store is built in a folder of its own, which gets its final name when it is whole: from then on it takes the place of the old one, at the next opening if not now.</remarks>
internal static class StoreRebuild
{
    /// <param name="folder">Its lock is held.</param>
    /// <param name="show">Told from time to time what is done, and which share of it.</param>
    /// <exception cref="IOException">The store cannot be read at all, the disk is full, or it is a newer program's.</exception>
    public static async Task<RebuildOutcome> RunAsync(string folder, DateTimeOffset now, Action<string, double> show, CancellationToken stop)
    {
        Finish(folder);
        var building = StorePaths.Rebuilt(folder) + ".part";
        if (Directory.Exists(building))
            Directory.Delete(building, recursive: true);
        StoreCheck found;
        IReadOnlyDictionary<string, long> saved;
        using (var image = new ColdImage(folder))
        {
            var verification = await ColdStore.ReadAsync(image, folder, share => show("Reading", share), stop);
            found = verification.Result([], null);
            if (found.IsSound)
                return new RebuildOutcome.Sound();
            Directory.CreateDirectory(building);
            using var saving = new SavedStore(building, verification, now);
            saved = await saving.SaveAsync(image, share => show("Saving", share), stop);
        }
        Directory.Move(building, StorePaths.Rebuilt(folder));
        Disk.SyncFolder(folder);
        return new RebuildOutcome.Rebuilt(found, saved, Finish(folder)!);
    }

    /// <summary>Puts a store that was rebuilt into its place, if there is one; gives the new name of the old one.</summary>
    public static string? Finish(string folder)
    {
        var (whole, file, log) = (StorePaths.Rebuilt(folder), StorePaths.Data(folder), StorePaths.Log(folder));
        if (!Directory.Exists(whole))
            return null;
        var old = Aside(file);
        var made = StorePaths.Data(whole);
        if (File.Exists(made))
        {
            if (File.Exists(file))
                File.Move(file, old);
            if (File.Exists(log))
                File.Move(log, Aside(log));
            OpenMark.Clear(folder);
            File.Move(made, file);
            Disk.SyncFolder(folder);
        }
        // The index belongs to what was before; it is made anew.
        var index = StorePaths.Index(folder);
        if (Directory.Exists(index))
            Directory.Delete(index, recursive: true);
        Directory.Delete(whole, recursive: true);
        return old;
    }

    /// <summary>A name beside a damaged file that is free.</summary>
    private static string Aside(string path)
    {
        for (var number = 1; ; number++)
        {
            var name = path + ".damaged" + (number == 1 ? "" : number.ToString(CultureInfo.InvariantCulture));
            if (!File.Exists(name))
                return name;
        }
    }
}
