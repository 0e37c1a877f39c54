using AngleSharp.Common;
using AngleSharp.Dom;
using AngleSharp.Html.Construction;

namespace Aggregator.Text;

/// <summary>What a page's tree is made of: an element, or the words between two tags.</summary>
public abstract class PageNode : IConstructableNode
{
    private protected PageNode()
    {
    }

    StringOrMemory IConstructableNode.NodeName => default;

    NodeFlags IConstructableNode.Flags => NodeFlags.None;

    IConstructableNode? IConstructableNode.Parent { get => Around; set => Around = value; }

    IConstructableNodeList IConstructableNode.ChildNodes => PageNodeList.Empty;

    /// <summary>The element it stands in, or the tree.</summary>
    internal IConstructableNode? Around { get; set; }

    void IConstructableNode.RemoveFromParent() => Around?.RemoveChild(this);

    void IConstructableNode.RemoveChild(IConstructableNode childNode) => throw NoChildren();

    void IConstructableNode.RemoveNode(int idx, IConstructableNode childNode) => throw NoChildren();

    void IConstructableNode.InsertNode(int idx, IConstructableNode childNode) => throw NoChildren();

    void IConstructableNode.AddNode(IConstructableNode node) => throw NoChildren();

    void IConstructableNode.AppendText(StringOrMemory text, bool emitWhiteSpaceOnly) => throw NoChildren();

    void IConstructableNode.InsertText(int idx, StringOrMemory text, bool emitWhiteSpaceOnly) => throw NoChildren();

    private static InvalidOperationException NoChildren() => new("Only elements have children.");
}
