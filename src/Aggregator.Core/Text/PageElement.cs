using System.Text;
using AngleSharp.Html.Construction;

namespace Aggregator.Text;

/// <summary>An element of a page: its name, its attributes, what stands in it. A fourth of what AngleSharp's own weighs.</summary>
public abstract partial class PageElement : PageNode
{
    private static readonly AttributeValue[] None = [];

    private PageChild[] _nodes = [];

    private int _count;

    private AttributeValue[] _attributes = None;

    private protected PageElement(ElementKind kind) => Kind = kind;

    public string LocalName => Kind.Name;

    public ReadOnlySpan<AttributeValue> Attributes => _attributes;

    /// <summary>Its children in order, texts and elements.</summary>
    public ReadOnlySpan<PageChild> Nodes => _nodes.AsSpan(0, _count);

    public string? ClassName => GetAttribute("class");

    public string? Id => GetAttribute("id");

    /// <summary>All the text inside it, code and what is not seen too.</summary>
    public string TextContent
    {
        get
        {
            if (_count == 0)
                return "";
            if (_count == 1 && _nodes[0].Node is PageText only)
                return only.Data;
            var text = new StringBuilder();
            // By hand and not by recursion, since pages nest deep.
            var path = new Stack<(PageElement Element, int Next)>([(this, 0)]);
            while (path.TryPop(out var at))
            {
                if (at.Next == at.Element._count)
                    continue;
                path.Push((at.Element, at.Next + 1));
                if (at.Element._nodes[at.Next].Node is PageText words)
                    text.Append(words.Data);
                else
                    path.Push(((PageElement)at.Element._nodes[at.Next].Node, 0));
            }
            return text.ToString();
        }
    }

    /// <summary>An attribute's value; null where it has none of this name.</summary>
    public string? GetAttribute(string name)
    {
        foreach (var attribute in _attributes)
        {
            if (attribute.Name == name)
                return attribute.Value;
        }
        return null;
    }

    public bool HasAttribute(string name) => GetAttribute(name) is not null;

    internal ElementKind Kind { get; }

    internal void RemoveAll() => _count = 0;

    internal void Add(PageNode node) => Insert(_count, node);

    internal void Insert(int at, PageNode node)
    {
        if (_count == _nodes.Length)
            Array.Resize(ref _nodes, _count == 0 ? 1 : _count == 1 ? 4 : 2 * _count);
        if (at < _count)
            Array.Copy(_nodes, at, _nodes, at + 1, _count - at);
        _nodes[at] = new PageChild(node);
        _count++;
        node.Around = this;
    }

    /// <summary>From the end, where the builder is at work; -1 when it is no child.</summary>
    internal int IndexOf(IConstructableNode node)
    {
        var at = _count - 1;
        while (at >= 0 && _nodes[at].Node != node)
            at--;
        return at;
    }

    private void RemoveAt(int at)
    {
        _nodes[at].Node.Around = null;
        _count--;
        Array.Copy(_nodes, at + 1, _nodes, at, _count - at);
    }
}

/// <summary>A child of an element. An array of them is filled without the check that one of classes needs at each.</summary>
public readonly record struct PageChild(PageNode Node);

/// <summary>What stands in a tag beside its name.</summary>
public readonly record struct AttributeValue(string Name, string Value);
