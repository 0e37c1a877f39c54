using System.Text.Json;
using Aggregator.Items;
using Aggregator.Polls;
using Aggregator.Sources;
using LiteDB;
using JsonSerializer = System.Text.Json.JsonSerializer;

namespace Aggregator.Storing.LiteDb;

/// <summary>Memories as rows: the last answer apart, so that a poll in which nothing changed neither unpacks nor packs it.</summary>
/// <remarks>Made and read on the caller's thread, not at the gate.</remarks>
internal static class MemoryRows
{
    /// <summary>Bytes up to which packing costs more than it saves.</summary>
    private const int Small = 2048;

    private static readonly IReadOnlyDictionary<ItemKey, string> Nothing = new Dictionary<ItemKey, string>();

    /// <summary>Its row, still without a version.</summary>
    public static BsonDocument Of(PollMemory memory)
    {
        var rest = memory with { LastAnswer = Nothing };
        var plain = JsonSerializer.SerializeToUtf8Bytes(rest, StoreJson.Default.PollMemory);
        var row = new BsonDocument
        {
            ["_id"] = memory.Source.Value,
            ["due"] = memory.Due.UtcTicks,
            ["at"] = memory.LastPolled?.UtcTicks ?? 0,
        };
        if (plain.Length <= Small)
            row["j"] = plain;
        else
            row["b"] = Packed.Of(rest, StoreJson.Default.PollMemory);
        if (memory.LastAnswer is KeptAnswer kept)
            row["a"] = kept.Bytes;
        else if (memory.LastAnswer.Count > 0)
            row["a"] = Packed.Of(memory.LastAnswer, StoreJson.Default.IReadOnlyDictionaryItemKeyString);
        return row;
    }

    /// <summary>What the row says of a source without being unpacked.</summary>
    public static KnownSource Known(BsonDocument row) => new(Number(row["v"]), Number(row["due"]), Number(row["at"]));

    /// <summary>The memory as it will be read from its row: its last answer packed.</summary>
    public static PollMemory Kept(PollMemory memory, BsonDocument row) =>
        memory.LastAnswer is KeptAnswer || !row["a"].IsBinary ? memory : memory with { LastAnswer = new KeptAnswer(row["a"].AsBinary, What(row)) };

    /// <exception cref="InvalidDataException">The file is damaged here.</exception>
    public static PollMemory Memory(BsonDocument row)
    {
        var what = What(row);
        var memory = row["j"].IsBinary ? Plain(row["j"].AsBinary, what) : Packed.Read(row["b"].AsBinary, StoreJson.Default.PollMemory, what);
        return row["a"].IsBinary ? memory with { LastAnswer = new KeptAnswer(row["a"].AsBinary, what) } : memory;
    }

    /// <exception cref="InvalidDataException">The file is damaged here.</exception>
    public static SourceId Id(BsonDocument row) =>
        SourceId.TryParse(row["_id"].AsString, out var id) ? id : throw new InvalidDataException($"The store is damaged: '{row["_id"].AsString}' is not the name of a source.");

    private static string What(BsonDocument row) => $"the memory of {row["_id"].AsString}";

    /// <summary>0 where an older version stored none: then it is due.</summary>
    private static long Number(BsonValue value) => value.IsInt64 ? value.AsInt64 : 0;

    private static PollMemory Plain(byte[] plain, string what)
    {
        try
        {
            return JsonSerializer.Deserialize(plain, StoreJson.Default.PollMemory) ?? throw new JsonException("It is empty.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"The store is damaged: {what} cannot be read.", e);
        }
    }
}
