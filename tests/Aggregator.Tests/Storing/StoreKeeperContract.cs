using Xunit;

namespace Aggregator.Storing;

/// <summary>What everybody who looks after a store promises.</summary>
public abstract class StoreKeeperContract(bool overSocket) : StoreContract(overSocket)
{
    [Fact]
    public async Task A_fresh_store_is_sound_and_empty()
    {
        var check = await Keeper.VerifyAsync(Stop);
        Assert.Empty(check.Damage);
        var status = await Keeper.StatusAsync(Stop);
        Assert.Equal(0, status.Articles);
        Assert.Null(status.Newest);
        Assert.Null(status.LastBackup);
        Assert.Equal(KeeperProgress.None, await Keeper.ProgressAsync(Stop));
    }

    [Fact]
    public async Task Verifying_reads_everything_while_polls_go_on()
    {
        var archive = await FillAsync();
        var verifying = Keeper.VerifyAsync(Stop);
        for (var number = 0; number < 20; number++)
            await Book.CompleteAsync(Some.Poll(Some.Rusi, $"late {number}"), Stop);

        var check = await verifying;

        Assert.Empty(check.Damage);
        Assert.InRange(check.Rows["articles"], archive.Articles.Count, archive.Articles.Count + 20);
        Assert.Equal(check.Rows["articles"], check.Rows["bodies"]);
        Assert.Equal(archive.Letters.Count, check.Rows["letters"]);
        Assert.True(check.Pages > 100);
        Assert.Empty((await Keeper.VerifyAsync(Stop)).Damage);
    }

    [Fact]
    public async Task A_status_counts_what_is_kept_by_source_and_year()
    {
        var archive = await FillAsync();
        await Book.CompleteAsync(Some.Poll(Some.Rusi, Some.Morning.AddYears(2), Some.Read(Some.Rusi, "two years later")), Stop);

        var status = await Keeper.StatusAsync(Stop);

        Assert.Equal(archive.Articles.Count + 1, status.Articles);
        Assert.Equal(archive.Articles.Count / FullArchive.Sources, status.BySource["source-3"]);
        Assert.Equal([(2026, archive.Articles.Count), (2027, 0), (2028, 1)], status.ByYear.OrderBy(year => year.Key).Select(year => (year.Key, (int)year.Value)));
        Assert.Equal((2026, 2028), (status.Oldest!.Value.Year, status.Newest!.Value.Year));
        Assert.True(status is { FileBytes: > 0, DiskFree: > 0, Trouble: null });
    }

    [Fact]
    public async Task A_backup_is_of_one_moment_and_is_noted()
    {
        var archive = await FillAsync();
        var order = new BackupOrder(Beside.In("backup"), Overwrites: false, Some.Morning);
        var backing = Keeper.BackupAsync(order, Stop);
        for (var number = 0; number < 20; number++)
            await Book.CompleteAsync(Some.Poll(Some.Rusi, $"late {number}"), Stop);

        var made = Some.Done(await backing);

        Assert.InRange(made.LastNumber, archive.Articles.Count, archive.Articles.Count + 20);
        Assert.Equal((order.Path, Some.Morning, made.LastNumber), ((await Keeper.StatusAsync(Stop)).LastBackup is { } note ? (note.Path, note.At, note.LastNumber) : default));
        Assert.Equal(made.LastNumber, Some.Done(await StoreFolder.RestoreAsync(order.Path, Beside.In("restored"), _ => { }, Stop)).LastNumber);
        await using var restored = await Some.OpenAsync(Beside.In("restored"));
        Assert.Equal(made.LastNumber, await restored.Archive.LastNumberAsync(Stop));
        Assert.Empty(await archive.MissingAsync(restored, "restored"));
        Assert.Empty((await restored.Keeper.VerifyAsync(Stop)).Damage);
    }

    [Fact]
    public async Task A_backup_replaces_a_file_only_when_told_to()
    {
        await FillAsync();
        await File.WriteAllTextAsync(Beside.In("backup"), "mine", Stop);

        var refused = await Keeper.BackupAsync(new BackupOrder(Beside.In("backup"), Overwrites: false, Some.Morning), Stop);
        Assert.Contains("--force", Some.Refusal(refused), StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(Beside.In("backup"), Stop));

        Some.Done(await Keeper.BackupAsync(new BackupOrder(Beside.In("backup"), Overwrites: true, Some.Morning), Stop));
        var nowhere = await Keeper.BackupAsync(new BackupOrder(Beside.In("none/backup"), Overwrites: false, Some.Morning), Stop);
        Assert.StartsWith($"The backup '{Beside.In("none/backup")}' cannot be written: ", Some.Refusal(nowhere), StringComparison.Ordinal);
        Assert.Equal(["backup"], Directory.EnumerateFileSystemEntries(Beside.Path).Select(Path.GetFileName));
    }

    private async Task<FullArchive> FillAsync()
    {
        var archive = new FullArchive();
        await archive.FillAsync(Owner);
        return archive;
    }
}

/// <summary>The keeper in LiteDB, asked by the store's owner.</summary>
public sealed class LiteDbKeeperTests() : StoreKeeperContract(overSocket: false);

/// <summary>The same, asked over the socket.</summary>
public sealed class RemoteKeeperTests() : StoreKeeperContract(overSocket: true);
