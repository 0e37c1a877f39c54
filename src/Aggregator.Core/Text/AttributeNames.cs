using System.Collections.Frozen;

namespace Aggregator.Text;

/// <summary>The attributes that are read of pages, each name as one string. The others are not kept; a test holds that nobody asks for one of those.</summary>
internal static class AttributeNames
{
    private static readonly FrozenSet<string> Names = (
        "alt aria-hidden class color colspan content data-component data-component-name data-module data-name data-qa data-testid data-type datetime encoding face hidden href hreflang "
        + "http-equiv id itemprop itemtype lang name open property pubdate rel role rowspan size src start style title type value").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Kept = Names.GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool IsKept(ReadOnlySpan<char> name) => Kept.Contains(name);

    public static string Of(ReadOnlySpan<char> name) => Kept.TryGetValue(name, out var kept) ? kept : name.ToString();
}
