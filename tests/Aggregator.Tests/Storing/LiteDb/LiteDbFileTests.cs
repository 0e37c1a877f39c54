using System.Security.Cryptography;
using LiteDB;
using Xunit;

namespace Aggregator.Storing.LiteDb;

/// <summary>What a transaction returned is stored, what threw is not, and the next call finds the file well.</summary>
public sealed class LiteDbFileTests : IDisposable
{
    private const int PageSize = 8192;

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_rolled_back_is_not_stored()
    {
        using var file = Open();
        Add(file, 1, 2);

        Assert.Throws<InvalidTimeZoneException>(() => file.Transact<int>(db =>
        {
            Insert(db, 3);
            throw new InvalidTimeZoneException();
        }));

        Assert.Equal([1, 2], Ids(file));
        // An exception of ours is no reason to distrust the instance.
        Assert.Equal(0, file.Reopenings);
    }

    [Fact]
    public void A_swallowed_exception_is_noticed_and_nothing_of_its_transaction_is_stored()
    {
        using var file = Open();
        Add(file, 1);

        Assert.Throws<InvalidOperationException>(() => file.Transact(db =>
        {
            Insert(db, 2);
            Assert.ThrowsAny<LiteException>(() => Insert(db, 1));
            // LiteDB has rolled back by now, and would store this by itself.
            Insert(db, 3);
            return 0;
        }));

        Assert.Equal([1], Ids(file));
        Assert.Equal(1, file.Reopenings);
    }

    [Fact]
    public void A_call_inside_a_call_throws()
    {
        using var file = Open();

        Assert.Throws<InvalidOperationException>(() => file.Transact(_ => file.Read(_ => 1)));
        Assert.Throws<InvalidOperationException>(() => file.Read(_ => file.Transact(_ => 1)));
        Assert.Throws<InvalidOperationException>(() => file.Read(_ => { file.Checkpoint(); return 1; }));

        Add(file, 1);
        Assert.Equal([1], Ids(file));
    }

    [Fact]
    public void A_query_left_open_does_not_wear_the_file_out()
    {
        using var file = Open();
        Add(file, 1, 2, 3);

        // LiteDB gives up at a hundred open transactions, for ever.
        for (var i = 0; i < 120; i++)
            _ = Record.Exception(() => file.Read(db => db.GetCollection("items").FindAll().GetEnumerator().MoveNext()));

        Assert.Equal([1, 2, 3], Ids(file));
    }

    [Fact]
    public void Nobody_else_may_open_the_file()
    {
        using var file = Open();

        Assert.ThrowsAny<IOException>(Open);
    }

    [Fact]
    public void A_transaction_larger_than_the_log_survives_its_checkpoint()
    {
        using (var file = new LiteDbFile(_folder.Path, new BsonMapper(), checkpointAt: 1 << 20))
        {
            Add(file, [.. Enumerable.Range(1, 300)]);
            Assert.Null(file.CheckpointTrouble);
            Assert.Equal(0, file.LogLength);
        }

        using var again = Open();
        Assert.Equal(Enumerable.Range(1, 300), Ids(again));
    }

    [Fact]
    public void A_checkpoint_that_fails_costs_nothing()
    {
        using var file = Open();
        Add(file, 1);
        file.Read(db => db.GetCollection("items").FindAll().GetEnumerator().MoveNext());

        Assert.Throws<IOException>(file.Checkpoint);

        Assert.Equal([1], Ids(file));
        file.Checkpoint();
        Assert.Equal(0, file.LogLength);
    }

