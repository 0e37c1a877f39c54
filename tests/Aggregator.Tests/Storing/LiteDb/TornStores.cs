using System.Diagnostics;
using Xunit;

namespace Aggregator.Storing.LiteDb;

/// <summary>Two stores to be damaged: one that was closed, and one as a kill leaves it, with half of it in the log.</summary>
public sealed class TornStores : IAsyncLifetime
{
    /// <summary>The first one is there while the store is open. What it says of the log must hold for a log that is copied after it.</summary>
    private static readonly string[] Files = [".open", "aggregator.db", "aggregator-log.db"];

    private readonly ScratchFolder _folder = new();

    internal FullArchive Closed { get; } = new();

    internal FullArchive Killed { get; } = new();

    internal string PathOf(bool killed) => _folder.In(killed ? "killed" : "closed");

    public async ValueTask InitializeAsync()
    {
        await using (var store = await Some.OpenAsync(PathOf(killed: false)))
            await Closed.FillAsync(store);
        await using (var store = await Some.OpenAsync(_folder.In("open")))
        {
            await Killed.FillAsync(store);
            // Moves the log into the data file, and what follows is in the log alone.
            Assert.Empty((await store.Keeper.VerifyAsync(TestContext.Current.CancellationToken)).Damage);
            await Killed.FillAsync(store, rounds: 1);
            await CopyOpenAsync(_folder.In("open"), PathOf(killed: true));
        }
        Assert.True(new FileInfo(Path.Combine(PathOf(killed: true), "aggregator-log.db")).Length > 100 * PageHeader.PageSize);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>A copy of its own for one damage.</summary>
    internal string Copy(bool killed, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var name in Files.Where(name => File.Exists(Path.Combine(PathOf(killed), name))))
            File.Copy(Path.Combine(PathOf(killed), name), Path.Combine(to, name));
        return to;
    }

    /// <summary>By a program that asks for no lock: .NET would.</summary>
    private static async Task CopyOpenAsync(string from, string to)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows lets nobody copy an open store.");
        Directory.CreateDirectory(to);
        using var copy = Process.Start("cp", [.. Files.Select(name => Path.Combine(from, name)), to]);
        await copy.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, copy.ExitCode);
    }
}
