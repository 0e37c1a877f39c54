using LiteDB;

namespace Aggregator.Storing.LiteDb;

/// <summary>Tells how much is kept, and what room it takes, without reading it.</summary>
internal sealed class StoreSizes(LiteDbStore store, Indexer indexer, string folder)
{
    /// <summary>Pages that are looked at, evenly spread: shares of the file come out right to a percent or two.</summary>
    private const int Looks = 4096;

    /// <summary>Bytes of the disk that the store needs to go on: as much as its log has before it is moved into the data file, and some for the index.</summary>
    private const long Room = 20 << 20;

    public async Task<StoreStatus> TellAsync(CancellationToken stop)
    {
        var (kinds, freeInFile) = await SharesAsync(stop);
        var behind = await BehindAsync(stop);
        var gone = await GoneAsync(stop);
        var kept = await store.ReadAsync(db => Count(db, gone), stop);
        var free = new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace;
        return kept with
        {
            FileBytes = LengthOf(new FileInfo(StorePaths.Data(folder))),
            LogBytes = LengthOf(new FileInfo(StorePaths.Log(folder))),
            IndexBytes = new DirectoryInfo(StorePaths.Index(folder)) is { Exists: true } index ? index.EnumerateFiles().Sum(LengthOf) : 0,
            Collections = kinds,
            FreeInFile = freeInFile,
            DiskFree = free,
            IndexBehind = behind,
            Trouble = free < Room ? $"The disk is nearly full: what comes can soon not be kept any more. The store needs {Room >> 20} MB beside what it has."
                : store.CheckpointTrouble is { } trouble ? $"The log grows: it could not be moved into the data file the last time ({trouble.Message.TrimEnd('.')})." : indexer.Trouble,
        };
    }

    /// <summary>The index lets files go at any time, also while they are looked at.</summary>
    private static long LengthOf(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (FileNotFoundException)
        {
            return 0;
        }
    }

    /// <summary>When each article that is gone was first seen, in the order of numbers; page by page, for there may be many.</summary>
    private async Task<IReadOnlyList<(long Number, long Seen)>> GoneAsync(CancellationToken stop)
    {
        var gone = new List<(long Number, long Seen)>();
        while (await store.ReadAsync(db => GoneRows.Above(db, gone.Count == 0 ? 0 : gone[^1].Number), stop) is { Count: > 0 } page)
            gone.AddRange(page.Select(row => (row["_id"].AsInt64, row["seen"].AsInt64)));
        return gone;
    }

    private static StoreStatus Count(LiteDatabase db, IReadOnlyList<(long Number, long Seen)> gone)
    {
        var last = Shape.LastNumber(db);
        var (oldest, newest) = (Seen(Shape.Articles(db).Query().OrderBy("$._id")), Seen(Shape.Articles(db).Query().OrderByDescending("$._id")));
        return new StoreStatus
        {
            Schema = Shape.SchemaOf(db),
            Store = Shape.StoreId(db),
            Articles = last - gone.Count,
            BySource = Shape.Counts(db).FindAll().ToDictionary(row => row["_id"].AsString, row => (long)row["n"].AsInt32),
            ByYear = oldest is null || newest is null ? new Dictionary<int, long>() : ByYear(db, oldest.Value.Year, newest.Value.Year, gone),
            Oldest = oldest,
            Newest = newest,
            LastBackup = Shape.LastBackup(db),
            FileBytes = 0,
            LogBytes = 0,
            IndexBytes = 0,
            Collections = new Dictionary<string, long>(),
            FreeInFile = 0,
            DiskFree = 0,
            IndexBehind = 0,
        };
    }

    private static DateTimeOffset? Seen(ILiteQueryable<BsonDocument> articles) => articles.Limit(1).ToList() is [{ } row] ? ArticleRows.FirstSeen(row) : null;

    /// <summary>Numbers are given in the order of first sight: the last of each year is all that must be looked up.</summary>
    private static Dictionary<int, long> ByYear(LiteDatabase db, int first, int last, IReadOnlyList<(long Number, long Seen)> gone)
    {
        var years = new Dictionary<int, long>();
        var before = LastBefore(db, YearTicks(first), gone);
        for (var year = first; year <= last; year++)
        {
            var upTo = year == last ? Shape.LastNumber(db) : LastBefore(db, YearTicks(year + 1), gone);
            years[year] = upTo - before - gone.Count(place => place.Number > before && place.Number <= upTo);
            before = upTo;
        }
        return years;
    }

    /// <summary>The highest number first seen before a moment, be its article there or gone.</summary>
    private static long LastBefore(LiteDatabase db, long ticks, IReadOnlyList<(long Number, long Seen)> gone) =>
        Math.Max(ArticleRows.LastBefore(db, ticks), gone.Where(place => place.Seen < ticks).Select(place => place.Number).DefaultIfEmpty(0).Max());

    private static long YearTicks(int year) => new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero).UtcTicks;

    private async Task<long> BehindAsync(CancellationToken stop)
    {
        if (await indexer.IndexAsync(stop) is not { } index)
            return 0;
        var reach = index.Visible;
        return await store.ReadAsync(db => ChangeRows.Last(db) - reach.Change + (reach.IsWhole ? 0 : Shape.LastNumber(db) - reach.Built), stop);
    }

    private async Task<(IReadOnlyDictionary<string, long> Collections, long Free)> SharesAsync(CancellationToken stop)
    {
        var pages = LengthOf(new FileInfo(StorePaths.Data(folder))) / PageHeader.PageSize;
        var step = Math.Max(1, pages / Looks);
        var (names, looks) = await store.LookAsync(pages, step, stop);
        var sizes = new Dictionary<string, long>();
        var free = 0L;
        foreach (var (kind, collection) in looks)
        {
            if (kind == PageKind.Empty)
                free += step * PageHeader.PageSize;
            else if (names.TryGetValue(collection, out var name))
                sizes[name] = sizes.GetValueOrDefault(name) + (step * PageHeader.PageSize);
        }
        return (sizes, free);
    }
}
