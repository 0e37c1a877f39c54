using AngleSharp;
using AngleSharp.Common;
using AngleSharp.Dom;
using AngleSharp.Html.Construction;
using AngleSharp.Html.Parser.Tokens.Struct;
using AngleSharp.Text;

namespace Aggregator.Text;

/// <summary>What AngleSharp's tree builder asks of a document and does with it.</summary>
public sealed partial class PageTree : IConstructableDocument
{
    private TextSource _source;

    private IDisposable? _builder;

    private bool _hasBase;

    TextSource IConstructableDocument.Source => _source;

    IDisposable? IConstructableDocument.Builder { get => _builder; set => _builder = value; }

    QuirksMode IConstructableDocument.QuirksMode { get; set; }

    IConstructableElement? IConstructableDocument.Head => Head;

    IConstructableElement IConstructableDocument.DocumentElement => Root;

    bool IConstructableDocument.IsLoading => false;

    StringOrMemory IConstructableNode.NodeName => "#document";

    NodeFlags IConstructableNode.Flags => NodeFlags.None;

    IConstructableNode? IConstructableNode.Parent { get => null; set => throw new InvalidOperationException("Nothing is around a tree."); }

    IConstructableNodeList IConstructableNode.ChildNodes => new PageNodeList(null, Root);

    void IConstructableNode.AddNode(IConstructableNode node)
    {
        if (node is not PageElement element)
            return;
        if (Root is null)
            (Root, element.Around) = (element, this);
        else
            Foster(element);
    }

    void IConstructableNode.AppendText(StringOrMemory text, bool emitWhiteSpaceOnly)
    {
    }

    void IConstructableNode.InsertText(int idx, StringOrMemory text, bool emitWhiteSpaceOnly)
    {
    }

    void IConstructableNode.RemoveFromParent() => throw Rooted();

    void IConstructableNode.RemoveChild(IConstructableNode childNode) => throw Rooted();

    void IConstructableNode.RemoveNode(int idx, IConstructableNode childNode) => throw Rooted();

    void IConstructableNode.InsertNode(int idx, IConstructableNode childNode) => throw Rooted();

    void IConstructableDocument.PerformMicrotaskCheckpoint()
    {
    }

    void IConstructableDocument.ProvideStableState()
    {
    }

    void IConstructableDocument.AddComment(ref StructHtmlToken token)
    {
    }

    void IConstructableDocument.TrackError(Exception exception)
    {
    }

#pragma warning disable RS0030 // AngleSharp's interface has tasks; nothing is loaded here.
    Task IConstructableDocument.WaitForReadyAsync(CancellationToken cancelToken) => Task.CompletedTask;

    Task IConstructableDocument.FinishLoadingAsync() => Task.CompletedTask;
#pragma warning restore RS0030

    void IConstructableDocument.ApplyManifest()
    {
    }

    void IConstructableDocument.Clear() => Root = null!;

    /// <summary>
    /// What stands in a table and not in a cell goes before the table. The builder looks for the table by AngleSharp's own type, finds none
    /// among ours and comes here.
    /// </summary>
    private void Foster(PageElement element)
    {
        var open = BuilderSight.Into(_builder!).Open;
        var at = open.Count - 1;
        while (at > 0 && ((PageElement)open[at]).LocalName is not ("table" or "template"))
            at--;
        var found = (PageElement)open[at];
        if (found.LocalName == "template")
            found.Add(element);
        else if (found.Around is PageElement around)
            around.Insert(around.IndexOf(found), element);
        else
            ((PageElement)open[Math.Min(at + 1, open.Count - 1)]).Add(element);
    }

    private static InvalidOperationException Rooted() => new("A tree has its root for good.");

    /// <summary>Makes the nodes of a tree for AngleSharp's tree builder.</summary>
    internal sealed class Factory : IDomConstructionElementFactory<PageTree, PageElement>
    {
        public PageTree CreateDocument(TextSource source, IBrowsingContext? context = null) => new(source);

        public PageElement Create(PageTree document, StringOrMemory localName, StringOrMemory prefix = default, NodeFlags flags = NodeFlags.None)
        {
            var kind = ElementKind.OfHtml(localName.Memory.Span);
            document._hasBase |= kind == ElementKind.Base;
            return PageElement.Of(kind);
        }

        public PageElement CreateNoScript(PageTree document, bool scripting) => Of("noscript");

        public PageElement CreateUnknown(PageTree document, StringOrMemory tagName) => PageElement.Of(ElementKind.OfUnknown(tagName.ToString()));

        public IConstructableNode CreateDocumentType(PageTree document, StringOrMemory name, StringOrMemory publicIdentifier, StringOrMemory systemIdentifier) => new PageText("");

        public IConstructableMathElement CreateMath(PageTree document, StringOrMemory name = default) => (IConstructableMathElement)PageElement.Of(ElementKind.OfMath(name.Memory.Span));

        public IConstructableSvgElement CreateSvg(PageTree document, StringOrMemory name = default) => (IConstructableSvgElement)PageElement.Of(ElementKind.OfSvg(name.Memory.Span));

        public IConstructableMetaElement CreateMeta(PageTree document) => (IConstructableMetaElement)Of("meta");

        public IConstructableScriptElement CreateScript(PageTree document, bool parserInserted, bool started) => (IConstructableScriptElement)Of("script");

        public IConstructableFrameElement CreateFrame(PageTree document) => (IConstructableFrameElement)Of("frame");

        public IConstructableTemplateElement CreateTemplate(PageTree document) => (IConstructableTemplateElement)Of("template");

        public IConstructableFormElement CreateForm(PageTree document) => (IConstructableFormElement)Of("form");

        private static PageElement Of(StringOrMemory name) => PageElement.Of(ElementKind.OfHtml(name.Memory.Span));
    }
}
