using Aggregator.Articles;
using Aggregator.Items;
using Aggregator.Polls;
using Aggregator.Sources;
using LiteDB;

namespace Aggregator.Storing.LiteDb;

/// <summary>The poll book in LiteDB.</summary>
internal sealed class LiteDbPollBook : IPollBook
{
    private readonly LiteDbStore _store;
    private readonly Indexer _indexer;
    private readonly KnownSources _known = new();
    private readonly BeatLog _beats;
    private volatile bool _isLoaded;
    private long _lastVersion;

    public LiteDbPollBook(LiteDbStore store, Indexer indexer) => (_store, _indexer, _beats) = (store, indexer, new BeatLog(store, _known));

    public async Task<SiteMemory> RecallSiteAsync(SourceId source, CancellationToken stop) =>
        SiteRows.Site(await _store.ReadAsync(db => Shape.Sites(db).FindById(source.Value), stop)) ?? SiteMemory.Empty;

    public async Task<PollMemory> RecallAsync(SourceId source, CancellationToken stop)
    {
        await LoadAsync(stop);
        if (_known.Of(source) is not { } known)
            return new PollMemory { Source = source };
        if (known.Memory is { } memory)
            return memory;
        (var row, known) = await _store.ReadAsync(db => (Shape.Memories(db).FindById(source.Value), _known.Of(source)!), stop);
        var kept = MemoryRows.Memory(row);
        memory = known.Beat?.On(kept) ?? kept;
        _known.Remember(source, known, kept, memory);
        return memory;
    }

    public async Task<IReadOnlyList<PollMemory>> RecallAllAsync(CancellationToken stop)
    {
        await LoadAsync(stop);
        var rows = await _store.ReadAsync(db => Shape.Memories(db).FindAll().Select(row => (Row: row, _known.Of(MemoryRows.Id(row))?.Beat)).ToList(), stop);
        return [.. rows.Select(pair => pair.Beat is { } beat ? beat.On(MemoryRows.Memory(pair.Row)) : MemoryRows.Memory(pair.Row))];
    }

    public async Task<IReadOnlyList<SourceId>> DueAsync(DateTimeOffset now, CancellationToken stop)
    {
        await LoadAsync(stop);
        return _known.Due(now);
    }

    public Task<IReadOnlyList<UnseenItem>> UnseenAsync(SourceId source, IReadOnlyList<AskedItem> items, CancellationToken stop) =>
        items.Count == 0
            ? Task.FromResult<IReadOnlyList<UnseenItem>>([])
            : _store.ReadAsync<IReadOnlyList<UnseenItem>>(db => [.. items.Select(item => Judged(db, source, item)).OfType<UnseenItem>()], stop);

    public async Task<PollResult> CompleteAsync(PollCompletion poll, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        await LoadAsync(stop);
        if (poll.Articles.Count > 0 || !_beats.TryKeep(poll.Memory, out var kept))
            return await KeepAsync(poll, stop);
        await kept;
        return new PollResult(0, 0);
    }

    /// <summary>Brings to disk what is still in memory alone.</summary>
    public Task CloseAsync(CancellationToken stop) => _beats.CloseAsync(stop);

    /// <summary>Reads once when each source is due: from then on whatever changes it comes by here.</summary>
    private ValueTask LoadAsync(CancellationToken stop) => _isLoaded ? default : new ValueTask(_store.ReadAsync(Load, stop));

    private bool Load(LiteDatabase db)
    {
        if (_isLoaded)
            return true;
        foreach (var row in Shape.Memories(db).Query().Select("{ _id, v, due, at }").ToEnumerable())
        {
            var known = MemoryRows.Known(row);
            _known.Put(MemoryRows.Id(row), known);
            _lastVersion = Math.Max(_lastVersion, known.Version);
        }
        _beats.Load(db);
        return _isLoaded = true;
    }

