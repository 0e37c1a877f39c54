using System.Text;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Construction;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using AngleSharp.Text;

namespace Aggregator.Text;

/// <summary>Parses html without the tags that nest deeper than any page needs; their words stay.</summary>
/// <remarks>The parser's time grows with the depth at every tag, and its memory with the formatting elements left open at every block.</remarks>
public static class Nesting
{
    /// <summary>Browsers stop at 512, AngleSharp's tree too: a little less, and no element has to be put elsewhere than where it was written.</summary>
    public const int Deepest = 500;

    /// <summary>What a page may weigh, in characters; a tag weighs 32. The largest acts of parliament stay below it.</summary>
    private const long LargestPage = 64_000_000;

    private static readonly HtmlParser Trees = new(
        new HtmlParserOptions { DisableElementPositionTracking = true, SkipComments = true, ShouldEmitAttribute = Ballast.IsKept }, BrowsingContext.New(Configuration.Default.With(new PageTree.Factory())));

    private static readonly HtmlParser Documents = new(new HtmlParserOptions { DisableElementPositionTracking = true, SkipComments = true });

    private static readonly HtmlParser Plain = new();

    /// <summary>The page, without what nobody reads; as far as it is not longer than any. The characters are only lent: the tree keeps none of them.</summary>
    public static PageTree TreeOf(ReadOnlyMemory<char> html) => PageTree.Parse(Trees, html, new TokenGate(LargestPage) { SkipsBallast = true });

    /// <summary>The same as AngleSharp's own document, for selectors.</summary>
    public static IHtmlDocument DocumentOf(ReadOnlyMemory<char> html) => Parse(Documents, html, new TokenGate(LargestPage) { SkipsBallast = true });

    /// <summary>The same html, or where it nests too deep, html that does not.</summary>
    public static string Bounded(string html)
    {
        if (html.AsSpan().Count('<') <= Deepest)
            return html;
        var gate = new TokenGate(LargestPage) { Withheld = [] };
        using var document = Parse(Plain, html, gate);
        if (gate.Withheld.Count == 0)
            return html;
        var kept = new StringBuilder();
        var copied = 0;
        foreach (var at in gate.Withheld)
        {
            // The blank keeps '<' and what follows the tag from being read as another tag.
            kept.Append(html.AsSpan(copied, at.Start.Value - copied)).Append(' ');
            copied = at.End.Value;
        }
        return kept.Append(html.AsSpan(copied)).ToString();
    }

    internal static IHtmlDocument Parse(HtmlParser parser, string html, TokenGate gate) => Parse(parser, html.AsMemory(), gate);

    private static IHtmlDocument Parse(HtmlParser parser, ReadOnlyMemory<char> html, TokenGate gate)
    {
        var document = parser.ParseDocument<Document, Element>(new TextSource(new ReadOnlyMemoryTextSource(html)), gate.Pass);
        // The builder holds a buffer as long as the page until somebody disposes of it, and nobody keeps its tokens.
        ((IConstructableDocument)document).Builder?.Dispose();
        return (IHtmlDocument)document;
    }
}
