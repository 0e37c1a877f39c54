using Aggregator.Articles;
using LiteDB;

namespace Aggregator.Storing.LiteDb;

/// <summary>An article as it lies in the store. Reading its rows needs the gate; unpacking them, which takes ten times as long, does not.</summary>
/// <param name="row">Of the articles.</param>
/// <param name="body">Packed; null where there is none, which is damage.</param>
internal sealed class StoredArticle(BsonDocument row, byte[]? body)
{
    public long Number => row["_id"].AsInt64;

    public static StoredArticle? Find(LiteDatabase db, long number) => Shape.Articles(db).FindById(number) is { } row ? Of(db, row) : null;

    /// <summary>Those that are there, in any order.</summary>
    public static IReadOnlyList<StoredArticle> Find(LiteDatabase db, IEnumerable<long> numbers) => Of(db, Rows(Shape.Articles(db), numbers));

    public static IReadOnlyList<StoredArticle> Of(LiteDatabase db, IReadOnlyList<BsonDocument> rows)
    {
        var bodies = Rows(Shape.Bodies(db), rows.Select(row => row["_id"].AsInt64)).ToDictionary(row => row["_id"].AsInt64, row => row["b"].AsBinary);
        return [.. rows.Select(row => new StoredArticle(row, bodies.GetValueOrDefault(row["_id"].AsInt64)))];
    }

    public static StoredArticle Of(LiteDatabase db, BsonDocument row) => new(row, Shape.Bodies(db).FindById(row["_id"])?["b"].AsBinary);

    /// <summary>Those that can be read.</summary>
    public static IReadOnlyList<KeptArticle> Readable(IReadOnlyList<StoredArticle> articles) => [.. articles.Select(TryRead).OfType<KeptArticle>()];

    /// <exception cref="InvalidDataException">The file is damaged here: what is kept does not have the hash it was kept with.</exception>
    public KeptArticle Read()
    {
        if (body is null)
            throw new InvalidDataException($"The store is damaged: article {Number} has no body.");
        var article = Packed.Read(body, StoreJson.Default.Article, $"article {Number}");
        if (article.Hash.Hex != row["h"].AsString)
            throw new InvalidDataException($"The store is damaged: article {Number} is not what was kept.");
        return new KeptArticle(Number, ArticleRows.FirstSeen(row), row["v"].AsInt32, article);
    }

    /// <summary>One question for all: LiteDB takes longer to begin one than to find a row.</summary>
    private static List<BsonDocument> Rows(ILiteCollection<BsonDocument> collection, IEnumerable<long> numbers) =>
        collection.Query().Where("$._id IN @0", new BsonArray(numbers.Select(number => new BsonValue(number)))).ToList();

    private static KeptArticle? TryRead(StoredArticle article)
    {
        try
        {
            return article.Read();
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
