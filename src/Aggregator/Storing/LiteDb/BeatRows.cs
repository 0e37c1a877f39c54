using System.Text.Json;
using LiteDB;
using JsonSerializer = System.Text.Json.JsonSerializer;

namespace Aggregator.Storing.LiteDb;

/// <summary>Beats as rows, many in one.</summary>
internal static class BeatRows
{
    /// <summary>Beats in a row: a hundred kilobytes, of the two million bytes that LiteDB takes.</summary>
    public const int Most = 256;

    public static void Add(LiteDatabase db, long number, IReadOnlyList<Beat> beats) =>
        Shape.Beats(db).Insert(new BsonDocument { ["_id"] = number, ["j"] = JsonSerializer.SerializeToUtf8Bytes(beats, StoreJson.Default.IReadOnlyListBeat) });

    public static void RemoveUpTo(LiteDatabase db, long number) => Shape.Beats(db).DeleteMany("$._id <= @0", number);

    /// <summary>All rows, the oldest first.</summary>
    /// <exception cref="InvalidDataException">The file is damaged here.</exception>
    public static IEnumerable<(long Number, IReadOnlyList<Beat> Beats)> All(LiteDatabase db) =>
        Shape.Beats(db).FindAll().Select(row => (row["_id"].AsInt64, Read(row)));

    /// <exception cref="InvalidDataException">The file is damaged here.</exception>
    public static IReadOnlyList<Beat> Read(BsonDocument row)
    {
        try
        {
            return JsonSerializer.Deserialize(row["j"].AsBinary, StoreJson.Default.IReadOnlyListBeat) ?? throw new JsonException("It is empty.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"The store is damaged: beats {row["_id"].AsInt64} cannot be read.", e);
        }
    }
}
