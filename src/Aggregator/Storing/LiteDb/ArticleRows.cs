using Aggregator.Articles;
using LiteDB;

namespace Aggregator.Storing.LiteDb;

/// <summary>Articles as rows: what lists need in one place, the whole in another.</summary>
internal static class ArticleRows
{
    /// <summary>Rows that are read at once, where nobody asks for another number.</summary>
    public const int Page = 200;

    /// <summary>The article of a number; null when there is none.</summary>
    /// <exception cref="InvalidDataException">The file is damaged here: what is kept does not have the hash it was kept with.</exception>
    public static KeptArticle? Find(LiteDatabase db, long number) =>
        StoredArticle.Find(db, number)?.Read();

    /// <summary>At most so many articles above a number, and the last number looked at; null behind the last.</summary>
    public static (IReadOnlyList<StoredArticle> Articles, long? Last) Stored(LiteDatabase db, long above, int count)
    {
        var rows = Above(db, above, count);
        return (StoredArticle.Of(db, rows), rows.Count == 0 ? null : rows[^1]["_id"].AsInt64);
    }

    /// <summary>The highest number first seen before a moment; 0 when there is none.</summary>
    public static long LastBefore(LiteDatabase db, long ticks) =>
        Shape.Articles(db).Query().Where("$.seen < @0", ticks).OrderByDescending("$.seen").Limit(1).ToList() is [{ } row] ? LastAt(db, row["seen"].AsInt64) : 0;

    public static void Add(LiteDatabase db, KeptArticle kept, PackedBody packed)
    {
        var row = Row(kept);
        Shape.Articles(db).Insert(row);
        Shape.Bodies(db).Insert(BodyRows.Of(row, packed));
        WorkRows.Note(db, kept);
    }

    /// <summary>Puts a new version in the place of the old one, which is kept aside.</summary>
    public static void Replace(LiteDatabase db, KeptArticle old, KeptArticle kept)
    {
        Shape.Versions(db).Upsert(BodyRows.OfVersion(old));
        var row = Row(kept);
        Shape.Articles(db).Update(row);
        Shape.Bodies(db).Update(BodyRows.Of(row, BodyRows.Pack(kept.Article)));
        WorkRows.Note(db, kept);
    }

    /// <summary>At most a page of rows below a number, the highest first.</summary>
    public static List<BsonDocument> Below(LiteDatabase db, long number) =>
        Shape.Articles(db).Query().Where("$._id < @0", number).OrderByDescending("$._id").Limit(Page).ToList();

    /// <summary>At most so many rows above a number, the lowest first.</summary>
    public static List<BsonDocument> Above(LiteDatabase db, long number, int count = Page) =>
        Shape.Articles(db).Query().Where("$._id > @0", number).OrderBy("$._id").Limit(count).ToList();

    /// <summary>The article of a row of the list, without its html.</summary>
    public static KeptArticle Text(LiteDatabase db, BsonDocument row) => StoredArticle.Of(db, row).ReadText();

    public static DateTimeOffset FirstSeen(BsonDocument row) => new(row["seen"].AsInt64, TimeSpan.Zero);

    /// <summary>The highest of the numbers that were given in one moment: a poll gives many at once.</summary>
    private static long LastAt(LiteDatabase db, long ticks) =>
        Shape.Articles(db).Find(BsonExpression.Create("$.seen = @0", ticks)).Max(row => row["_id"].AsInt64);

    public static BsonDocument Row(KeptArticle kept)
    {
        var row = new BsonDocument
        {
            ["_id"] = kept.Number,
            ["s"] = kept.Article.Source.Value,
            ["seen"] = kept.FirstSeen.UtcTicks,
            ["v"] = kept.Version,
            ["h"] = kept.Article.Hash.Hex,
        };
        if (kept.Article.TextRemoved is not null)
            row["x"] = true;
        return row;
    }

    /// <summary>Takes an article out of the list, with its text, its page and its earlier versions.</summary>
    public static void Remove(LiteDatabase db, BsonDocument row)
    {
        Shape.Articles(db).Delete(row["_id"]);
        Shape.Bodies(db).Delete(row["_id"]);
        RemoveVersions(db, row);
    }

    /// <summary>Puts an article without its text in the place of the whole one.</summary>
    public static void Strip(LiteDatabase db, KeptArticle kept, PackedBody packed)
    {
        var row = Row(kept);
        Shape.Articles(db).Update(row);
        Shape.Bodies(db).Update(BodyRows.Of(row, packed));
        RemoveVersions(db, row);
    }

    private static void RemoveVersions(LiteDatabase db, BsonDocument row)
    {
        for (var version = 1; version < row["v"].AsInt32; version++)
            Shape.Versions(db).Delete($"{row["_id"].AsInt64}/{version}");
    }
}
