using System.Text.Json.Serialization;
using Aggregator.Articles;
using Aggregator.Digests;
using Aggregator.Items;
using Aggregator.Polls;
using Aggregator.Storing.LiteDb;

namespace Aggregator.Storing;

/// <summary>How records are written in the store and between processes.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(Article))]
[JsonSerializable(typeof(PollMemory))]
[JsonSerializable(typeof(SiteMemory))]
[JsonSerializable(typeof(Item))]
[JsonSerializable(typeof(Subscriber))]
[JsonSerializable(typeof(WindowRow))]
[JsonSerializable(typeof(BackupFacts))]
[JsonSerializable(typeof(IReadOnlyList<Beat>))]
[JsonSerializable(typeof(IReadOnlyDictionary<ItemKey, string>))]
internal sealed partial class StoreJson : JsonSerializerContext;
