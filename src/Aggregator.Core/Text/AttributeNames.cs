using System.Collections.Frozen;

namespace Aggregator.Text;

/// <summary>The names that attributes usually bear, each as one string.</summary>
internal static class AttributeNames
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Usual = (
        "abbr about action align alt aria-controls aria-current aria-describedby aria-expanded aria-haspopup aria-hidden aria-label aria-labelledby aria-live as async autocomplete bgcolor "
        + "border cellpadding cellspacing charset checked class color cols colspan content coords crossorigin data-action data-component data-component-name data-href data-id data-index data-module data-name "
        + "data-qa data-src data-target data-test data-testid data-text data-title data-toggle data-type data-url data-value datatype datetime decoding defer dir disabled face fetchpriority fill "
        + "for frameborder headers height hidden href hreflang hspace http-equiv id integrity item itemid itemprop itemscope itemtype lang language link loading maxlength media method "
        + "name pattern placeholder poster prefix property pubdate rel required rev role rowspan rows scope selected shape size src start style summary tabindex target text title type "
        + "typeof url valign value vocab vspace width xml:lang xmlns").Split(' ').ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    public static string Of(ReadOnlySpan<char> name) => Usual.TryGetValue(name, out var usual) ? usual : name.ToString();
}
