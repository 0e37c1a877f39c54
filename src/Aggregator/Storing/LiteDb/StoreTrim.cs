using LiteDB;

namespace Aggregator.Storing.LiteDb;

/// <summary>Lets go what need not be kept any longer: from the newest article down, so that of each source the newest count first.</summary>
internal sealed class StoreTrim(LiteDbStore store, Indexer indexer, TrimOrder order)
{
    /// <summary>Articles that go in one transaction: some milliseconds, for which a poll may have to wait.</summary>
    private const int Batch = 16;

    private readonly Dictionary<string, (RetentionRule Rule, int Seen)> _sources = [];
    private readonly Dictionary<string, TrimCount> _counts = [];
    private long _held;

    /// <param name="show">Told from time to time which share is done.</param>
    public async Task<TrimReport> RunAsync(Action<double> show, CancellationToken stop)
    {
        if (!order.Keep.KeepsAll)
            await TrimAsync(show, stop);
        var forgotten = order.IsDry ? 0 : await new KeyTrim(store, order.Now).RunAsync(stop);
        return new TrimReport { BySource = _counts, Held = _held, Forgotten = forgotten };
    }

    private async Task TrimAsync(Action<double> show, CancellationToken stop)
    {
        var last = await store.ReadAsync(Shape.LastNumber, stop);
        for (var below = last + 1; ;)
        {
            var from = below;
            var page = await store.ReadAsync(db => ArticleRows.Below(db, from), stop);
            if (page.Count == 0)
                return;
            below = page[^1]["_id"].AsInt64;
            show(1 - ((double)below / Math.Max(1, last)));
            var judged = page.ToLookup(Judge);
            foreach (var rows in judged[Fate.Goes].Chunk(Batch))
                await RemoveAsync([.. rows.Select(row => row["_id"].AsInt64)], stop);
            foreach (var rows in judged[Fate.LosesText].Chunk(Batch))
                await StripAsync([.. rows.Select(row => row["_id"].AsInt64)], stop);
        }
    }

    private Fate Judge(BsonDocument row)
    {
        var source = row["s"].AsString;
        var (rule, seen) = _sources.TryGetValue(source, out var known) ? known : (order.Keep.Of(source), 0);
        _sources[source] = (rule, seen + 1);
        var age = order.Now - ArticleRows.FirstSeen(row);
        var fate = age > rule.ArticlesFor || seen >= rule.ArticlesPerSource ? Fate.Goes
            : age > rule.BodiesFor && !row.ContainsKey("x") ? Fate.LosesText
            : Fate.Stays;
        if (fate == Fate.Stays)
            return fate;
        if (row["_id"].AsInt64 > order.UpTo)
        {
            _held++;
            return Fate.Stays;
        }
        if (order.IsDry)
            Count(source, fate);
        return order.IsDry ? Fate.Stays : fate;
    }

    private async Task RemoveAsync(IReadOnlyList<long> numbers, CancellationToken stop)
    {
        var gone = await store.TransactAsync(db =>
        {
            var rows = numbers.Select(number => Shape.Articles(db).FindById(number)).OfType<BsonDocument>().ToList();
            foreach (var row in rows)
            {
                ArticleRows.Remove(db, row);
                GoneRows.Add(db, row, order.Now);
            }
            foreach (var source in rows.GroupBy(row => row["s"].AsString))
            {
                Shape.CountMore(db, source.Key, -source.Count());
                SiteRows.Remove(db, source.Key, [.. source.Select(row => row["_id"].AsInt64)]);
            }
            ChangeRows.Add(db, [.. rows.Select(row => row["_id"].AsInt64)]);
            return rows;
        }, stop);
        indexer.Wake();
        foreach (var row in gone)
            Count(row["s"].AsString, Fate.Goes);
    }

    private async Task StripAsync(IReadOnlyList<long> numbers, CancellationToken stop)
    {
        // What cannot be read is left to those who repair.
        var stored = await store.ReadAsync(db => StoredArticle.Find(db, numbers), stop);
        var whole = StoredArticle.Readable(stored).ToList();
        // Packed here: at the gate everybody would wait for it.
        var bare = whole.ConvertAll(kept => kept.Article.WithoutText(order.Now)).ConvertAll(article => (Article: article, Packed: BodyRows.Pack(article)));
        var stripped = await store.TransactAsync(db =>
        {
            // One that was renewed meanwhile is not what was packed.
            var same = whole.Zip(bare).Where(pair => Shape.Articles(db).FindById(pair.First.Number)?["h"].AsString == pair.First.Article.Hash.Hex).ToList();
            foreach (var (kept, (article, packed)) in same)
                ArticleRows.Strip(db, kept with { Article = article }, packed);
            foreach (var source in same.Select(pair => pair.First).GroupBy(kept => kept.Article.Source.Value))
                SiteRows.Remove(db, source.Key, [.. source.Select(kept => kept.Number)]);
            ChangeRows.Add(db, [.. same.Select(pair => pair.First.Number)]);
            return same.ConvertAll(pair => pair.First.Article.Source.Value);
        }, stop);
        indexer.Wake();
        foreach (var source in stripped)
            Count(source, Fate.LosesText);
    }

    private void Count(string source, Fate fate)
    {
        var (articles, bodies) = _counts.GetValueOrDefault(source, new TrimCount(0, 0));
        _counts[source] = fate == Fate.Goes ? new TrimCount(articles + 1, bodies) : new TrimCount(articles, bodies + 1);
    }

    /// <summary>What becomes of an article.</summary>
    private enum Fate
    {
        Stays,
        LosesText,
        Goes,
    }
}
