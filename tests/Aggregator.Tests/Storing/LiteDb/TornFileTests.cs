using System.Security.Cryptography;
using LiteDB;
using Xunit;

namespace Aggregator.Storing.LiteDb;

/// <summary>Files that a disk, a copy or a hand has damaged: the store opens or says what to do, never shows what was not kept, and what can be read is saved.</summary>
public sealed class TornFileTests(TornStores stores) : IClassFixture<TornStores>, IDisposable
{
    private const int Seed = 20261126;

    private const string Data = "aggregator.db";

    private const string Log = "aggregator-log.db";

    private readonly ScratchFolder _folder = new();
    private int _cases;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>At FULL=1 many; else what a build can wait for.</summary>
    private static int Cases => Environment.GetEnvironmentVariable("FULL") == "1" ? 400 : 24;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false, Data), InlineData(true, Log)]
    public Task A_flipped_bit_is_seen_wherever_it_is(bool killed, string file) =>
        EachAsync(killed, mustBeSeen: true, random => FlipAt(file, random.NextDouble(), 1 << random.Next(8)));

    [Fact]
    public Task A_flipped_bit_below_what_the_log_has_harms_nothing() => EachAsync(killed: true, mustBeSeen: false, random => FlipAt(Data, random.NextDouble(), 1 << random.Next(8)));

    [Theory]
    [InlineData(false, Data), InlineData(true, Log)]
    public Task A_page_of_zeros_is_seen(bool killed, string file) => EachAsync(killed, mustBeSeen: true, random => Overwrite(file, random.NextDouble(), _ => new byte[PageHeader.PageSize]));

    [Theory]
    [InlineData(false, Data), InlineData(true, Log)]
    public Task A_page_of_noise_is_seen(bool killed, string file) => EachAsync(killed, mustBeSeen: true, random => Overwrite(file, random.NextDouble(), _ =>
    {
        var noise = new byte[PageHeader.PageSize];
        random.NextBytes(noise);
        return noise;
    }));

    [Fact]
    public Task A_page_that_stands_where_another_belongs_is_seen() => EachAsync(killed: false, mustBeSeen: true, random =>
    {
        var from = random.NextDouble();
        // Never onto itself.
        return Overwrite(Data, (from + 0.3) % 1, file => Read(file, Place(file, from)));
    });

    [Fact]
    public Task A_data_file_that_was_cut_is_seen() => EachAsync(killed: false, mustBeSeen: true, random => Cut(Data, random.NextDouble()));

    [Fact]
    public Task A_log_that_was_cut_is_told_and_without_the_rest_a_store_is_what_it_was_before() => EachAsync(killed: true, mustBeSeen: true, random => Cut(Log, random.NextDouble()));

    [Fact]
    public Task A_log_that_was_emptied_is_told() => OneAsync(killed: true, mustBeSeen: true, Cut(Log, 0), "an empty log");

    [Fact]
    public Task A_log_that_is_missing_is_told_and_without_it_a_store_is_what_it_was_before() => OneAsync(killed: true, mustBeSeen: true, folder => File.Delete(Path.Combine(folder, Log)), "no log");

    [Fact]
    public async Task A_store_that_was_closed_is_whole_without_its_log()
    {
        var folder = stores.Copy(killed: false, _folder.In("closed"));
        File.Delete(Path.Combine(folder, Log));
        Assert.True(await CheckAsync(folder) is { IsSound: true });
        await using var store = await Some.OpenAsync(folder);
        Assert.Empty(await stores.Closed.MissingAsync(store, "closed"));
    }

    [Fact]
    public async Task An_empty_file_and_a_strangers_file_are_refused_by_all()
    {
        foreach (var bytes in new[] { [], new byte[3], new byte[100_000], RandomNumberGenerator.GetBytes(100_000) })
        {
            var folder = stores.Copy(killed: true, _folder.In($"{_cases++}"));
            await File.WriteAllBytesAsync(Path.Combine(folder, Data), bytes, Stop);

            Assert.Contains("aggregator", Assert.IsType<StoreOutcome.Refused>(await Store.OpenAsync(folder, "run", mustOwn: true, Stop)).Why, StringComparison.Ordinal);
            Assert.Equal(bytes, await File.ReadAllBytesAsync(Path.Combine(folder, Data), Stop));
            Assert.False(await CheckAsync(folder) is { IsSound: true });
        }
    }

    [Fact]
    public async Task What_is_lost_is_named_and_comes_back_under_its_number_when_its_source_still_lists_it()
    {
        var folder = stores.Copy(killed: false, _folder.In("lost"));
        const long Number = 7;
        await WithFileAsync(folder, db => Shape.Bodies(db).Delete(Number));
        var lost = stores.Closed.Articles[Number];

        var damage = Assert.Single((await CheckAsync(folder))!.Damage);
        Assert.Equal((Number, lost.Source.Value), (damage.Article, damage.Source));
        Assert.Equal($"Article 7 of {lost.Source} has lost its text.", damage.Sentence);

        var report = Assert.IsType<RebuildOutcome.Rebuilt>(await StoreFolder.RebuildAsync(folder, Some.Morning, (_, _) => { }, Stop));
        Assert.True(File.Exists(report.Old));
        await using var store = await Some.OpenAsync(folder);
        Assert.Null(await store.Archive.FindAsync(Number, Stop));
        Assert.Contains(lost.Source, await store.Book.DueAsync(Some.Morning, Stop));
        Assert.Empty((await store.Book.RecallAsync(lost.Source, Stop)).LastAnswer);
        var again = new ReadArticle(Some.Asked(lost.Title), lost);
        Assert.False(Assert.Single(await store.Book.UnseenAsync(lost.Source, [again.Asked], Stop)).IsNew);
        Assert.Equal(new PollResult(0, 1), await store.Book.CompleteAsync(Some.Poll(lost.Source, Some.Morning.AddDays(9), again), Stop));

        Assert.Empty(await stores.Closed.MissingAsync(store, "read again"));
        Assert.Empty((await store.Keeper.VerifyAsync(Stop)).Damage);
        // A window that has closed stays closed.
        Assert.Equal(stores.Closed.Articles.Count, await store.Archive.LastNumberBeforeAsync(Some.Morning.AddDays(30), Some.Morning.AddDays(31), Stop));
    }

    [Fact]
    public async Task Whatever_disagrees_is_named_and_mended()
    {
        var folder = stores.Copy(killed: false, _folder.In("odd"));
        await WithFileAsync(folder, db =>
        {
            Shape.Articles(db).Delete(3L);
            foreach (var key in Shape.Keys(db).Find(BsonExpression.Create("$.n = 5")).ToList())
                Shape.Keys(db).Delete(key["_id"]);
            Shape.Keys(db).Insert(new BsonDocument { ["_id"] = "source-1|stray", ["n"] = 4711L, ["f"] = "" });
            Shape.Memories(db).Delete("source-2");
            return Shape.Counts(db).Delete("source-3");
        });

        var check = (await CheckAsync(folder))!;
        Assert.Equal(5, check.Damage.Count);
        Assert.Single(check.Damage, damage => damage.Article == 3 && damage.Sentence.Contains("has lost its place in the list", StringComparison.Ordinal));
        Assert.Single(check.Damage, damage => damage.Article == 5 && damage.Sentence.Contains("has lost its keys", StringComparison.Ordinal));
        Assert.Single(check.Damage, damage => damage.Sentence.Contains("A key of source-1 leads at number 4711", StringComparison.Ordinal));

        await RebuildAsync(folder, stores.Closed, wasLater: false, "odd");
        await using var store = await Some.OpenAsync(folder);
        Assert.Empty(await stores.Closed.MissingAsync(store, "odd"));
        // Where the store's own row is there, a stray key gives no number away.
        Assert.Equal(stores.Closed.Articles.Count, await store.Archive.LastNumberAsync(Stop));
    }

    [Fact]
    public async Task Every_collection_of_the_store_is_known_to_verification()
    {
        using var held = StoreLock.TryTake(stores.PathOf(killed: false));
        using var store = await LiteDbStore.OpenAsync(stores.PathOf(killed: false), Stop);
        var names = await store.ReadAsync(db => db.GetCollectionNames().ToList(), Stop);
        Assert.Equal(names.Order(), KeptCollections.All.Select(collection => collection.Name).Intersect(names).Order());
        Assert.All(await store.ReadAsync(db => names.SelectMany(name => db.GetCollection(name).FindAll().Where(row => row["_id"] != "backup").Select(row => (name, row))).ToList(), Stop), pair => Assert.Equal(pair.name, KeptCollections.Guess(pair.row)?.Name));
    }

    private async Task EachAsync(bool killed, bool mustBeSeen, Func<Random, Action<string>> damage)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed {Seed}.");
        for (var number = 0; number < Cases; number++)
            await OneAsync(killed, mustBeSeen, damage(new Random(Seed + number)), $"seed {Seed} + {number}");
    }

    private async Task OneAsync(bool killed, bool mustBeSeen, Action<string> damage, string what)
    {
        var archive = killed ? stores.Killed : stores.Closed;
        var (opened, rebuilt) = (stores.Copy(killed, _folder.In($"{_cases}-open")), stores.Copy(killed, _folder.In($"{_cases++}-rebuild")));
        damage(opened);
        damage(rebuilt);
        var check = await CheckAsync(opened);
        Assert.True(check is null or { IsSound: false } || !mustBeSeen, $"{what}: not seen.");

        await OpenAsync(opened, archive, check, killed, what);
        if (check is { IsSound: false })
            await RebuildAsync(rebuilt, archive, killed, what);
        Directory.Delete(opened, recursive: true);
        Directory.Delete(rebuilt, recursive: true);
    }

    /// <summary>It opens, and what is not shown as it was kept is told by verification or is of the end that the log has lost; or it says what to do.</summary>
    private static async Task OpenAsync(string folder, FullArchive archive, StoreCheck? check, bool wasLater, string what)
    {
        switch (await Store.OpenAsync(folder, "run", mustOwn: true, Stop))
        {
            case StoreOutcome.Refused refused:
                Assert.True(refused.Why.Contains("'aggregator rebuild'", StringComparison.Ordinal), $"{what}: {refused.Why}");
                Assert.True(check is null or { IsSound: false }, $"{what}: refused, but verification saw nothing.");
                break;
            case StoreOutcome.Opened opened:
                await using (opened.Store)
                {
                    var missing = await archive.MissingAsync(opened.Store, what, wasLater);
                    if (check is { IsSound: true })
                        Assert.True(missing.All(number => number > check.Rows.GetValueOrDefault("articles")), $"{what}: {string.Join(',', missing)} are missing, and verification saw nothing.");
                }
                break;
        }
    }

    /// <summary>What verification says; null when it cannot read anything.</summary>
    private static async Task<StoreCheck?> CheckAsync(string folder) => (await StoreFolder.VerifyAsync(folder, (_, _) => { }, Stop) as VerifyOutcome.Read)?.Check;

    private static async Task RebuildAsync(string folder, FullArchive archive, bool wasLater, string what)
    {
        var outcome = await StoreFolder.RebuildAsync(folder, Some.Morning, (_, _) => { }, Stop);
        Assert.True(outcome is not RebuildOutcome.Refused, $"{what}: {outcome}");
        var told = ((outcome as RebuildOutcome.Rebuilt)?.Found.Damage ?? []).Where(damage => damage.Article is not null).Select(damage => damage.Article!.Value).ToHashSet();
        var check = (await CheckAsync(folder))!;
        Assert.True(check.IsSound, $"{what}, rebuilt: {string.Join(' ', check.Damage.Select(damage => damage.Sentence))}");
        await using var store = await Some.OpenAsync(folder);
        var missing = await archive.MissingAsync(store, what, wasLater);
        var last = await store.Archive.LastNumberAsync(Stop);
        Assert.True(missing.All(number => told.Contains(number) || number > last), $"{what}, rebuilt: of {string.Join(',', missing)} some were not told as lost.");
        Assert.Equal(check.Rows.GetValueOrDefault("articles") + check.Rows.GetValueOrDefault("gone"), last);
        Assert.InRange(check.Rows.GetValueOrDefault("articles"), 0, archive.Articles.Count);
    }

    private static Action<string> FlipAt(string file, double share, int bit) => folder =>
    {
        using var stream = new FileStream(Path.Combine(folder, file), FileMode.Open);
        var place = (long)(share * stream.Length);
        stream.Position = place;
        var was = stream.ReadByte();
        stream.Position = place;
        stream.WriteByte((byte)(was ^ bit));
    };

    private static Action<string> Overwrite(string file, double share, Func<string, byte[]> page)
    {
        byte[]? bytes = null;
        return folder =>
        {
            var path = Path.Combine(folder, file);
            // The same in every copy.
            bytes ??= page(path);
            using var stream = new FileStream(path, FileMode.Open);
            stream.Position = (long)(share * (stream.Length / PageHeader.PageSize)) * PageHeader.PageSize;
            stream.Write(bytes);
        };
    }

    private static Action<string> Cut(string file, double share) => folder =>
    {
        using var stream = new FileStream(Path.Combine(folder, file), FileMode.Open);
        stream.SetLength((long)(share * stream.Length));
    };

    private static long Place(string path, double share) => (long)(share * (new FileInfo(path).Length / PageHeader.PageSize)) * PageHeader.PageSize;

    private static byte[] Read(string path, long place)
    {
        using var stream = File.OpenRead(path);
        stream.Position = place;
        var page = new byte[PageHeader.PageSize];
        stream.ReadExactly(page);
        return page;
    }

    /// <summary>Past the store's own doors, as another program would come.</summary>
    private static async Task WithFileAsync(string folder, Func<LiteDatabase, bool> work)
    {
        using var held = StoreLock.TryTake(folder) ?? throw new InvalidOperationException("The folder is not free.");
        using var store = await LiteDbStore.OpenAsync(folder, Stop);
        await store.TransactAsync(work, Stop);
    }
}
