using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Aggregator.Items;

namespace Aggregator.Storing.LiteDb;

/// <summary>A source's last answer as it was kept: unpacked only when somebody looks into it, which a poll that finds nothing new does not.</summary>
internal sealed class KeptAnswer(byte[] bytes, string what) : IReadOnlyDictionary<ItemKey, string>
{
    private readonly Lazy<IReadOnlyDictionary<ItemKey, string>> _items = new(() => Packed.Read(bytes, StoreJson.Default.IReadOnlyDictionaryItemKeyString, what));

    /// <summary>As they stand in the store.</summary>
    public byte[] Bytes => bytes;

    public int Count => _items.Value.Count;

    public IEnumerable<ItemKey> Keys => _items.Value.Keys;

    public IEnumerable<string> Values => _items.Value.Values;

    public string this[ItemKey key] => _items.Value[key];

    public bool ContainsKey(ItemKey key) => _items.Value.ContainsKey(key);

    public bool TryGetValue(ItemKey key, [MaybeNullWhen(false)] out string value) => _items.Value.TryGetValue(key, out value);

    public IEnumerator<KeyValuePair<ItemKey, string>> GetEnumerator() => _items.Value.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
