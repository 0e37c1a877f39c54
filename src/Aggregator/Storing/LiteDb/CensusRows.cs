using Aggregator.Articles;
using LiteDB;

namespace Aggregator.Storing.LiteDb;

/// <summary>Reads whole rows, so that whatever cannot be what was kept is noticed.</summary>
internal static class CensusRows
{
    /// <exception cref="InvalidDataException">The row, or a field of it, cannot be what was kept: so with all that follows.</exception>
    public static Article Body(BsonDocument row) => BodyRows.Read(row, $"article {row["_id"].AsInt64}");

    public static void Version(BsonDocument row) => BodyRows.Read(row, $"the earlier version {Text(row, "_id")}");

    public static long Number(BsonDocument row, string field) => row[field] is { IsNumber: true } value ? value.AsInt64 : throw Wrong(row, field);

    public static string Text(BsonDocument row, string field) => row[field] is { IsString: true } value ? value.AsString : throw Wrong(row, field);

    public static byte[] Bytes(BsonDocument row, string field) => row[field] is { IsBinary: true } value ? value.AsBinary : throw Wrong(row, field);

    /// <summary>The part before the bar: "source|key".</summary>
    public static string SourceOfKey(string id) => id.IndexOf('|', StringComparison.Ordinal) is > 0 and var bar ? id[..bar] : throw new InvalidDataException($"The store is damaged: '{id}' is no key.");

    private static InvalidDataException Wrong(BsonDocument row, string field) => new($"The store is damaged: the field {field} of {row["_id"]} is not what it must be.");
}
