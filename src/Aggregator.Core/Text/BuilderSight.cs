using System.Runtime.CompilerServices;
using AngleSharp.Dom;
using AngleSharp.Html.Construction;

namespace Aggregator.Text;

/// <summary>The elements that AngleSharp's tree builder holds open: only it knows them.</summary>
/// <remarks>They are private: another version of AngleSharp without them fails at the first parse, and docs/decisions/0007 says so.</remarks>
internal readonly record struct BuilderSight(List<IConstructableElement> Open, List<IConstructableElement?> Formatting)
{
    /// <summary>The lists of a builder that is about to build.</summary>
    public static BuilderSight Into(object builder) =>
        builder.GetType().GenericTypeArguments.Contains(typeof(PageTree)) ? Of<PageTree, PageElement>.Into(builder) : Of<Document, Element>.Into(builder);

    /// <summary>The builder of one kind of tree.</summary>
    private static class Of<TDocument, TElement>
        where TDocument : class, IConstructableDocument
        where TElement : class, IConstructableElement
    {
        private const string Builder = "AngleSharp.Html.Parser.HtmlDomBuilder`2[[!0],[!1]], AngleSharp";

        public static BuilderSight Into(object builder)
        {
            // Given a middleware, AngleSharp takes it that nobody wants the blanks between the tags.
            Blanks(builder) = true;
            return new BuilderSight(Open(builder), Formatting(builder));
        }

        [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_openElements")]
        private static extern ref List<IConstructableElement> Open([UnsafeAccessorType(Builder)] object builder);

        [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_formattingElements")]
        private static extern ref List<IConstructableElement?> Formatting([UnsafeAccessorType(Builder)] object builder);

        [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_emitWhitespaceTextNodes")]
        private static extern ref bool Blanks([UnsafeAccessorType(Builder)] object builder);
    }
}
