using Xunit;

namespace Aggregator.Storing.LiteDb;

/// <summary>Retention in LiteDB, asked by the store's owner, and what becomes of it when a damaged file is rebuilt.</summary>
public sealed class LiteDbRetentionTests() : RetentionContract(overSocket: false)
{
    [Fact]
    public async Task In_a_rebuilt_store_what_went_is_still_gone_and_nobody_asks_for_it_again()
    {
        await KeepOldAndYoungAsync();
        await TrimAsync(TenDays, Later);
        await Owner.Keeper.BackupAsync(new BackupOrder(Beside.In("backup"), Overwrites: false, Later), Stop);
        Some.Done(await StoreFolder.RestoreAsync(Beside.In("backup"), Beside.In("data"), _ => { }, Stop));
        await LoseAsync(Beside.In("data"), 3);

        Assert.IsType<RebuildOutcome.Rebuilt>(await StoreFolder.RebuildAsync(Beside.In("data"), Later, (_, _) => { }, Stop));

        await using var rebuilt = await Some.OpenAsync(Beside.In("data"));
        Assert.Equal(["was removed by retention on 2026-03-22", "was lost by damage; if its source still lists it, it comes back"], (await rebuilt.Archive.GoneAsync([1, 3], Stop)).Select(gone => gone.Why));
        Assert.Empty(await rebuilt.Book.UnseenAsync(Some.Rusi, [Some.Asked("also")], Stop));
        Assert.Equal(new PollResult(0, 1), await rebuilt.Book.CompleteAsync(Some.Poll(Some.Rusi, Later, Some.Read(Some.Rusi, "old"), Some.Read(Some.Rusi, "young")), Stop));
        Assert.Empty((await rebuilt.Keeper.VerifyAsync(Stop)).Damage);
    }

    /// <summary>Takes the text of an article away, as damage would.</summary>
    private static async Task LoseAsync(string folder, long number)
    {
        using var held = StoreLock.TryTake(folder) ?? throw new InvalidOperationException("The folder is not free.");
        using var store = await LiteDbStore.OpenAsync(folder, Stop);
        await store.TransactAsync(db => Shape.Bodies(db).Delete(number), Stop);
    }
}
