using Aggregator.Text;
using AngleSharp.Html.Dom;

namespace Aggregator.Pages;

/// <summary>A page's tree walked once, as two arrays in document order: its elements, parents before children, and its blocks of text.</summary>
/// <remarks>
/// What lies inside an element is a range in both arrays, so whoever judges a part of the page needs neither a copy of the tree nor another walk.
/// What the head and the scripts say of the page is gathered on the way.
/// </remarks>
public sealed class PageMap
{
    private readonly PageTree _tree;
    private readonly Func<IHtmlDocument> _document;

    private PageMap(PageWalk walk, PageTree tree, Func<IHtmlDocument> document)
    {
        (_tree, _document) = (tree, document);
        (Boxes, Blocks, Metas, Links, Scripts) = (walk.TakeBoxes(), [.. walk.Blocks], walk.Metas, walk.Links, walk.Scripts);
    }

    /// <summary>Every element that is shown, parents before children; the first is the body.</summary>
    public PageBox[] Boxes { get; }

    /// <summary>Every run of text between two breaks, as a reader sees it.</summary>
    public PageBlock[] Blocks { get; }

    /// <summary>The blocks' texts, as one to look for words in.</summary>
    internal JoinedLines Joined => field ??= new JoinedLines(Array.ConvertAll(Blocks, block => block.Text));

    /// <summary>The meta elements, wherever they stand.</summary>
    public IReadOnlyList<PageElement> Metas { get; }

    /// <summary>The link elements, wherever they stand.</summary>
    public IReadOnlyList<PageElement> Links { get; }

    /// <summary>The scripts that hold data instead of code: JSON-LD.</summary>
    public IReadOnlyList<PageElement> Scripts { get; }

    /// <param name="document">The same page as AngleSharp's document, where somebody asks for selectors.</param>
    public static PageMap Of(PageTree page, Func<IHtmlDocument> document)
    {
        var walk = new PageWalk();
        if (page.Head is { } head)
            walk.Over(head);
        if (page.Body is { } body)
            walk.Over(body);
        return new PageMap(walk, page, document);
    }

    /// <summary>The places of the elements that a selector means, in order. Both trees hold the same elements, but for templates, which are no part of the page.</summary>
    public IReadOnlyList<int> PlacesOf(string selector)
    {
        var meant = _document().QuerySelectorAll(selector).ToHashSet();
        var chosen = _document().All.Where(element => element.LocalName != "template")
            .Zip(_tree.Elements().Where(element => element.LocalName != "template")).Where(pair => meant.Contains(pair.First)).Select(pair => pair.Second).ToHashSet();
        return [.. Enumerable.Range(0, Boxes.Length).Where(box => chosen.Contains(Boxes[box].Element))];
    }
}

/// <summary>One element of a page, and what lies inside it.</summary>
/// <param name="Element">Its node.</param>
/// <param name="Kind">What it does to the text around it.</param>
/// <param name="Parent">The place of the element around it; -1 for the body.</param>
/// <param name="Depth">Elements around it.</param>
/// <param name="FirstBlock">The place of the first block that begins inside it.</param>
public readonly record struct PageBox(PageElement Element, BoxKind Kind, int Parent, int Depth, int FirstBlock)
{
    /// <summary>One past the place of the last element inside it.</summary>
    public int End { get; init; }

    /// <summary>One past the place of the last block that begins inside it.</summary>
    public int EndBlock { get; init; }

    public bool IsEmpty => EndBlock == FirstBlock;
}

/// <summary>What an element does to the text around it.</summary>
public enum BoxKind
{
    /// <summary>It stands within a line.</summary>
    Inline,

    /// <summary>It begins and ends a line.</summary>
    Block,
}

/// <summary>A run of text between two breaks.</summary>
/// <param name="Box">The place of the innermost element around it that begins and ends a line.</param>
/// <param name="Text">One line: blanks folded, nothing invisible; inside <c>pre</c> lines and blanks as they are.</param>
/// <param name="Runs">The parts of the text that are linked or set apart, in order; they do not overlap.</param>
/// <param name="Break">What stands between it and the block before.</param>
public sealed record PageBlock(int Box, string Text, IReadOnlyList<TextRun> Runs, BlockBreak Break)
{
    /// <summary>Characters that lie in links.</summary>
    public int LinkLength { get; } = LengthOf(Runs);

    private static int LengthOf(IReadOnlyList<TextRun> runs)
    {
        var length = 0;
        for (var at = 0; at < runs.Count; at++)
            length += runs[at].Link is null ? 0 : runs[at].Length;
        return length;
    }
}

/// <summary>A part of a block's text that is linked or set apart.</summary>
/// <param name="Start">Its place in the block's text, in characters.</param>
/// <param name="Length">In characters.</param>
/// <param name="Link">The link around it; null when there is none.</param>
public readonly record struct TextRun(int Start, int Length, TextMarks Marks, PageElement? Link);

/// <summary>How a run of text is set apart.</summary>
[Flags]
public enum TextMarks
{
    None = 0,
    Strong = 1,
    Emphasis = 2,
    Code = 4,
    Above = 8,
    Below = 16,
}

/// <summary>What stands between two blocks.</summary>
public enum BlockBreak
{
    /// <summary>Another element begins or ends.</summary>
    Element,

    /// <summary>One line break within an element.</summary>
    Line,

    /// <summary>Two line breaks or more: a paragraph without its element.</summary>
    Lines,
}