    private async Task<PollResult> KeepAsync(PollCompletion poll, CancellationToken stop)
    {
        // Packed here: at the gate everybody would wait for it.
        var row = MemoryRows.Of(poll.Memory);
        var memory = MemoryRows.Kept(poll.Memory, row);
        var packed = poll.Articles.Select(read => new PackedArticle(read, BodyRows.Pack(read.Article), read.Page is null || poll.Limits.Count == 0 ? null : SiteRows.Pack(read.Page))).ToList();
        var site = poll.Site is null ? null : SiteRows.Pack(poll.Site);
        var (_, result) = await _store.TransactAsync(Keep, kept => _known.Put(memory.Source, kept.Known), stop);
        if (result != new PollResult(0, 0))
            _indexer.Wake();
        return result;

        (KnownSource Known, PollResult Result) Keep(LiteDatabase db)
        {
            row["v"] = ++_lastVersion;
            Shape.Memories(db).Upsert(row);
            return (MemoryRows.Known(row) with { Row = memory, Memory = memory }, LiteDbPollBook.Keep(db, poll, packed, site));
        }
    }

    private static PollResult Keep(LiteDatabase db, PollCompletion poll, IReadOnlyList<PackedArticle> articles, byte[]? site)
    {
        if (articles.Count == 0)
            return new PollResult(0, 0);
        var pages = new List<(long, BsonDocument)>();
        var source = poll.Memory.Source;
        var (added, changed) = (0, 0);
        var last = Shape.LastNumber(db);
        var touched = new List<long>();
        // First: what this poll read anew of the same article is newer than its kept page.
        foreach (var renewed in poll.Renewed.Where(renewed => Renewed(db, renewed.Number, renewed.Article)))
        {
            changed++;
            touched.Add(renewed.Number);
        }
        foreach (var (read, body, page) in articles)
        {
            var number = Known(db, source, read.Asked.Keys)?["n"].AsInt64;
            if (number is null)
            {
                ArticleRows.Add(db, new KeptArticle((number = last + ++added).Value, poll.Now, 1, read.Article), body);
                touched.Add(number.Value);
            }
            else if (Renewed(db, number.Value, read.Article) || CameBack(db, number.Value, read.Article))
            {
                changed++;
                touched.Add(number.Value);
            }
            // Only the page that the kept article was read from: one that was read worse is no evidence of it.
            if (page is not null && touched is [.., var kept] && kept == number)
                pages.Add((number.Value, page));
            foreach (var key in read.Asked.Keys)
                Shape.Keys(db).Upsert(new BsonDocument { ["_id"] = KeyId(source, key), ["n"] = number.Value, ["f"] = read.IsAgain ? "" : read.Asked.Fingerprint });
        }
        if (added > 0)
            Shape.Count(db, source, last + added, added);
        ChangeRows.Add(db, touched);
        if (site is not null || pages.Count > 0)
            SiteRows.Keep(db, source, site, pages, poll.Limits);
        return new PollResult(added, changed);
    }

    private static UnseenItem? Judged(LiteDatabase db, SourceId source, AskedItem item)
    {
        var known = Known(db, source, item.Keys);
        return known is null ? new UnseenItem(item, IsNew: true)
            : known["f"].AsString is var before && before == item.Fingerprint ? null
            : new UnseenItem(item, IsNew: false, IsAgain: before.Length == 0);
    }

    private static BsonDocument? Known(LiteDatabase db, SourceId source, IReadOnlyList<ItemKey> keys) =>
        keys.Select(key => Shape.Keys(db).FindById(KeyId(source, key))).FirstOrDefault(row => row is not null);

    private static bool Renewed(LiteDatabase db, long number, Article article)
    {
        if (ArticleRows.Find(db, number) is not { } kept || article.WithFilesOf(kept.Article) is var whole && !whole.Replaces(kept.Article))
            return false;
        ArticleRows.Replace(db, kept, kept with { Version = kept.Version + 1, Article = whole });
        return true;
    }

    /// <summary>An article that damage took and that its source still lists stands again where it stood, and is no news.</summary>
    private static bool CameBack(LiteDatabase db, long number, Article article)
    {
        if (Shape.Gone(db).FindById(number) is not { } gone || gone["why"] != Shape.Damaged)
            return false;
        ArticleRows.Add(db, new KeptArticle(number, new DateTimeOffset(gone["seen"].AsInt64, TimeSpan.Zero), 1, article), BodyRows.Pack(article));
        return Shape.Gone(db).Delete(number);
    }

    public static string KeyId(SourceId source, ItemKey key) => $"{source}|{key}";

    /// <summary>An article and its page, packed.</summary>
    private sealed record PackedArticle(ReadArticle Read, PackedBody Body, BsonDocument? Page);
}
