using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Aggregator.Text;

namespace Aggregator.Items;

/// <summary>One way to recognise an item. Identity is a set of these: any match within a source means the same item.</summary>
/// <remarks>Hashed, since store keys must be short and publishers' ids are not.</remarks>
[JsonConverter(typeof(ItemKeyJson))]
public readonly record struct ItemKey(string Value)
{
    /// <summary>
    /// The keys of each item of one answer, in order; the first that is known decides. An id or link that several items
    /// share names none of them, and title and date stand in only where neither id nor link is left.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<ItemKey>> Of(IReadOnlyList<Item> items)
    {
        var sharedIds = Shared(items, item => item.Id, item => LinkKey(item) ?? item.Title ?? Text(item));
        var sharedLinks = Shared(items, LinkKey, item => item.Id ?? item.Title ?? Text(item));
        var named = items.Select(item => NamesOf(item, sharedIds, sharedLinks)).ToList();
        var sharedTitles = Shared([.. items.Where((_, at) => named[at].Count == 0)], TitleKey, Text);
        return [.. items.Select((item, at) => named[at].Count > 0 ? named[at] : TitlesOf(item, sharedTitles))];
    }

    /// <summary>What tells a changed item from an unchanged one: a hash of all that a reader would see.</summary>
    public static string Fingerprint(Item item) =>
        Hash("item", string.Join('\u001F', item.Link?.AbsoluteUri, item.Title, item.Summary, item.Content, item.Published?.ToString(), item.Updated?.ToString(), string.Join('\u001E', item.Authors)));

    public override string ToString() => Value;

    private static List<ItemKey> NamesOf(Item item, HashSet<string> sharedIds, HashSet<string> sharedLinks)
    {
        var keys = new List<ItemKey>();
        if (item.Id is { } id && !sharedIds.Contains(id))
            keys.Add(new ItemKey(Hash("id", id)));
        if (LinkKey(item) is { } link && !sharedLinks.Contains(link))
            keys.Add(new ItemKey(Hash("link", link)));
        return keys;
    }

    /// <summary>
    /// Title and date with the text, and without it: so an item stays itself when its text changes. Where several of one
    /// answer have title and date in common, the text alone tells them apart, and at the next answer too.
    /// </summary>
    private static List<ItemKey> TitlesOf(Item item, HashSet<string> sharedTitles)
    {
        var title = TitleKey(item);
        var keys = new List<ItemKey>();
        if (item.Title is not null)
            keys.Add(new ItemKey(Hash("text", title + Text(item))));
        if (!sharedTitles.Contains(title))
            keys.Add(new ItemKey(Hash("title", title)));
        return keys;
    }

    private static string TitleKey(Item item) => $"{item.Title}\u001F{item.Published}\u001F{(item.Title is null ? Text(item) : null)}";

    private static string? Text(Item item) => item.Summary ?? item.Content;

    /// <summary>A link that leads nowhere on the web names an item as well as any.</summary>
    private static string? LinkKey(Item item) => item.Link is { } link ? LinkCleaner.Key(link) : item.LinkText;

    /// <summary>Values that stand on items which differ otherwise. An item that merely stands twice, its title mended, does not make its id shared.</summary>
    private static HashSet<string> Shared(IReadOnlyList<Item> items, Func<Item, string?> value, Func<Item, string?> other) =>
        [.. items.Where(item => value(item) is not null)
            .GroupBy(item => value(item)!)
            .Where(group => group.Select(other).Distinct().Skip(1).Any() || group.Select(item => item.Title).Distinct().Skip(2).Any())
            .Select(group => group.Key)];

    private static string Hash(string kind, string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}:{text}")).AsSpan(0, 16));

    /// <summary>As one text.</summary>
    public sealed class ItemKeyJson : JsonConverter<ItemKey>
    {
        public override ItemKey ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString() ?? "");

        public override void WriteAsPropertyName(Utf8JsonWriter writer, ItemKey value, JsonSerializerOptions options) => writer.WritePropertyName(value.Value);

        public override ItemKey Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString() ?? "");

        public override void Write(Utf8JsonWriter writer, ItemKey value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }
}