    [Theory]
    [InlineData("its last page is missing"), InlineData("its last page is cut"), InlineData("its last page is zeros"), InlineData("its first page is zeros"), InlineData("half a page is zeros")]
    public void Of_a_torn_last_transaction_nothing_is_shown(string damage)
    {
        var (start, end) = LeaveLog();
        using (var log = File.OpenWrite(_folder.In("aggregator-log.db")))
        {
            switch (damage)
            {
                case "its last page is missing":
                    log.SetLength(end - PageSize);
                    break;
                case "its last page is cut":
                    log.SetLength(end - 3000);
                    break;
                case "its last page is zeros":
                    Zero(log, end - PageSize, PageSize);
                    break;
                case "its first page is zeros":
                    Zero(log, start, PageSize);
                    break;
                default:
                    Zero(log, start, PageSize / 2);
                    break;
            }
        }

        AssertHolds(1, 2);
    }

    [Theory]
    [InlineData("it is empty"), InlineData("its last page is missing"), InlineData("its last page is zeros")]
    public void A_log_that_ends_before_what_was_acknowledged_is_refused_and_left_alone(string damage)
    {
        var (_, end) = LeaveLog(isLastAcknowledged: true);
        var length = damage switch { "it is empty" => 0, "its last page is missing" => end - PageSize, _ => end };
        using (var log = File.OpenWrite(_folder.In("aggregator-log.db")))
        {
            Zero(log, end - PageSize, PageSize);
            log.SetLength(length);
        }

        Assert.Contains($"of {end:N0} bytes", Assert.Throws<IOException>(Open).Message, StringComparison.Ordinal);

        Assert.Equal(length, new FileInfo(_folder.In("aggregator-log.db")).Length);
    }

    [Fact]
    public void A_log_that_a_checkpoint_emptied_is_whole()
    {
        using (var file = Open())
        {
            Add(file, 1, 2);
            file.Checkpoint();
            // As a kill leaves it: nothing is closed.
            foreach (var name in new[] { ".open", "aggregator.db", "aggregator-log.db" })
                Copy(name);
        }
        using var again = new LiteDbFile(_folder.In("copy"), new BsonMapper());
        Assert.Equal([1, 2], Ids(again));
    }

    [Fact]
    public void Pages_after_the_last_whole_transaction_are_cut_off()
    {
        LeaveLog();
        using (var log = new FileStream(_folder.In("aggregator-log.db"), FileMode.Append))
            log.Write(new byte[PageSize + 5000]);

        AssertHolds(1, 2, 3, 4);
    }

    [Fact]
    public void A_log_without_its_data_file_is_refused_and_left_alone()
    {
        var (_, end) = LeaveLog();
        File.Delete(_folder.In("aggregator.db"));

        Assert.Contains("Restore aggregator.db and aggregator-log.db together", Assert.Throws<IOException>(Open).Message, StringComparison.Ordinal);

        Assert.Equal(end, new FileInfo(_folder.In("aggregator-log.db")).Length);
    }

    [Fact]
    public void Pages_that_an_older_version_wrote_are_read_and_get_their_sums_when_they_are_written_again()
    {
        LeaveLog();
        TakeSumsOut("aggregator.db", isLog: false);
        TakeSumsOut("aggregator-log.db", isLog: true);

        AssertHolds(1, 2, 3, 4);
    }

