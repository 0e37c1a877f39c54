using System.Text.Json;
using Aggregator.Storing.LiteDb;
using Xunit;

namespace Aggregator.Storing;

/// <summary>A backup gives back what was there, or is refused.</summary>
public sealed class RestoreTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Backup => _folder.In("backup");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_restored_store_gives_the_same_answers()
    {
        var archive = await BackedUpAsync();
        var made = Some.Done(await StoreFolder.RestoreAsync(Backup, _folder.In("restored"), _ => { }, Stop));

        Assert.Equal(archive.Articles.Count, made.LastNumber);
        await using var before = await Some.OpenAsync(_folder.In("data"));
        await using var after = await Some.OpenAsync(_folder.In("restored"));
        foreach (var answer in Answers(archive))
            Assert.Equal(JsonSerializer.Serialize(await answer(before), StoreProxy.Json), JsonSerializer.Serialize(await answer(after), StoreProxy.Json));
        foreach (var group in archive.Articles.Values.GroupBy(article => article.Source))
        {
            var memory = await after.Book.RecallAsync(group.Key, Stop);
            var asked = memory.LastAnswer.Select((pair, at) => new AskedItem(at, [pair.Key], pair.Value)).ToList();
            Assert.NotEmpty(asked);
            Assert.Empty(await after.Book.UnseenAsync(group.Key, asked, Stop));
        }
    }

    [Fact]
    public async Task A_backup_that_is_damaged_anywhere_is_refused_and_nothing_is_left()
    {
        await BackedUpAsync();
        var whole = await File.ReadAllBytesAsync(Backup, Stop);
        var random = new Random(7);
        foreach (var place in Enumerable.Range(0, 12).Select(_ => random.Next(whole.Length)).Append(whole.Length - 1).Append(whole.Length - 70))
        {
            var damaged = whole.ToArray();
            damaged[place] ^= 4;
            await File.WriteAllBytesAsync(Backup, damaged, Stop);
            await RefusedAsync(place);
        }
        foreach (var length in new[] { 0, 100, 8192, whole.Length / 2, whole.Length - 1 })
        {
            await File.WriteAllBytesAsync(Backup, whole[..length], Stop);
            await RefusedAsync(length);
        }

        async Task RefusedAsync(int place)
        {
            var outcome = await StoreFolder.RestoreAsync(Backup, _folder.In("restored"), _ => { }, Stop);
            Assert.True(outcome is BackupOutcome.Refused refused && refused.Why.StartsWith($"'{Backup}' is ", StringComparison.Ordinal), $"{place}: {outcome}");
            Assert.Empty(Directory.EnumerateFiles(_folder.In("restored")).Select(Path.GetFileName).Except([".lock", ".owner"]));
        }
    }

    [Fact]
    public async Task A_backup_of_a_newer_program_is_refused()
    {
        await BackedUpAsync();
        await using (var file = File.Open(Backup, FileMode.Open))
        {
            var facts = BackupFile.Read(file)!;
            using var hash = System.Security.Cryptography.IncrementalHash.CreateHash(System.Security.Cryptography.HashAlgorithmName.SHA256);
            var pages = new byte[facts.Bytes];
            file.ReadExactly(pages);
            hash.AppendData(pages);
            file.Position = facts.Bytes;
            file.Write(BackupFile.Closing(facts with { Schema = 99 }, hash));
        }

        Assert.Contains($"was written by a newer Aggregator (schema 99; this one knows {LiteDbStore.Schema})", Some.Refusal(await StoreFolder.RestoreAsync(Backup, _folder.In("restored"), _ => { }, Stop)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_with_anything_in_it_is_left_as_it_is()
    {
        await BackedUpAsync();
        Directory.CreateDirectory(_folder.In("restored"));
        await File.WriteAllTextAsync(_folder.In("restored/notes"), "mine", Stop);

        var outcome = await StoreFolder.RestoreAsync(Backup, _folder.In("restored"), _ => { }, Stop);

        Assert.Contains("is not empty ('notes' is in it)", Some.Refusal(outcome), StringComparison.Ordinal);
        Assert.Equal([_folder.In("restored/notes")], Directory.EnumerateFileSystemEntries(_folder.In("restored")));
        Assert.Equal($"There is no file '{_folder.In("none")}'.", Some.Refusal(await StoreFolder.RestoreAsync(_folder.In("none"), _folder.In("other"), _ => { }, Stop)));
    }

    [Fact]
    public async Task A_damaged_store_makes_no_backup()
    {
        await BackedUpAsync();
        await using (var file = File.Open(_folder.In("data/aggregator.db"), FileMode.Open))
        {
            // Pages far behind those that opening reads.
            file.Position = file.Length * 2 / 3;
            file.Write("elsewhere"u8);
        }

        await using var store = await Some.OpenAsync(_folder.In("data"));
        var outcome = await store.Keeper.BackupAsync(new BackupOrder(_folder.In("second"), Overwrites: false, Some.Morning), Stop);

        Assert.Contains("No backup was written: 'aggregator verify' tells what is damaged.", Some.Refusal(outcome), StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.In("second")) || File.Exists(_folder.In("second.part")));
        Assert.NotEmpty((await store.Keeper.VerifyAsync(Stop)).Damage);
    }

    private async Task<FullArchive> BackedUpAsync()
    {
        var archive = new FullArchive();
        await using var store = await Some.OpenAsync(_folder.In("data"));
        await archive.FillAsync(store);
        Some.Done(await store.Keeper.BackupAsync(new BackupOrder(Backup, Overwrites: false, Some.Morning), Stop));
        return archive;
    }

    private static IEnumerable<Func<Store, Task<object>>> Answers(FullArchive archive)
    {
        foreach (var words in new[] { "ferry", "\"said anew in round 2\"", "source:source-1 ferry", "nothing at all" })
            yield return async store => await store.Archive.SearchAsync(new SearchRequest(words) { Limit = 500 }, Stop) with { Note = null, About = null };
        foreach (var number in archive.Articles.Keys)
            yield return async store => (await store.Archive.FindAsync(number, Stop))!;
        yield return async store => await store.Ledger.LettersAsync(Enum.GetValues<LetterState>(), Stop);
        yield return async store => await store.Ledger.WindowsAsync(null, Stop);
        yield return async store => (await store.Ledger.LetterAsync(archive.Letters[0].Key, Stop))!;
        yield return async store => await store.Subscribers.AllAsync(Stop);
        yield return async store => await store.Archive.CountsAsync(Stop);
        for (var source = 0; source < FullArchive.Sources; source++)
        {
            var id = FullArchive.Source(source);
            yield return async store => await store.Archive.PagesAsync(id, Stop);
            yield return async store => (await store.Book.RecallAsync(id, Stop)).LastAnswer.OrderBy(pair => pair.Key.Value).ToList();
            yield return async store => (await store.Book.RecallSiteAsync(id, Stop)).Learned;
        }
    }
}
