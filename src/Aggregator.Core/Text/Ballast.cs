using AngleSharp.Dom;
using AngleSharp.Html.Construction;
using AngleSharp.Html.Parser.Tokens.Struct;

namespace Aggregator.Text;

/// <summary>What pages carry for browsers and no reader sees: code, style sheets, the shapes of drawings. Kept, it would be half of a page's tree.</summary>
internal static class Ballast
{
    /// <summary>True for the words of an element that are code or style. Data in a script is neither.</summary>
    public static bool IsWithin(IConstructableElement? element) => element switch
    {
        PageElement own => own.LocalName is "style" || (own.LocalName is "script" && !IsData(own.GetAttribute("type"))),
        IElement { LocalName: "style" } => true,
        IElement { LocalName: "script" } script => !IsData(script.GetAttribute("type")),
        _ => false,
    };

    /// <summary>True for a link that only names what a browser has to load.</summary>
    public static bool IsTag(ref StructHtmlToken token)
    {
        if (token.Name.Memory.Span is not "link")
            return false;
        for (var at = 0; at < token.Attributes.Count; at++)
        {
            if (token.Attributes[at].Name.Memory.Span is "rel")
                return token.Attributes[at].Value.Memory.Span is "stylesheet" or "preload" or "prefetch" or "dns-prefetch" or "preconnect" or "modulepreload";
        }
        return false;
    }

    /// <summary>True for what an attribute says to a browser alone. A style may hide its element; a picture that is written into its tag has no address.</summary>
    public static bool IsAttribute(ReadOnlySpan<char> name, ReadOnlySpan<char> value) => name switch
    {
        "src" => value.StartsWith("data:", StringComparison.OrdinalIgnoreCase),
        "style" => !value.Contains("display", StringComparison.OrdinalIgnoreCase),
        "d" or "srcset" or "data-srcset" or "sizes" => true,
        ['o', 'n', ..] => true,
        _ => false,
    };

    /// <summary>True for what is read of an element; of formatting, three of which stand open at most when they are the same, all is compared.</summary>
    public static bool IsKept(ref StructHtmlToken token, ReadOnlyMemory<char> name) => AttributeNames.IsKept(name.Span) || TagTraits.Of(token.Name.Memory.Span).HasFlag(TagTrait.Compared);

    private static bool IsData(string? type) => type is not null && type.Contains("json", StringComparison.OrdinalIgnoreCase);
}
