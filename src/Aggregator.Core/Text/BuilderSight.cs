using System.Runtime.CompilerServices;
using AngleSharp.Html.Construction;

namespace Aggregator.Text;

/// <summary>The elements that AngleSharp's tree builder holds open: only it knows them.</summary>
/// <remarks>They are private: another version of AngleSharp without them fails at the first parse, and docs/decisions/0007 says so.</remarks>
internal readonly record struct BuilderSight(List<IConstructableElement> Open, List<IConstructableElement?> Formatting)
{
    private const string OfDocument = "AngleSharp.Html.Parser.HtmlDomBuilder`2[[AngleSharp.Dom.Document, AngleSharp],[AngleSharp.Dom.Element, AngleSharp]], AngleSharp";

    private const string OfTree = "AngleSharp.Html.Parser.HtmlDomBuilder`2[[Aggregator.Text.PageTree, Aggregator.Core],[Aggregator.Text.PageElement, Aggregator.Core]], AngleSharp";

    /// <summary>The lists of a builder that is about to build.</summary>
    public static BuilderSight Into(object builder)
    {
        // Given a middleware, AngleSharp takes it that nobody wants the blanks between the tags.
        if (!builder.GetType().GenericTypeArguments.Contains(typeof(PageTree)))
        {
            DocumentBlanks(builder) = true;
            return new BuilderSight(DocumentOpen(builder), DocumentFormatting(builder));
        }
        TreeBlanks(builder) = true;
        return new BuilderSight(TreeOpen(builder), TreeFormatting(builder));
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_openElements")]
    private static extern ref List<IConstructableElement> DocumentOpen([UnsafeAccessorType(OfDocument)] object builder);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_formattingElements")]
    private static extern ref List<IConstructableElement?> DocumentFormatting([UnsafeAccessorType(OfDocument)] object builder);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_emitWhitespaceTextNodes")]
    private static extern ref bool DocumentBlanks([UnsafeAccessorType(OfDocument)] object builder);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_openElements")]
    private static extern ref List<IConstructableElement> TreeOpen([UnsafeAccessorType(OfTree)] object builder);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_formattingElements")]
    private static extern ref List<IConstructableElement?> TreeFormatting([UnsafeAccessorType(OfTree)] object builder);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_emitWhitespaceTextNodes")]
    private static extern ref bool TreeBlanks([UnsafeAccessorType(OfTree)] object builder);
}
