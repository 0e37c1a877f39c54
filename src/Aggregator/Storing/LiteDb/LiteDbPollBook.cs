using Aggregator.Articles;
using Aggregator.Items;
using Aggregator.Polls;
using Aggregator.Sources;
using LiteDB;

namespace Aggregator.Storing.LiteDb;

/// <summary>The poll book in LiteDB.</summary>
internal sealed class LiteDbPollBook(LiteDbStore store) : IPollBook
{
    public Task<PollMemory> RecallAsync(SourceId source, CancellationToken stop) => store.ReadAsync(
        db => Shape.Memories(db).FindById(source.Value) is { } row ? Memory(row) : new PollMemory { Source = source }, stop);

    public Task<IReadOnlyList<PollMemory>> RecallAllAsync(CancellationToken stop) => store.ReadAsync<IReadOnlyList<PollMemory>>(
        db => [.. Shape.Memories(db).FindAll().Select(Memory)], stop);

    public Task<IReadOnlyList<SourceId>> DueAsync(DateTimeOffset now, CancellationToken stop) => store.ReadAsync<IReadOnlyList<SourceId>>(
        db => [.. DueRows(db, now).DistinctBy(row => row.Id).OrderBy(row => row.Due).Select(row => Id(row.Id))], stop);

    public Task<IReadOnlyList<UnseenItem>> UnseenAsync(SourceId source, IReadOnlyList<AskedItem> items, CancellationToken stop) =>
        items.Count == 0
            ? Task.FromResult<IReadOnlyList<UnseenItem>>([])
            : store.ReadAsync<IReadOnlyList<UnseenItem>>(db => [.. items.Select(item => Judged(db, source, item)).OfType<UnseenItem>()], stop);

    public Task<PollResult> CompleteAsync(PollCompletion poll, CancellationToken stop) => store.TransactAsync(db =>
    {
        var source = poll.Memory.Source;
        var (added, changed) = (0, 0);
        var last = Shape.LastNumber(db);
        foreach (var read in poll.Articles)
        {
            var number = Known(db, source, read.Asked.Keys)?["n"].AsInt64;
            if (number is null)
                ArticleRows.Add(db, new KeptArticle((number = last + ++added).Value, poll.Now, 1, read.Article));
            else if (Renewed(db, number.Value, read.Article))
                changed++;
            foreach (var key in read.Asked.Keys)
                Shape.Keys(db).Upsert(new BsonDocument { ["_id"] = KeyId(source, key), ["n"] = number.Value, ["f"] = read.IsAgain ? "" : read.Asked.Fingerprint });
        }
        if (added > 0)
            Shape.SetLastNumber(db, last + added);
        Remember(db, poll.Memory, added);
        return new PollResult(added, changed);
    }, stop);

    private static IEnumerable<(string Id, long Due)> DueRows(LiteDatabase db, DateTimeOffset now) =>
        Rows(db, "$.due <= @0", now).Concat(Rows(db, "$.at > @0", now));

    /// <summary>Their ids and moments alone: what is remembered stays where it is.</summary>
    private static IEnumerable<(string Id, long Due)> Rows(LiteDatabase db, string rule, DateTimeOffset now) =>
        Shape.Memories(db).Query().Where(rule, now.UtcTicks).Select("{ _id, due }").ToList().Select(row => (row["_id"].AsString, row["due"].AsInt64));

    private static SourceId Id(string text) =>
        SourceId.TryParse(text, out var id) ? id : throw new InvalidDataException($"The store is damaged: '{text}' is not the name of a source.");

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

    private static void Remember(LiteDatabase db, PollMemory memory, int added)
    {
        var before = Shape.Memories(db).FindById(memory.Source.Value)?["n"].AsInt32 ?? 0;
        Shape.Memories(db).Upsert(new BsonDocument
        {
            ["_id"] = memory.Source.Value,
            ["n"] = before + added,
            ["due"] = memory.Due.UtcTicks,
            ["at"] = memory.LastPolled?.UtcTicks ?? 0,
            ["b"] = Packed.Of(memory, StoreJson.Default.PollMemory),
        });
    }

    private static PollMemory Memory(BsonDocument row) => Packed.Read(row["b"].AsBinary, StoreJson.Default.PollMemory, $"the memory of {row["_id"].AsString}");

    private static string KeyId(SourceId source, ItemKey key) => $"{source}|{key}";
}
