using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Aggregator.Storing.LiteDb;
using LiteDB;
using Xunit;
using JsonSerializer = System.Text.Json.JsonSerializer;

namespace Aggregator.Storing;

/// <summary>Who may open the store of a folder, what the others are told, and how it is given back.</summary>
public sealed class StoreTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ScratchFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_second_worker_is_refused_with_the_name_of_the_first()
    {
        await using var first = await Some.OpenAsync(_folder.Path);

        var why = await RefusalAsync(_folder.Path, mustOwn: true);

        Assert.Contains($"A worker already runs on '{_folder.Path}': process {Environment.ProcessId} (run).", why, StringComparison.Ordinal);
        Assert.Contains("--data", why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_worker_waits_for_a_short_command_to_end()
    {
        var command = await OpenAsync("poll", mustOwn: false);

        var worker = OpenAsync("run", mustOwn: true);
        Assert.False(worker.IsCompleted);
        await command.DisposeAsync();

        await (await worker.WaitAsync(Patience, Stop)).DisposeAsync();
    }

    [Fact]
    public async Task Whoever_need_not_own_the_store_asks_its_owner()
    {
        await using var owner = await Some.OpenAsync(_folder.Path);
        await owner.Book.CompleteAsync(Some.Poll(Some.Rusi, "a"), Stop);

        await using (var other = await OpenAsync("search", mustOwn: false))
        {
            Assert.Equal("a", (await other.Archive.FindAsync(1, Stop))!.Article.Title);
            await other.Book.CompleteAsync(Some.Poll(Some.Rusi, "b"), Stop);
        }

        // Closing the other's took nothing from the owner.
        Assert.Equal(2, await owner.Archive.LastNumberAsync(Stop));
    }

    [Fact]
    public async Task Everything_is_given_back_when_the_store_is_closed()
    {
        await (await Some.OpenAsync(_folder.Path)).DisposeAsync();

        Assert.False(File.Exists(_folder.In("worker.sock")));
        Assert.Null(StoreLock.WhoHolds(_folder.Path));
        Assert.Equal(0, new FileInfo(_folder.In("aggregator-log.db")).Length);
        await (await Some.OpenAsync(_folder.Path)).DisposeAsync();
    }

    [Fact]
    public async Task The_store_after_its_end_is_told_as_such_to_those_who_ask()
    {
        var owner = await Some.OpenAsync(_folder.Path);
        await using var other = await OpenAsync("search", mustOwn: false);
        await owner.DisposeAsync();

        var trouble = await Assert.ThrowsAsync<IOException>(() => other.Archive.LastNumberAsync(Stop));

        Assert.StartsWith("The process that had the store open has ended", trouble.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("file"), InlineData("file/below")]
    public async Task A_data_folder_that_cannot_be_is_refused_with_a_sentence(string name)
    {
        await File.WriteAllTextAsync(_folder.In("file"), "", Stop);

        var why = await RefusalAsync(_folder.In(name), mustOwn: true);

        Assert.StartsWith($"The data folder '{_folder.In(name)}' cannot be used: ", why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task A_path_too_long_for_a_socket_is_refused_and_nothing_stays_open(bool mustOwn)
    {
        var folder = _folder.In(new string('x', 120));

        var why = await RefusalAsync(folder, mustOwn);

        Assert.Contains("its path is too long for a socket", why, StringComparison.Ordinal);
        using var held = StoreLock.TryTake(folder);
        Assert.NotNull(held);
        using var store = await LiteDbStore.OpenAsync(folder, Stop);
    }

    [Fact]
    public async Task The_store_of_a_newer_program_is_refused_and_nothing_stays_open()
    {
        await WithFileAsync(db => db.GetCollection("meta").Upsert(new BsonDocument { ["_id"] = "store", ["schema"] = 99, ["last"] = 0L }));

        var why = await RefusalAsync(_folder.Path, mustOwn: false);

        Assert.Contains($"was written by a newer Aggregator (schema 99; this one knows {LiteDbStore.Schema})", why, StringComparison.Ordinal);
        using (var file = new LiteDbFile(_folder.Path, new BsonMapper()))
            file.Transact(db => db.GetCollection("meta").Upsert(new BsonDocument { ["_id"] = "store", ["schema"] = 4, ["last"] = 0L }));
        await (await Some.OpenAsync(_folder.Path)).DisposeAsync();
    }

    [Fact]
    public async Task A_store_of_the_first_schema_is_taken_over_with_its_numbers_and_all_of_it_is_due()
    {
        await WithStoreAsync(store => store.Book.CompleteAsync(Some.Poll(Some.Rusi, "a", "b"), Stop));
        await WithFileAsync(db =>
        {
            var row = Shape.Memories(db).FindAll().Single();
            row.Remove("v");
            row.Remove("due");
            row.Remove("at");
            db.GetCollection("meta").Upsert(new BsonDocument { ["_id"] = "store", ["schema"] = 1, ["last"] = 2L });
            return Shape.Memories(db).Update(row);
        });

        await WithStoreAsync(async store =>
        {
            Assert.Equal([Some.Rusi], await store.Book.DueAsync(Some.Morning, Stop));
            Assert.Equal(2, await store.Archive.LastNumberAsync(Stop));
            Assert.Equal(Some.Morning, (await store.Book.RecallAsync(Some.Rusi, Stop)).LastPolled);
        });
    }

    [Fact]
    public async Task A_store_from_before_pages_were_kept_takes_them()
    {
        await WithStoreAsync(store => store.Book.CompleteAsync(Some.Poll(Some.Rusi, "a"), Stop));
        await WithFileAsync(db => db.GetCollection("meta").Upsert(new BsonDocument { ["_id"] = "store", ["schema"] = 3, ["last"] = 1L }));

        await WithStoreAsync(async store =>
        {
            Assert.Equal(0, (await store.Book.RecallSiteAsync(Some.Rusi, Stop)).Learned);
            Assert.Empty(await store.Archive.PagesAsync(Some.Rusi, Stop));
            var read = Some.Read(Some.Rusi, "b") with { Page = Some.Page("b") };
            await store.Book.CompleteAsync(Some.Poll(Some.Rusi, Some.Morning, read) with { Site = Some.Learned(Some.Page("b")), Limits = new PageLimits(9, 9999) }, Stop);
            Assert.Equal(2, Assert.Single(await store.Archive.PagesAsync(Some.Rusi, Stop)).Kept.Number);
        });
    }

    [Fact]
    public async Task A_store_of_the_second_schema_is_taken_over_with_its_memories_and_what_was_due_is_due()
    {
        await WithStoreAsync(store => store.Book.CompleteAsync(Some.Poll(Some.Rusi, "a", "b"), Stop));
        await WithFileAsync(db =>
        {
            db.DropCollection("memories");
            db.DropCollection("beats");
            return true;
        }, isTransaction: false);
        await WithFileAsync(db =>
        {
            var memories = db.GetCollection("memories");
            memories.EnsureIndex("due", "$.due");
            memories.EnsureIndex("at", "$.at");
            foreach (var (id, due) in new[] { ("rusi", 2), ("bruegel", 1), ("iiss", 9) })
            {
                var json = $$"""{"Source":"{{id}}","LastPolled":"2026-03-02T09:00:00+00:00","Due":"2026-03-02T{{9 + due:D2}}:00:00+00:00","Polls":7,"LastAnswer":{},"Drops":[]}""";
                memories.Insert(new BsonDocument { ["_id"] = id, ["due"] = Some.Morning.AddHours(due).UtcTicks, ["at"] = Some.Morning.UtcTicks, ["j"] = Encoding.UTF8.GetBytes(json) });
            }
            return db.GetCollection("meta").Upsert(new BsonDocument { ["_id"] = "store", ["schema"] = 2, ["last"] = 2L });
        });

        await WithStoreAsync(async store =>
        {
            Assert.Equal([Some.Bruegel, Some.Rusi], await store.Book.DueAsync(Some.Morning.AddHours(3), Stop));
            var memory = await store.Book.RecallAsync(Some.Rusi, Stop);
            Assert.Equal((7, Some.Morning), (memory.Polls, memory.LastPolled));
            await store.Book.CompleteAsync(new PollCompletion(memory with { Polls = 8, Due = Some.Morning.AddHours(4) }, [], Some.Morning), Stop);
        });
        await WithStoreAsync(async store =>
        {
            Assert.Equal([Some.Bruegel, Some.Rusi], await store.Book.DueAsync(Some.Morning.AddHours(5), Stop));
            Assert.Equal(8, (await store.Book.RecallAsync(Some.Rusi, Stop)).Polls);
            Assert.Equal(2, await store.Archive.LastNumberAsync(Stop));
        });
        await WithFileAsync(db =>
        {
            Assert.False(Shape.Memories(db).DropIndex("due"));
            return Assert.Single(Shape.Beats(db).FindAll()) is not null;
        });
    }

    [Fact]
    public async Task A_file_that_is_no_store_is_refused_and_left_as_it_is()
    {
        var letter = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("Dear Sir or Madam, ", 2000)));
        await File.WriteAllBytesAsync(_folder.In("aggregator.db"), letter, Stop);

        var why = await RefusalAsync(_folder.Path, mustOwn: true);

        Assert.StartsWith($"The data folder '{_folder.Path}' cannot be used: ", why, StringComparison.Ordinal);
        Assert.Contains("aggregator.db", why, StringComparison.Ordinal);
        Assert.Equal(letter, await File.ReadAllBytesAsync(_folder.In("aggregator.db"), Stop));
        using var held = StoreLock.TryTake(_folder.Path);
        Assert.NotNull(held);
    }

    [Fact]
    public async Task A_store_whose_pages_are_destroyed_is_refused_with_a_sentence()
    {
        await WithStoreAsync(store => store.Book.CompleteAsync(Some.Poll(Some.Rusi, "a"), Stop));
        await using (var file = File.OpenWrite(_folder.In("aggregator.db")))
        {
            file.Position = 8192;
            await file.WriteAsync(new byte[file.Length - 8192], Stop);
        }

        Assert.Contains("aggregator.db", await RefusalAsync(_folder.Path, mustOwn: true), StringComparison.Ordinal);
        using var held = StoreLock.TryTake(_folder.Path);
        Assert.NotNull(held);
    }

    [Fact]
    public async Task The_socket_that_a_killed_owner_left_is_no_obstacle()
    {
        using (var dead = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            dead.Bind(new UnixDomainSocketEndPoint(_folder.In("elsewhere")));
            // Moved, so that closing does not take it away: as a kill leaves it.
            File.Move(_folder.In("elsewhere"), _folder.In("worker.sock"));
        }

        await using var first = await OpenAsync("run", mustOwn: true);
        await using var second = await OpenAsync("search", mustOwn: false);

        Assert.Equal(0, await second.Archive.LastNumberAsync(Stop));
    }

    [Fact]
    public async Task An_article_that_is_not_what_was_kept_is_told_as_damage()
    {
        await WithStoreAsync(store => store.Book.CompleteAsync(Some.Poll(Some.Rusi, "a", "b", "c", "d", "e"), Stop));
        var other = Packed.Of(Some.Article(Some.Rusi, "a", "Not what was kept."), StoreJson.Default.Article);
        await WithFileAsync(db => Shape.Bodies(db).Update(new BsonDocument { ["_id"] = 1L, ["b"] = other }));
        await WithFileAsync(db => Shape.Bodies(db).Update(new BsonDocument { ["_id"] = 2L, ["b"] = new byte[] { 7, 7, 7 } }));
        await WithFileAsync(db => Shape.Bodies(db).Update(new BsonDocument { ["_id"] = 4L, ["b"] = Enumerable.Repeat((byte)0xA5, 500).ToArray() }));
        await WithFileAsync(db => Shape.Bodies(db).Delete(3L));

        await WithStoreAsync(async store =>
        {
            await using var remote = await OpenAsync("show", mustOwn: false);
            for (var number = 1; number <= 4; number++)
            {
                var trouble = await Assert.ThrowsAsync<InvalidDataException>(() => store.Archive.FindAsync(number, Stop));
                Assert.StartsWith($"The store is damaged: article {number} ", trouble.Message, StringComparison.Ordinal);
                var told = await Assert.ThrowsAsync<IOException>(() => remote.Archive.FindAsync(number, Stop));
                Assert.EndsWith(trouble.Message, told.Message, StringComparison.Ordinal);
            }
            Assert.Equal("e", (await store.Archive.FindAsync(5, Stop))!.Article.Title);
        });
    }

    [Fact]
    public async Task Closing_keeps_its_word_what_failed_was_not_stored_and_what_was_answered_was()
    {
        var owner = await Some.OpenAsync(_folder.Path);
        var book = StoreProxy.For<IPollBook>(_folder.Path);
        var sources = Enumerable.Range(1, 200).Select(number => Some.Id($"source-{number}")).ToList();
        var polls = sources.Select(source => book.CompleteAsync(Some.Poll(source, "a"), Stop)).ToList();
        await Task.WhenAny(polls).WaitAsync(Patience, Stop);

        await owner.DisposeAsync();
        await Task.WhenAll(polls.Select(poll => poll.ContinueWith(_ => { }, TaskScheduler.Default))).WaitAsync(Patience, Stop);

        await WithStoreAsync(async store =>
        {
            var kept = (await store.Book.RecallAllAsync(Stop)).Select(memory => memory.Source).ToHashSet();
            foreach (var (source, poll) in sources.Zip(polls))
            {
                Assert.Equal(poll.IsCompletedSuccessfully, kept.Contains(source));
                if (poll.Exception is { } failed)
                    Assert.StartsWith("The process that had the store open has ended", Assert.IsType<IOException>(failed.InnerException).Message, StringComparison.Ordinal);
            }
        });
    }

    [Fact]
    public async Task Closing_does_not_wait_for_a_caller_who_asked_and_does_not_listen()
    {
        var owner = await Some.OpenAsync(_folder.Path);
        var articles = Enumerable.Range(1, 50).Select(number => new ReadArticle(Some.Asked($"{number}"), Some.Article(Some.Rusi, $"long {number}", new string('x', 100_000)))).ToList();
        await owner.Book.CompleteAsync(Some.Poll(Some.Rusi, Some.Morning, articles), Stop);
        using var deaf = await StoreSocket.ConnectAsync(_folder.Path, Stop);
        JsonElement[] values = [JsonSerializer.SerializeToElement(new SearchRequest("long") { Limit = 50 }, StoreProxy.Json)];
        var question = JsonSerializer.Serialize(new StoreSocket.Question(nameof(IArchive), nameof(IArchive.SearchAsync), values, StoreSocket.Version), StoreProxy.Json);
        await deaf.SendAsync(Encoding.UTF8.GetBytes(question + "\n"), Stop);
        // The first byte shows that the answer is under way; it is far longer than what a socket holds.
        await deaf.ReceiveAsync(new byte[1], Stop);

        await owner.DisposeAsync().AsTask().WaitAsync(Patience, Stop);
    }

    [Fact]
    public async Task A_caller_who_hangs_up_or_talks_nonsense_harms_nobody()
    {
        await using var owner = await Some.OpenAsync(_folder.Path);
        foreach (var line in new[] { "", "\n", "nonsense\n", "{}\n", "{\"Store\":\"IArchive\",\"Method\":\"GetType\",\"Values\":[]}\n", "{\"Store\":\"IArchive\",\"Method\":\"FindAsync\",\"Values\":[]}\n", "{\"Store\":\"" })
        {
            using var caller = await StoreSocket.ConnectAsync(_folder.Path, Stop);
            await caller.SendAsync(Encoding.UTF8.GetBytes(line), Stop);
        }

        Assert.Equal(0, await StoreProxy.For<IArchive>(_folder.Path).LastNumberAsync(Stop));
    }

    [Theory]
    [InlineData("\"Version\":\"0.0.9\"", "is Aggregator 0.0.9"), InlineData("\"Trouble\":\"What?\"", "is Aggregator of an older version")]
    public async Task A_command_of_another_version_than_the_worker_is_told_so_and_what_to_do(string answer, string named)
    {
        using var held = StoreLock.TryTake(_folder.Path, "run");
        using var other = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        other.Bind(new UnixDomainSocketEndPoint(_folder.In("worker.sock")));
        other.Listen();
        var answering = AnswerOnceAsync();

        var why = await RefusalAsync(_folder.Path, mustOwn: false);

        await answering;
        Assert.Contains(named, why, StringComparison.Ordinal);
        Assert.Contains($"and this command is {StoreSocket.Version}", why, StringComparison.Ordinal);
        Assert.Contains("Restart the worker with this version", why, StringComparison.Ordinal);

        async Task AnswerOnceAsync()
        {
            using var caller = await other.AcceptAsync(Stop);
            await caller.ReceiveAsync(new byte[4096], Stop);
            await caller.SendAsync(Encoding.UTF8.GetBytes($"{{{answer}}}\n"), Stop);
        }
    }

    [Fact]
    public async Task A_question_of_another_version_is_not_carried_out()
    {
        await using var owner = await Some.OpenAsync(_folder.Path);
        await owner.Subscribers.SaveAsync(new Digests.Subscriber { Address = "ana@example.org" }, Stop);
        var question = new StoreSocket.Question(nameof(ISubscriberBook), nameof(ISubscriberBook.RemoveAsync), [JsonSerializer.SerializeToElement((await owner.Subscribers.AllAsync(Stop))[0], StoreProxy.Json)], "0.0.9");

        var answer = await StoreSocket.TalkAsync(_folder.Path, JsonSerializer.Serialize(question, StoreProxy.Json), Stop);

        Assert.Contains("this command is 0.0.9", answer, StringComparison.Ordinal);
        Assert.Single(await owner.Subscribers.AllAsync(Stop));
    }

    [Fact]
    public async Task The_folder_and_the_socket_belong_to_one_user()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such modes.");
            return;
        }
        await using var owner = await Some.OpenAsync(_folder.In("data"));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder.In("data")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.In("data/worker.sock")));
    }

    private static async Task<string> RefusalAsync(string folder, bool mustOwn) =>
        Assert.IsType<StoreOutcome.Refused>(await Store.OpenAsync(folder, mustOwn ? "run" : "search", mustOwn, Stop)).Why;

    private async Task<Store> OpenAsync(string verb, bool mustOwn) =>
        Assert.IsType<StoreOutcome.Opened>(await Store.OpenAsync(_folder.Path, verb, mustOwn, Stop)).Store;

    private async Task WithStoreAsync(Func<Store, Task> work)
    {
        await using var store = await Some.OpenAsync(_folder.Path);
        await work(store);
    }

    /// <summary>Past the store's own doors, as a damage or another program would come.</summary>
    private async Task WithFileAsync(Func<LiteDatabase, bool> work, bool isTransaction = true)
    {
        using var held = StoreLock.TryTake(_folder.Path) ?? throw new InvalidOperationException("The folder is not free.");
        using var store = await LiteDbStore.OpenAsync(_folder.Path, Stop);
        await (isTransaction ? store.TransactAsync(work, Stop) : store.ReadAsync(work, Stop));
    }
}
