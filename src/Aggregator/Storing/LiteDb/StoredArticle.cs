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

    /// <summary>Those that are there.</summary>
    public static IReadOnlyList<StoredArticle> Find(LiteDatabase db, IReadOnlyList<long> numbers) => [.. numbers.Select(number => Find(db, number)).OfType<StoredArticle>()];

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
