using System.Collections;
using AngleSharp.Html.Construction;

namespace Aggregator.Text;

/// <summary>The children of a node as AngleSharp's tree builder asks for them, where it moves some: seldom.</summary>
internal sealed class PageNodeList(PageElement? parent, PageElement? only) : IConstructableNodeList
{
    public static PageNodeList Empty { get; } = new(null, null);

    public int Length => parent?.Nodes.Length ?? (only is null ? 0 : 1);

    public IConstructableNode this[int index] => parent is not null ? parent.Nodes[index].Node : only!;

    public void Clear() => parent?.RemoveAll();

    public IEnumerator<IConstructableNode> GetEnumerator()
    {
        for (var at = 0; at < Length; at++)
            yield return this[at];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
