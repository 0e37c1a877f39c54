using Aggregator.Articles;
using Aggregator.Items;
using Aggregator.Polls;
using Aggregator.Sources;
using LiteDB;

namespace Aggregator.Storing.LiteDb;

/// <summary>A new store in the making: takes over every row that can be read, under its old number, and notes which articles are lost.</summary>
internal sealed class SavedStore(string folder, StoreVerification found, DateTimeOffset now) : IDisposable
{
    private const int Batch = 200;

    private readonly LiteDbFile _file = new(folder, new BsonMapper());
    private readonly StoreCensus _census = found.Census;
    private readonly Dictionary<string, long> _saved = [];
    private readonly HashSet<(string, BsonValue)> _ids = [];
    private readonly HashSet<string> _askAgain = [];
    private readonly List<BsonDocument> _memories = [];
    private readonly Dictionary<long, int> _versions = [];

    /// <summary>The last number that may have been given: none up to it may be given again. Keys are asked only where nothing else knows.</summary>
    private readonly long _last = new[] { found.Census.Last, found.Census.LastInLetters }
        .Concat(found.Census.Articles.Where(pair => pair.Value.Rows + pair.Value.Bodies > 0 || found.Census.Store is null).Select(pair => pair.Key))
        .Concat(found.Census.GoneNumbers.Keys).Max();

    public async Task<IReadOnlyDictionary<string, long>> SaveAsync(StoreImage image, Action<double> show, CancellationToken stop)
    {
        _file.Transact(db => Shape.Create(db, LiteDbStore.Schema));
        NoteLost();
        var batch = new List<(string Collection, BsonDocument Row)>();
        await foreach (var scanned in new RowScan(image).RowsAsync(page => show((double)page / Math.Max(1, image.Count)), stop))
        {
            var collection = found.CollectionOf(scanned);
            // One that we do not know is taken over as it is.
            if (scanned.Row is null || (collection?.Name ?? found.NameOf(scanned.Collection)) is not { } name || !IsReadable(collection, scanned.Row) || Taken(name, scanned.Row) is not { } row)
                continue;
            batch.Add((name, row));
            if (batch.Count >= Batch)
                Write(batch);
        }
        Write(batch);
        _file.Transact(db => { WriteRest(db); return true; });
        _file.Checkpoint();
        return _saved;
    }

    public void Dispose() => _file.Dispose();

    private void NoteLost()
    {
        for (var number = 1L; number <= _last; number++)
        {
            var facts = _census.Articles.GetValueOrDefault(number, ArticleFacts.Nothing);
            if (IsLost(number) && facts.AnySource >= 0)
                _askAgain.Add(_census.SourceName(facts.AnySource));
        }
    }

    /// <summary>True when its text is not there, or not what was kept.</summary>
    private bool IsLost(long number) => !IsRemoved(number) && _census.Articles.GetValueOrDefault(number, ArticleFacts.Nothing) is var facts && (facts.Bodies == 0 || (facts.Rows > 0 && !facts.IsWhole));

    /// <summary>True when it was let go on purpose: then nothing of it is lost, and it does not come back.</summary>
    private bool IsRemoved(long number) => _census.Removed.Contains(number) && _census.Articles.GetValueOrDefault(number, ArticleFacts.Nothing) is { Rows: 0, Bodies: 0 };

    private static bool IsReadable(KeptCollection? collection, BsonDocument row)
    {
        try
        {
            collection?.Read(new StoreCensus(), row);
            return true;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return false;
        }
    }

    /// <summary>The row as it is taken over; null when it is not.</summary>
    private BsonDocument? Taken(string collection, BsonDocument row)
    {
        if (!_ids.Add((collection, row["_id"])))
            return null;
        switch (collection)
        {
            // The store's own row is written last, and the index is made anew.
            case "changes" or "counts":
            case "meta" when row["_id"].AsString == Shape.MetaId:
                return null;
            case "articles" or "bodies" or "pages" when IsLost(row["_id"].AsInt64):
                return null;
            case "gone" when !IsLost(row["_id"].AsInt64) && !IsRemoved(row["_id"].AsInt64):
                return null;
            case "keys" when row["n"].AsInt64 < 1 || row["n"].AsInt64 > _last:
                return null;
            case "keys" when IsLost(row["n"].AsInt64):
                // Seen, but to be read once more: the article comes back under its number if its source still lists it.
                row["f"] = "";
                return row;
            case "memories":
                _memories.Add(row);
                return null;
            case "sites":
                row["p"] = new BsonArray(row["p"].AsArray.Where(entry => _census.Pages.Contains(entry["n"].AsInt64) && !IsLost(entry["n"].AsInt64)));
                return row;
            case "versions" when row["_id"].AsString.Split('/') is [var number, var version] && long.TryParse(number, out var of):
                _versions[of] = Math.Max(_versions.GetValueOrDefault(of), int.Parse(version, System.Globalization.CultureInfo.InvariantCulture));
                return row;
            default:
                return row;
        }
    }

