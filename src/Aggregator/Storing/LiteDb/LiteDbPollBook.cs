using Aggregator.Articles;
using Aggregator.Items;
using Aggregator.Polls;
using Aggregator.Sources;
using LiteDB;

namespace Aggregator.Storing.LiteDb;

/// <summary>The poll book in LiteDB.</summary>
internal sealed class LiteDbPollBook(LiteDbStore store, Indexer indexer) : IPollBook
{
    public async Task<PollMemory> RecallAsync(SourceId source, CancellationToken stop) =>
        await store.ReadAsync(db => Shape.Memories(db).FindById(source.Value), stop) is { } row ? MemoryRows.Memory(row) : new PollMemory { Source = source };

    public async Task<IReadOnlyList<PollMemory>> RecallAllAsync(CancellationToken stop) =>
        [.. (await store.ReadAsync(db => Shape.Memories(db).FindAll().ToList(), stop)).Select(MemoryRows.Memory)];

    public Task<IReadOnlyList<SourceId>> DueAsync(DateTimeOffset now, CancellationToken stop) => store.ReadAsync<IReadOnlyList<SourceId>>(
        db => [.. DueRows(db, now).OrderBy(row => row["due"].AsInt64).Select(MemoryRows.Id).Distinct()], stop);

    public Task<IReadOnlyList<UnseenItem>> UnseenAsync(SourceId source, IReadOnlyList<AskedItem> items, CancellationToken stop) =>
        items.Count == 0
            ? Task.FromResult<IReadOnlyList<UnseenItem>>([])
            : store.ReadAsync<IReadOnlyList<UnseenItem>>(db => [.. items.Select(item => Judged(db, source, item)).OfType<UnseenItem>()], stop);

    public async Task<PollResult> CompleteAsync(PollCompletion poll, CancellationToken stop)
    {
        // Packed here: at the gate everybody would wait for it.
        var memory = MemoryRows.Of(poll.Memory);
        var packed = poll.Articles.Select(read => ArticleRows.Pack(read.Article)).ToList();
        var kept = await store.TransactAsync(db =>
        {
            var result = Keep(db, poll, packed);
            Shape.Memories(db).Upsert(memory);
            return result;
        }, stop);
        if (kept != new PollResult(0, 0))
            indexer.Wake();
        return kept;
    }

    private static PollResult Keep(LiteDatabase db, PollCompletion poll, IReadOnlyList<byte[]> packed)
    {
        if (poll.Articles.Count == 0)
            return new PollResult(0, 0);
        var source = poll.Memory.Source;
        var (added, changed) = (0, 0);
        var last = Shape.LastNumber(db);
        var touched = new List<long>();
        foreach (var (read, body) in poll.Articles.Zip(packed))
        {
            var number = Known(db, source, read.Asked.Keys)?["n"].AsInt64;
            if (number is null)
            {
                ArticleRows.Add(db, new KeptArticle((number = last + ++added).Value, poll.Now, 1, read.Article), body);
                touched.Add(number.Value);
            }
            else if (Renewed(db, number.Value, read.Article))
            {
                changed++;
                touched.Add(number.Value);
            }
            foreach (var key in read.Asked.Keys)
                Shape.Keys(db).Upsert(new BsonDocument { ["_id"] = KeyId(source, key), ["n"] = number.Value, ["f"] = read.IsAgain ? "" : read.Asked.Fingerprint });
        }
        if (added > 0)
            Shape.Count(db, source, last + added, added);
        ChangeRows.Add(db, touched);
        return new PollResult(added, changed);
    }

    private static IEnumerable<BsonDocument> DueRows(LiteDatabase db, DateTimeOffset now) =>
        Rows(db, "$.due <= @0", now).Concat(Rows(db, "$.at > @0", now));

    /// <summary>Their ids and moments alone: what is remembered stays where it is.</summary>
    private static IEnumerable<BsonDocument> Rows(LiteDatabase db, string rule, DateTimeOffset now) =>
        Shape.Memories(db).Query().Where(rule, now.UtcTicks).Select("{ _id, due }").ToList();

    private static UnseenItem? Judged(LiteDatabase db, SourceId source, AskedItem item)
    {
        var known = Known(db, source, item.Keys);
        return known is null ? new UnseenItem(item, IsNew: true)
            : known["f"].AsString == item.Fingerprint ? null
            : new UnseenItem(item, IsNew: false);
    }

    private static BsonDocument? Known(LiteDatabase db, SourceId source, IReadOnlyList<ItemKey> keys) =>
        keys.Select(key => Shape.Keys(db).FindById(KeyId(source, key))).FirstOrDefault(row => row is not null);

    private static bool Renewed(LiteDatabase db, long number, Article article)
    {
        if (ArticleRows.Find(db, number) is not { } kept || !article.Replaces(kept.Article))
            return false;
        ArticleRows.Replace(db, kept, kept with { Version = kept.Version + 1, Article = article });
        return true;
    }

    private static string KeyId(SourceId source, ItemKey key) => $"{source}|{key}";
}
