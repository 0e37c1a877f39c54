using System.Collections.Frozen;

namespace Aggregator.Text;

/// <summary>What a tag's name says to the gate before the tree builder, looked up once a tag.</summary>
internal static class TagTraits
{
    private static readonly FrozenDictionary<string, TagTrait>.AlternateLookup<ReadOnlySpan<char>> Known = new (TagTrait Trait, string Names)[]
    {
        (TagTrait.Formatting, "a b big code em font i nobr s small strike strong tt u"),
        (TagTrait.Compared, "b big code em font i s small strike strong tt u"),
        (TagTrait.Last, "area base br col embed hr img input link meta param source track wbr script style textarea title xmp iframe noembed noframes noscript plaintext caption colgroup tbody thead tfoot tr td th"),
        (TagTrait.OfTable, "caption colgroup col tbody thead tfoot tr td th"),
        (TagTrait.Raw, "script style textarea title xmp iframe noembed noframes noscript plaintext object select"),
    }.SelectMany(row => row.Names.Split(' ').Select(name => (name, row.Trait))).GroupBy(pair => pair.name, pair => pair.Trait)
        .ToFrozenDictionary(group => group.Key, group => group.Aggregate((all, one) => all | one), StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The tokenizer has made all names small.</summary>
    public static TagTrait Of(ReadOnlySpan<char> name) => Known.TryGetValue(name, out var traits) ? traits : TagTrait.None;
}

/// <summary>What a tag is to the gate.</summary>
[Flags]
internal enum TagTrait
{
    None = 0,

    /// <summary>What the builder opens again in the next block.</summary>
    Formatting = 1,

    /// <summary>Formatting of which three alike may be open.</summary>
    Compared = 2,

    /// <summary>Elements that may stand somewhat below the deepest: those without children, raw text (a script without its tag would be words), rows and cells.</summary>
    Last = 4,

    /// <summary>Parts of a table.</summary>
    OfTable = 8,

    /// <summary>What holds text up to its own end tag.</summary>
    Raw = 16,
}
