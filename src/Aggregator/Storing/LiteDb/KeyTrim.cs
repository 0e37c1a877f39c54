using LiteDB;

namespace Aggregator.Storing.LiteDb;

/// <summary>Forgets the keys of articles that retention removed, once their source has not listed them for long: until then they keep an item from coming back.</summary>
internal sealed class KeyTrim(LiteDbStore store, DateTimeOffset now)
{
    /// <summary>How long an item must not have been listed: a list that comes back after a month is rare, and some publishers move their pages for a week.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromDays(30);

    private const int Page = 500;

    private const int Batch = 50;

    /// <summary>Returns how many articles lost their keys.</summary>
    public async Task<long> RunAsync(CancellationToken stop)
    {
        var gone = await GoneAsync(stop);
        if (gone.Count == 0)
            return 0;
        var keys = await KeysAsync([.. gone.Select(row => row["_id"].AsInt64)], stop);
        var forgotten = 0L;
        foreach (var source in gone.GroupBy(row => row["s"].AsString))
        {
            var listed = await ListedAsync(source.Key, stop);
            var changes = source.Select(row => (Row: row, Keys: keys[row["_id"].AsInt64].ToList()))
                .Select(pair => (pair.Row, pair.Keys, Step: StepOf(pair.Row, pair.Keys.Exists(id => listed.Contains(KeyIn(id)))))).Where(change => change.Step != Step.None);
            foreach (var batch in changes.Chunk(Batch))
                forgotten += await store.TransactAsync(db => batch.Sum(change => Take(db, change.Row, change.Keys, change.Step)), stop);
        }
        return forgotten;
    }

    private Step StepOf(BsonDocument row, bool isListed)
    {
        var isNoted = row["un"].IsInt64;
        return isListed ? (isNoted ? Step.ListedAgain : Step.None)
            : !isNoted ? Step.NotListed
            : now.UtcTicks - row["un"].AsInt64 > Margin.Ticks ? Step.Forget
            : Step.None;
    }

    private long Take(LiteDatabase db, BsonDocument row, IReadOnlyList<string> keys, Step step)
    {
        if (step == Step.NotListed)
            row["un"] = now.UtcTicks;
        else
            row.Remove("un");
        if (step == Step.Forget)
        {
            row.Remove("keys");
            foreach (var key in keys)
                Shape.Keys(db).Delete(key);
        }
        Shape.Gone(db).Update(row);
        return step == Step.Forget ? 1 : 0;
    }

    /// <summary>The places of removed articles that still have keys.</summary>
    private async Task<List<BsonDocument>> GoneAsync(CancellationToken stop)
    {
        var found = new List<BsonDocument>();
        for (var above = 0L; ;)
        {
            var from = above;
            var page = await store.ReadAsync(db => GoneRows.Above(db, from), stop);
            if (page.Count == 0)
                return found;
            found.AddRange(page.Where(row => row.ContainsKey("keys")));
            above = page[^1]["_id"].AsInt64;
        }
    }

    private async Task<ILookup<long, string>> KeysAsync(HashSet<long> numbers, CancellationToken stop)
    {
        var found = new List<(long Number, string Id)>();
        for (var above = ""; ;)
        {
            var from = above;
            var page = await store.ReadAsync(db => Shape.Keys(db).Query().Where("$._id > @0", from).OrderBy("$._id").Limit(Page).ToList(), stop);
            if (page.Count == 0)
                return found.ToLookup(key => key.Number, key => key.Id);
            found.AddRange(page.Select(row => (row["n"].AsInt64, row["_id"].AsString)).Where(key => numbers.Contains(key.Item1)));
            above = page[^1]["_id"].AsString;
        }
    }

    /// <summary>The first keys of all that a source last listed; one of an item's keys is enough to know it.</summary>
    private async Task<HashSet<string>> ListedAsync(string source, CancellationToken stop)
    {
        var row = await store.ReadAsync(db => Shape.Memories(db).FindById(source), stop);
        return row is null ? [] : [.. MemoryRows.Memory(row).LastAnswer.Keys.Select(key => key.Value)];
    }

    private static string KeyIn(string id) => id[(id.IndexOf('|', StringComparison.Ordinal) + 1)..];

    /// <summary>What is to be done about the keys of one article.</summary>
    private enum Step
    {
        None,
        NotListed,
        ListedAgain,
        Forget,
    }
}
