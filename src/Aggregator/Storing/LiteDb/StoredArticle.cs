using Aggregator.Articles;
using LiteDB;

namespace Aggregator.Storing.LiteDb;

/// <summary>An article as it lies in the store. Reading its rows needs the gate; unpacking them, which takes as long again, does not.</summary>
/// <param name="facts">What the list says of it, on whichever row.</param>
/// <param name="body">Null where there is none, which is damage.</param>
internal sealed class StoredArticle(BsonDocument facts, BsonDocument? body)
{
    public long Number => facts["_id"].AsInt64;

    public static StoredArticle? Find(LiteDatabase db, long number) => Find(db, [number]) is [var found] ? found : null;

    /// <summary>Those that are there, in any order.</summary>
    public static IReadOnlyList<StoredArticle> Find(LiteDatabase db, IReadOnlyCollection<long> numbers)
    {
        var bodies = Rows(Shape.Bodies(db), numbers);
        var complete = bodies.Where(BodyRows.IsComplete).Select(body => new StoredArticle(body, body)).ToList();
        return complete.Count == numbers.Count ? complete : [.. complete, .. Listed(db, [.. numbers.Except(complete.Select(article => article.Number))], bodies)];
    }

    public static IReadOnlyList<StoredArticle> Of(LiteDatabase db, IReadOnlyList<BsonDocument> rows) =>
        Of(rows, Rows(Shape.Bodies(db), [.. rows.Select(row => row["_id"].AsInt64)]));

    public static StoredArticle Of(LiteDatabase db, BsonDocument row) => new(row, Shape.Bodies(db).FindById(row["_id"]));

    /// <summary>Those that can be read, without their html.</summary>
    public static IReadOnlyList<KeptArticle> Readable(IReadOnlyList<StoredArticle> articles) => [.. articles.Select(TryRead).OfType<KeptArticle>()];

    /// <exception cref="InvalidDataException">The file is damaged here: what is kept does not have the hash it was kept with.</exception>
    public KeptArticle Read() => Read(BodyRows.Read);

    /// <summary>All but the html: enough to search, to list and to write of it.</summary>
    /// <inheritdoc cref="Read()"/>
    public KeptArticle ReadText() => Read(BodyRows.ReadText);

    private KeptArticle Read(Func<BsonDocument, string, Article> read)
    {
        if (body is null)
            throw new InvalidDataException($"The store is damaged: article {Number} has no body.");
        var article = read(body, $"article {Number}");
        if (article.Hash.Hex != facts["h"].AsString)
            throw new InvalidDataException($"The store is damaged: article {Number} is not what was kept.");
        return new KeptArticle(Number, ArticleRows.FirstSeen(facts), facts["v"].AsInt32, article);
    }

    /// <summary>Those whose body does not say all: one of before schema 7, or none, where only the list knows whether there should be one.</summary>
    private static List<StoredArticle> Listed(LiteDatabase db, IReadOnlyCollection<long> numbers, List<BsonDocument> bodies) => Of(Rows(Shape.Articles(db), numbers), bodies);

    private static List<StoredArticle> Of(IReadOnlyList<BsonDocument> rows, List<BsonDocument> bodies)
    {
        var byNumber = bodies.ToDictionary(row => row["_id"].AsInt64);
        return [.. rows.Select(row => new StoredArticle(row, byNumber.GetValueOrDefault(row["_id"].AsInt64)))];
    }

    /// <summary>One question for all: LiteDB takes longer to begin one than to find a row.</summary>
    private static List<BsonDocument> Rows(ILiteCollection<BsonDocument> collection, IReadOnlyCollection<long> numbers) =>
        numbers.Count == 1 ? OnlyRow(collection, numbers.First()) : collection.Query().Where("$._id IN @0", new BsonArray(numbers.Select(number => new BsonValue(number)))).ToList();

    private static List<BsonDocument> OnlyRow(ILiteCollection<BsonDocument> collection, long number) => collection.FindById(number) is { } row ? [row] : [];

    private static KeptArticle? TryRead(StoredArticle article)
    {
        try
        {
            return article.ReadText();
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
