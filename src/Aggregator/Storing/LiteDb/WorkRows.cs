using Aggregator.Articles;
using Aggregator.Downloads;
using Aggregator.Stories;
using LiteDB;

namespace Aggregator.Storing.LiteDb;

/// <summary>Which article was the first appearance of its work: so that a copy which comes a week later is known for one.</summary>
internal static class WorkRows
{
    /// <summary>Notes an article under its work; the first one stays.</summary>
    public static void Note(LiteDatabase db, KeptArticle kept)
    {
        var id = IdOf(kept);
        if (Shape.Works(db).FindById(id) is null)
            Shape.Works(db).Insert(new BsonDocument { ["_id"] = id, ["first"] = kept.Number });
    }

    /// <summary>The number of the first appearance of an article's work: its own when there was none before.</summary>
    public static long First(LiteDatabase db, KeptArticle kept) =>
        Shape.Works(db).FindById(IdOf(kept)) is { } row ? Math.Min(row["first"].AsInt64, kept.Number) : kept.Number;

    /// <summary>Half a hash: a key may be a long address.</summary>
    private static string IdOf(KeptArticle kept) => ContentHash.Of([StoryKey.Of(kept).Value]).Hex[..32];
}
