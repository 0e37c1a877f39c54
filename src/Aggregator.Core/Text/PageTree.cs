using AngleSharp.Html.Parser;
using AngleSharp.Text;

namespace Aggregator.Text;

/// <summary>A page as AngleSharp's parser reads it, in nodes that hold what is read of pages and no more.</summary>
/// <remarks>The tokens and the order of the tree are AngleSharp's; docs/decisions/0024 tells what the nodes spare.</remarks>
public sealed partial class PageTree
{
    private PageTree(TextSource source) => _source = source;

    /// <summary>The html element; there always is one.</summary>
    public PageElement Root { get; private set; } = null!;

    public PageElement? Head => Child("head", "head");

    public PageElement? Body => Child("body", "frameset");

    /// <summary>The text of the first title element; null without one.</summary>
    public string? Title => Elements().FirstOrDefault(element => element.Kind == ElementKind.Title)?.TextContent;

    /// <summary>What the page says that its links stand below; hardly any page does.</summary>
    public string? Base => _hasBase ? Elements().Where(element => element.LocalName == "base").Select(element => element.GetAttribute("href")).FirstOrDefault(href => href is not null) : null;

    /// <summary>Every element in document order.</summary>
    public IEnumerable<PageElement> Elements()
    {
        var path = new Stack<PageElement>([Root]);
        while (path.TryPop(out var element))
        {
            yield return element;
            for (var at = element.Nodes.Length - 1; at >= 0; at--)
            {
                if (element.Nodes[at].Node is PageElement child)
                    path.Push(child);
            }
        }
    }

    /// <summary>The tree of html that is only lent: it keeps none of it.</summary>
    internal static PageTree Parse(HtmlParser parser, ReadOnlyMemory<char> html, TokenGate gate)
    {
        var tree = parser.ParseDocument<PageTree, PageElement>(new TextSource(new ReadOnlyMemoryTextSource(html)), gate.Pass);
        // The builder holds a buffer as long as the page.
        tree._builder?.Dispose();
        (tree._builder, tree._source) = (null, null!);
        return tree;
    }

    private PageElement? Child(string name, string other)
    {
        foreach (var child in Root.Nodes)
        {
            if (child.Node is PageElement element && (element.LocalName == name || element.LocalName == other))
                return element;
        }
        return null;
    }
}