    private void Write(List<(string Collection, BsonDocument Row)> batch)
    {
        _file.Transact(db =>
        {
            foreach (var group in batch.GroupBy(pair => pair.Collection, pair => pair.Row))
                Add(db, group.Key, [.. group]);
            return true;
        });
        batch.Clear();
    }

    private void Add(LiteDatabase db, string collection, IReadOnlyList<BsonDocument> rows)
    {
        db.GetCollection(collection).InsertBulk(rows);
        _saved[collection] = _saved.GetValueOrDefault(collection) + rows.Count;
    }

    private void WriteRest(LiteDatabase db)
    {
        WriteArticles(db);
        WriteMemories(db);
        var counts = _census.Articles.Where(pair => !IsLost(pair.Key) && !IsRemoved(pair.Key)).GroupBy(pair => _census.SourceName(pair.Value.AnySource)).ToDictionary(group => group.Key, group => group.LongCount());
        Add(db, "counts", [.. counts.Keys.Union(_census.Counts.Keys).Select(source => new BsonDocument { ["_id"] = source, ["n"] = (int)Math.Max(counts.GetValueOrDefault(source), _census.Counts.GetValueOrDefault(source)) })]);
        var meta = Shape.Meta(db).FindById(Shape.MetaId);
        if (_census.Store is { Length: > 0 } id)
            meta["id"] = id;
        meta["last"] = _last;
        meta["change"] = Math.Max(_census.LastChange, _census.Changes.Select(change => change.Change).DefaultIfEmpty(0).Max());
        Shape.Meta(db).Update(meta);
    }

    /// <summary>What can be made again of an article from the rest of it, and a note for each that is lost.</summary>
    private void WriteArticles(LiteDatabase db)
    {
        var seen = _census.Articles.Where(pair => pair.Value.Rows > 0).OrderBy(pair => pair.Key).Select(pair => pair.Value.Seen).FirstOrDefault(now.UtcTicks);
        for (var number = 1L; number <= _last; number++)
        {
            var facts = _census.Articles.GetValueOrDefault(number, ArticleFacts.Nothing);
            // First seen is told by its neighbour where it is lost: numbers are given in that order.
            seen = facts.Rows > 0 ? facts.Seen : seen;
            if (IsLost(number))
            {
                if (!_ids.Contains(("gone", number)))
                    Add(db, "gone", [new BsonDocument { ["_id"] = number, ["seen"] = seen, ["why"] = Shape.Damaged }]);
                continue;
            }
            if (IsRemoved(number) || facts is { Rows: > 0, Keys: > 0 })
                continue;
            var body = Shape.Bodies(db).FindById(number);
            var article = CensusRows.Body(body);
            if (facts.Rows == 0)
                Add(db, "articles", [ArticleRows.Row(ListedAs(body, article, seen))]);
            if (facts.Keys == 0)
                AddKeys(db, number, article);
        }
    }

    /// <summary>As its body says it; until schema 7 none did.</summary>
    private KeptArticle ListedAs(BsonDocument body, Article article, long seen)
    {
        var number = body["_id"].AsInt64;
        return BodyRows.IsComplete(body)
            ? new KeptArticle(number, ArticleRows.FirstSeen(body), body["v"].AsInt32, article)
            : new KeptArticle(number, new DateTimeOffset(seen, TimeSpan.Zero), _versions.GetValueOrDefault(number) + 1, article);
    }

    /// <summary>The keys that its link would have; the item is read once more.</summary>
    private void AddKeys(LiteDatabase db, long number, Article article)
    {
        foreach (var key in ItemKey.Of([new Item { Title = article.Title, Link = article.Link, Published = article.Published }])[0])
        {
            var id = LiteDbPollBook.KeyId(article.Source, key);
            if (_ids.Add(("keys", id)))
                Add(db, "keys", [new BsonDocument { ["_id"] = id, ["n"] = number, ["f"] = "" }]);
        }
    }

    /// <summary>A source of which something is lost is asked for the whole again.</summary>
    private void WriteMemories(LiteDatabase db)
    {
        var version = _memories.Select(row => row["v"].IsInt64 ? row["v"].AsInt64 : 0).DefaultIfEmpty(0).Max();
        var sources = _memories.Select(row => row["_id"].AsString).ToHashSet();
        foreach (var row in _memories)
            Add(db, "memories", [_askAgain.Contains(row["_id"].AsString) ? Memory(MemoryRows.Memory(row), ++version) : row]);
        foreach (var name in _census.Articles.Values.Where(facts => facts.AnySource >= 0).Select(facts => _census.SourceName(facts.AnySource)).Distinct().Where(name => !sources.Contains(name)))
        {
            if (SourceId.TryParse(name, out var source))
                Add(db, "memories", [Memory(new PollMemory { Source = source }, ++version)]);
        }
    }

    private static BsonDocument Memory(PollMemory memory, long version)
    {
        var row = MemoryRows.Of(memory.Forgetting());
        row["v"] = version;
        return row;
    }
}