    [Fact]
    public void A_page_that_is_not_what_was_written_is_never_shown()
    {
        using (var file = Open())
            Add(file, 1, 2, 3, 4);
        using (var data = File.Open(_folder.In("aggregator.db"), FileMode.Open))
        {
            data.Position = data.Length - 3000;
            var was = data.ReadByte();
            data.Position--;
            data.WriteByte((byte)(was ^ 16));
        }

        using var again = Open();
        Assert.Contains("is not what was written", Assert.Throws<InvalidDataException>(() => Ids(again)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void While_it_is_pinned_the_data_file_stays_as_it_is_and_transactions_go_on()
    {
        using (var file = new LiteDbFile(_folder.Path, new BsonMapper(), checkpointAt: 1 << 16))
        {
            Add(file, 1, 2, 3);
            var pages = new byte[file.Pin() * PageSize];
            file.ReadPages(0, pages);
            Add(file, [.. Enumerable.Range(4, 60)]);
            var later = new byte[pages.Length];
            file.ReadPages(0, later);
            Assert.Equal(pages, later);
            Assert.Throws<InvalidOperationException>(file.Checkpoint);
            file.Unpin();
            Add(file, 100);
            Assert.Equal(0, file.LogLength);
        }

        using var again = Open();
        Assert.Equal([.. Enumerable.Range(1, 63), 100], Ids(again));
    }

    [Fact]
    public void The_disk_is_told_apart_from_what_is_no_disk()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only on Linux does .NET keep a failing fsync to itself.");
        // A pipe cannot be synced: as near to a failing disk as a test comes without one.
        using var pipe = new System.IO.Pipes.AnonymousPipeServerStream();
        using var handle = new Microsoft.Win32.SafeHandles.SafeFileHandle(pipe.SafePipeHandle.DangerousGetHandle(), ownsHandle: false);

        Assert.Throws<IOException>(() => Disk.Sync(handle));
    }

    private void TakeSumsOut(string name, bool isLog)
    {
        var bytes = File.ReadAllBytes(_folder.In(name));
        for (var at = 0; at < bytes.Length; at += PageSize)
        {
            var before = bytes.AsSpan(at, PageSize).ToArray();
            Assert.True(PageSum.Unseal(bytes.AsSpan(at, PageSize), at / PageSize, isLog));
            Assert.NotEqual(before, bytes[at..(at + PageSize)]);
        }
        File.WriteAllBytes(_folder.In(name), bytes);
    }

    private static void Zero(FileStream file, long at, int count)
    {
        file.Position = at;
        file.Write(new byte[count]);
    }

    private static void Add(LiteDbFile file, params int[] ids) => file.Transact(db =>
    {
        foreach (var id in ids)
            Insert(db, id);
        return 0;
    });

    // Larger than a page, and random, so that no half of a page is empty by chance.
    private static void Insert(LiteDatabase db, int id) =>
        db.GetCollection("items").Insert(new BsonDocument { ["_id"] = id, ["b"] = RandomNumberGenerator.GetBytes(9000) });

    private static IEnumerable<int> Ids(LiteDbFile file) => file.Read(db => db.GetCollection("items").FindAll().Select(row => row["_id"].AsInt32).Order().ToList());

    private LiteDbFile Open() => new(_folder.Path, new BsonMapper());

    /// <summary>By a program that asks for no lock: .NET would.</summary>
    private void Copy(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows lets nobody copy an open store.");
        Directory.CreateDirectory(_folder.In("copy"));
        using var copy = System.Diagnostics.Process.Start("cp", [_folder.In(name), _folder.In("copy")]);
        copy.WaitForExit();
        Assert.Equal(0, copy.ExitCode);
    }

    /// <summary>A log of two transactions, as a killed process leaves it; gives where the last one begins and ends.</summary>
    /// <param name="isLastAcknowledged">False when it was killed just before it could be.</param>
    private (long Start, long End) LeaveLog(bool isLastAcknowledged = false)
    {
        var (start, end, mark) = LeaveMarkedLog();
        if (!isLastAcknowledged)
            File.WriteAllBytes(_folder.In(".open"), mark);
        return (start, end);
    }

    private (long Start, long End, byte[] Mark) LeaveMarkedLog()
    {
        using var file = Open();
        Add(file, 1, 2);
        var start = file.LogLength!.Value;
        Copy(".open");
        var mark = File.ReadAllBytes(Path.Combine(_folder.In("copy"), ".open"));
        Add(file, 3, 4);
        var end = file.LogLength!.Value;
        // A query left open forbids the checkpoint that closing would make.
        file.Read(db => db.GetCollection("items").FindAll().GetEnumerator().MoveNext());
        return (start, end, mark);
    }

    private void AssertHolds(params int[] ids)
    {
        using (var file = Open())
        {
            Assert.Equal(ids, Ids(file));
            Add(file, 9);
        }
        using var again = Open();
        Assert.Equal([.. ids, 9], Ids(again));
    }
}
