using System.Runtime.CompilerServices;
using Xunit;

namespace Aggregator.Storing.LiteDb;

/// <summary>The right to open a folder's store.</summary>
public sealed class StoreLockTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void One_has_it_at_a_time_and_is_named()
    {
        using (StoreLock.TryTake(_folder.Path, "run"))
        {
            Assert.Null(StoreLock.TryTake(_folder.Path, "poll"));
            Assert.Equal($"process {Environment.ProcessId} (run)", StoreLock.WhoHolds(_folder.Path));
        }

        Assert.Null(StoreLock.WhoHolds(_folder.Path));
        using var next = StoreLock.TryTake(_folder.Path);
        Assert.NotNull(next);
        Assert.Equal($"process {Environment.ProcessId}", StoreLock.WhoHolds(_folder.Path));
    }

    [Fact]
    public void It_stays_taken_when_nobody_remembers_it()
    {
        TakeAndForget(_folder.Path);

        // As an unused local it was collected once, and the lock silently vanished.
        GC.Collect();
        GC.WaitForPendingFinalizers();

        Assert.Null(StoreLock.TryTake(_folder.Path));
    }

    [Fact]
    public void A_holder_who_is_dead_or_illegible_is_unknown()
    {
        File.WriteAllText(_folder.In(".owner"), $"{int.MaxValue} run");
        Assert.Null(StoreLock.WhoHolds(_folder.Path));
        File.WriteAllText(_folder.In(".owner"), "somebody");
        Assert.Null(StoreLock.WhoHolds(_folder.Path));
    }

    [Fact]
    public void A_missing_folder_is_not_mistaken_for_one_that_is_taken() =>
        Assert.Throws<DirectoryNotFoundException>(() => StoreLock.TryTake(_folder.In("missing")));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void TakeAndForget(string folder) => Assert.NotNull(StoreLock.TryTake(folder));
}
