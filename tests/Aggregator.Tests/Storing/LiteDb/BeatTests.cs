using Aggregator.Downloads;
using Aggregator.Items;
using Aggregator.Polls;
using Aggregator.Sources;
using LiteDB;
using Xunit;

namespace Aggregator.Storing.LiteDb;

/// <summary>What a beat can say, and that beats take no more room than sources do.</summary>
public sealed class BeatTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_an_unchanged_poll_changes_is_a_beat_and_whatever_else_is_not()
    {
        var row = new PollMemory { Source = Some.Rusi, LastPolled = Some.Morning, Notes = [Note(0)] };
        var next = row with { LastPolled = Some.Morning.AddHours(1), Polls = 2, NotModified = 1, Due = Some.Morning.AddHours(2), Because = "so", Notes = [Note(0), Note(1)] };

        var beat = Beat.Between(row, 7, next);

        Assert.Equal(7, beat!.Version);
        Assert.Equivalent(next, beat.On(row), strict: true);
        Assert.NotNull(Beat.Between(row, 7, next with { Notes = [Note(0), Note(1), Note(2), Note(3)] }));
        Assert.Null(Beat.Between(row, 7, next with { Notes = [Note(0), Note(1), Note(2), Note(3), Note(4)] }));
        Assert.Null(Beat.Between(row, 7, next with { Notes = [Note(1)] }));
        Assert.Null(Beat.Between(row, 7, next with { Validators = new Validators("\"new\"", null) }));
        Assert.Null(Beat.Between(row, 7, next with { LastAnswer = new Dictionary<ItemKey, string> { [new ItemKey("k")] = "f" } }));
        Assert.Null(Beat.Between(row, 7, next with { Trouble = "No.", FailuresInARow = 1 }));
        Assert.Null(Beat.Between(row, 7, next with { Drops = [new Drop("no link", "A title", "A row has no link.")] }));
    }

    [Fact]
    public async Task Beats_of_the_past_are_tidied_up_and_the_last_ones_stay()
    {
        const int Polls = 3000;
        var sources = Enumerable.Range(1, 3).Select(number => Some.Id($"source-{number}")).ToList();
        await using (var store = await Some.OpenAsync(_folder.Path))
        {
            foreach (var source in sources)
                await store.Book.CompleteAsync(new PollCompletion(new PollMemory { Source = source }, [], Some.Morning), Stop);
            for (var poll = 1; poll <= Polls; poll++)
            {
                foreach (var source in sources)
                {
                    var memory = await store.Book.RecallAsync(source, Stop);
                    await store.Book.CompleteAsync(new PollCompletion(memory with { Polls = poll, Due = Some.Morning.AddMinutes(poll) }, [], Some.Morning), Stop);
                }
            }
        }

        await using (var store = await Some.OpenAsync(_folder.Path))
            Assert.All(await store.Book.RecallAllAsync(Stop), memory => Assert.Equal((Polls, Some.Morning.AddMinutes(Polls)), (memory.Polls, memory.Due)));
        using var held = StoreLock.TryTake(_folder.Path);
        using var file = await LiteDbStore.OpenAsync(_folder.Path, Stop);
        Assert.InRange(await file.ReadAsync(db => BeatRows.All(db).Sum(row => row.Beats.Count), Stop), 3, 1024 + 6);
    }

    [Fact]
    public async Task While_beats_cannot_be_written_every_poll_is_told_and_afterwards_none_of_them_is_lost()
    {
        SourceId[] sources = [Some.Id("early"), Some.Id("late"), Some.Id("last")];
        using (var held = StoreLock.TryTake(_folder.Path))
        using (var store = await LiteDbStore.OpenAsync(_folder.Path, Stop))
        await using (var indexer = new Indexer(store, _folder.Path))
        {
            var book = new LiteDbPollBook(store, indexer);
            foreach (var source in sources)
                await book.CompleteAsync(new PollCompletion(new PollMemory { Source = source, Due = Some.Morning.AddDays(1) }, [], Some.Morning), Stop);
            // Stands for a disk that refuses: the numbers of the next rows are taken.
            await store.TransactAsync(db => Obstruct(db, 1, 100), _ => { }, Stop);

            // Nobody waits for a beat, unless its loss would put the next poll off.
            await BeatAsync(book, sources[0], Some.Morning.AddDays(2));
            await Assert.ThrowsAsync<LiteException>(() => BeatAsync(book, sources[1], Some.Morning.AddHours(1)));
            // Now the log is behind, and everybody is told, whoever comes.
            await Assert.ThrowsAsync<LiteException>(() => BeatAsync(book, sources[2], Some.Morning.AddDays(2)));
            await store.TransactAsync(db => Shape.Beats(db).DeleteAll(), _ => { }, Stop);
            await BeatAsync(book, sources[2], Some.Morning.AddDays(3));
        }

        // It was not closed: what was told to be kept was on disk by then, with all that the disk had refused before.
        await using var opened = await Some.OpenAsync(_folder.Path);
        var due = (await opened.Book.RecallAllAsync(Stop)).ToDictionary(memory => memory.Source, memory => memory.Due);
        Assert.Equal([Some.Morning.AddDays(2), Some.Morning.AddHours(1), Some.Morning.AddDays(3)], sources.Select(source => due[source]));
    }

    private static bool Obstruct(LiteDatabase db, int from, int count)
    {
        foreach (var number in Enumerable.Range(from, count))
            BeatRows.Add(db, number, []);
        return true;
    }

    private static async Task BeatAsync(LiteDbPollBook book, SourceId source, DateTimeOffset due)
    {
        var memory = await book.RecallAsync(source, Stop);
        await book.CompleteAsync(new PollCompletion(memory with { Polls = memory.Polls + 1, LastPolled = Some.Morning, Due = due, Notes = [Note(0)] }, [], Some.Morning), Stop);
    }

    private static PollNote Note(int hour) => new() { At = Some.Morning.AddHours(hour), Kind = hour % 2 == 0 ? PollResultKind.NotModified : PollResultKind.SameBytes };
}
