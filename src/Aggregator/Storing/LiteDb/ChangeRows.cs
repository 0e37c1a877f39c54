using LiteDB;

namespace Aggregator.Storing.LiteDb;

/// <summary>What has changed among the articles since the search index was last on disk, in the order of the transactions.</summary>
internal static class ChangeRows
{
    /// <summary>Notes that articles were added, renewed or removed.</summary>
    public static void Add(LiteDatabase db, IReadOnlyList<long> numbers)
    {
        if (numbers.Count == 0)
            return;
        var last = Shape.TakeChanges(db, numbers.Count);
        Rows(db).InsertBulk(numbers.Select((number, at) => new BsonDocument { ["_id"] = last - numbers.Count + 1 + at, ["n"] = number }));
    }

    public static long Last(LiteDatabase db) => Shape.LastChange(db);

    /// <summary>The highest that is kept; 0 for none.</summary>
    public static long Highest(LiteDatabase db) => Rows(db).Query().OrderByDescending("$._id").Limit(1).ToList() is [{ } row] ? row["_id"].AsInt64 : 0;

    /// <summary>At most so many changes after one, and those of their articles that are there.</summary>
    public static (IReadOnlyList<(long Change, long Number)> Changes, IReadOnlyList<StoredArticle> Articles) Above(LiteDatabase db, long change, int count)
    {
        var changes = Rows(db).Query().Where("$._id > @0", change).OrderBy("$._id").Limit(count).ToList().Select(row => (row["_id"].AsInt64, row["n"].AsInt64)).ToList();
        return (changes, StoredArticle.Find(db, [.. changes.Select(pair => pair.Item2).Distinct()]));
    }

    /// <summary>The numbers of all articles that changed after a change.</summary>
    public static IReadOnlyList<long> NumbersAbove(LiteDatabase db, long change) =>
        [.. Rows(db).Query().Where("$._id > @0", change).Select("{ n }").ToList().Select(row => row["n"].AsInt64).Distinct()];

    /// <summary>Takes out the changes up to one.</summary>
    public static int Forget(LiteDatabase db, long change) => Rows(db).DeleteMany("$._id <= @0", change);

    private static ILiteCollection<BsonDocument> Rows(LiteDatabase db) => db.GetCollection("changes", BsonAutoId.Int64);
}
