using AngleSharp.Common;
using AngleSharp.Dom;
using AngleSharp.Html.Construction;
using AngleSharp.Html.Parser.Tokens.Struct;

namespace Aggregator.Text;

/// <summary>What AngleSharp's tree builder asks of an element and does with it.</summary>
public abstract partial class PageElement : IConstructableElement
{
    StringOrMemory IConstructableNode.NodeName => Kind.NameAsMemory;

    NodeFlags IConstructableNode.Flags => Kind.Flags;

    IConstructableNode? IConstructableNode.Parent { get => Around; set => Around = value; }

    IConstructableNodeList IConstructableNode.ChildNodes => new PageNodeList(this, null);

    StringOrMemory IConstructableElement.NamespaceUri => Kind.Space;

    StringOrMemory IConstructableElement.LocalName => Kind.NameAsMemory;

    StringOrMemory IConstructableElement.Prefix => default;

    IConstructableNamedNodeMap IConstructableElement.Attributes => new AttributeMap(this);

    ISourceReference? IConstructableElement.SourceReference
    {
        get => null;
        set { }
    }

    void IConstructableNode.RemoveFromParent() => Around?.RemoveChild(this);

    void IConstructableNode.RemoveChild(IConstructableNode childNode)
    {
        if (IndexOf(childNode) is >= 0 and var at)
            RemoveAt(at);
    }

    void IConstructableNode.RemoveNode(int idx, IConstructableNode childNode) => RemoveAt(idx);

    void IConstructableNode.InsertNode(int idx, IConstructableNode childNode) => Insert(idx, (PageNode)childNode);

    void IConstructableNode.AddNode(IConstructableNode node) => Add((PageNode)node);

    void IConstructableNode.AppendText(StringOrMemory text, bool emitWhiteSpaceOnly) => InsertWords(_count, text);

    void IConstructableNode.InsertText(int idx, StringOrMemory text, bool emitWhiteSpaceOnly) => InsertWords(idx, text);

    void IConstructableElement.SetAttribute(string? namespaceUri, StringOrMemory name, StringOrMemory value) => Set(name, value);

    void IConstructableElement.SetOwnAttribute(StringOrMemory name, StringOrMemory value) => Set(name, value);

    StringOrMemory IConstructableElement.GetAttribute(StringOrMemory namespaceUri, StringOrMemory localName) => GetAttribute(localName.ToString()) ?? "";

    bool IConstructableElement.HasAttribute(StringOrMemory name) => HasAttribute(name.ToString());

    /// <summary>Those of a tag; of a second tag html or body, those that the first had not.</summary>
    void IConstructableElement.SetAttributes(StructAttributes tagAttributes)
    {
        var first = _attributes.Length;
        if (tagAttributes.Count == 0)
            return;
        var all = new AttributeValue[first + tagAttributes.Count];
        _attributes.CopyTo(all, 0);
        for (var at = 0; at < tagAttributes.Count; at++)
        {
            var its = tagAttributes[at];
            all[first + at] = new AttributeValue(AttributeNames.Of(its.Name.Memory.Span), its.Value.ToString());
        }
        _attributes = all;
    }

    void IConstructableElement.SetupElement()
    {
    }

    void IConstructableElement.AddComment(ref StructHtmlToken token)
    {
    }

    IConstructableNode IConstructableElement.ShallowCopy()
    {
        var copy = Of(Kind);
        copy._attributes = _attributes;
        return copy;
    }

    internal static PageElement Of(ElementKind kind) => kind.Name switch
    {
        "script" when kind.IsHtml => new Script(kind),
        "template" when kind.IsHtml => new Template(kind),
        _ => new Plain(kind),
    };

    private void InsertWords(int at, StringOrMemory text)
    {
        if (at > 0 && at <= _count && _nodes[at - 1].Node is PageText before)
            before.Append(text.Memory.Span);
        else if (at < _count && _nodes[at].Node is PageText after)
            after.Prepend(text.Memory.Span);
        else
            Insert(at, new PageText(Blanks.Of(text.Memory.Span)));
    }

    /// <summary>Of a drawing nobody reads any.</summary>
    private void Set(StringOrMemory name, StringOrMemory value)
    {
        if (!Kind.IsSvg)
            _attributes = [.. _attributes, new AttributeValue(name.ToString(), value.ToString())];
    }

    /// <summary>Any element that the builder does not treat as one of a kind.</summary>
    private sealed class Plain(ElementKind kind) : PageElement(kind), IConstructableMetaElement, IConstructableFrameElement, IConstructableFormElement, IConstructableSvgElement, IConstructableMathElement
    {
        void IConstructableMetaElement.Handle()
        {
        }
    }

    /// <summary>A script: it is never run.</summary>
    private sealed class Script(ElementKind kind) : PageElement(kind), IConstructableScriptElement
    {
#pragma warning disable RS0030 // AngleSharp's interface has a task; nothing runs here.
        Task IConstructableScriptElement.RunAsync(CancellationToken cancel) => Task.CompletedTask;
#pragma warning restore RS0030

        bool IConstructableScriptElement.Prepare(IConstructableDocument document) => false;
    }

    /// <summary>A template: what stands in it is no part of the page.</summary>
    private sealed class Template(ElementKind kind) : PageElement(kind), IConstructableTemplateElement
    {
        void IConstructableTemplateElement.PopulateFragment() => RemoveAll();
    }

    /// <summary>Attributes as the builder compares those of two formatting elements.</summary>
    private sealed class AttributeMap(PageElement element) : IConstructableNamedNodeMap
    {
        public int Length => element._attributes.Length;

        public IConstructableAttr? this[StringOrMemory name] =>
            element.GetAttribute(name.ToString()) is { } value ? new Attribute(name, value) : null;

        public bool SameAs(IConstructableNamedNodeMap? attributes)
        {
            if (attributes is not AttributeMap other || other.Length != Length)
                return false;
            foreach (var (name, value) in element._attributes)
            {
                if (other.Value(name) != value)
                    return false;
            }
            return true;
        }

        private string? Value(string name) => element.GetAttribute(name);
    }

    /// <summary>One attribute as the builder sees it.</summary>
    private sealed class Attribute(StringOrMemory name, StringOrMemory value) : IConstructableAttr
    {
        public StringOrMemory Name => name;

        public StringOrMemory Value { get; set; } = value;
    }
}
