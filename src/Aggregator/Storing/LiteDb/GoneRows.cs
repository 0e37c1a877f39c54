using System.Globalization;
using LiteDB;

namespace Aggregator.Storing.LiteDb;

/// <summary>The places of articles that are gone.</summary>
internal static class GoneRows
{
    public const int Page = 500;

    public static GoneArticle? Find(LiteDatabase db, long number) =>
        Shape.Gone(db).FindById(number) is { } row ? new GoneArticle(number, ArticleRows.FirstSeen(row), Why(row)) : null;

    /// <summary>Notes that an article was let go; its keys stay behind.</summary>
    /// <param name="row">The article's.</param>
    public static void Add(LiteDatabase db, BsonDocument row, DateTimeOffset now) => Shape.Gone(db).Upsert(new BsonDocument
    {
        ["_id"] = row["_id"],
        ["seen"] = row["seen"],
        ["why"] = Shape.Retention,
        ["s"] = row["s"],
        ["at"] = now.UtcTicks,
        ["keys"] = true,
    });

    /// <summary>At most a page of rows above a number, the lowest first.</summary>
    public static List<BsonDocument> Above(LiteDatabase db, long number) =>
        Shape.Gone(db).Query().Where("$._id > @0", number).OrderBy("$._id").Limit(Page).ToList();

    private static string Why(BsonDocument row) => row["why"].AsString != Shape.Retention
        ? "was lost by damage; if its source still lists it, it comes back"
        : string.Create(CultureInfo.InvariantCulture, $"was removed by retention on {new DateTime(row["at"].AsInt64, DateTimeKind.Utc):yyyy-MM-dd}");
}
