using System.Buffers;
using Aggregator.Text;

namespace Aggregator.Pages;

/// <summary>The walk that makes a <see cref="PageMap"/>.</summary>
internal sealed class PageWalk
{
    /// <summary>By the number of an element's kind.</summary>
    private static readonly Role[] Roles = ElementKind.Table(new Dictionary<Role, string>
    {
        [Role.Block] = "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
            + "header hgroup hr label legend li main menu nav ol option p pre search section summary table tbody td tfoot th thead tr ul",
        [Role.Break] = "br",
        [Role.Unseen] = "script style noscript template svg math iframe object select textarea canvas audio video rt rp rtc",
        [Role.Fact] = "meta link title base",
        [Role.Strong] = "strong b",
        [Role.Emphasis] = "em i cite dfn var",
        [Role.Code] = "code kbd samp tt",
        [Role.Above] = "sup",
        [Role.Below] = "sub",
        [Role.Link] = "a",
    });

    private static readonly WordList WaysBack = new("return to (text|reference)|back to text|zurück zum text|retour au texte|volver al texto|torna al testo|voltar ao texto|terug naar tekst");

    // Lent: grown by doubling, it would be thrown away several times over.
    private PageBox[] _boxes = ArrayPool<PageBox>.Shared.Rent(1024);
    private int _boxCount;
    private Frame[] _path = new Frame[64];
    private int _depth;
    private readonly PageLine _line = new();
    private TextMarks _marks;
    private PageElement? _link;
    private int _box = -1;
    private int _block = -1;
    private int _pre;
    private int _blockOfText;
    private int _breaks;
    private bool _isElementBreak = true;

    /// <summary>What an element's name says of it.</summary>
    private enum Role
    {
        Inline,
        Block,
        Break,
        Unseen,
        Fact,
        Strong,
        Emphasis,
        Code,
        Above,
        Below,
        Link,
    }

    public List<PageBlock> Blocks { get; } = [];

    public List<PageElement> Metas { get; } = [];

    public List<PageElement> Links { get; } = [];

    public List<PageElement> Scripts { get; } = [];

    /// <summary>By hand and not by recursion, since pages nest deep.</summary>
    public void Over(PageElement root)
    {
        Enter(root, Roles[root.Kind.Number]);
        while (_depth > 0)
        {
            ref var at = ref _path[_depth - 1];
            if (at.Next == at.Node.Nodes.Length)
            {
                Leave(at);
                _depth--;
                continue;
            }
            switch (at.Node.Nodes[at.Next++].Node)
            {
                case PageText words:
                    if (_line.IsEmpty)
                        _blockOfText = _block;
                    _line.Take(words.Data, _pre > 0, _marks, _link);
                    break;
                case PageElement element: Enter(element, IsInstead(at) ? Role.Inline : Roles[element.Kind.Number]); break;
            }
        }
    }

    /// <summary>Every element that is shown, at the end of the walk.</summary>
    public PageBox[] TakeBoxes()
    {
        var boxes = _boxes.AsSpan(0, _boxCount).ToArray();
        GiveBack([]);
        return boxes;
    }

    private PageBox[] Lent(int length)
    {
        var longer = ArrayPool<PageBox>.Shared.Rent(length);
        _boxes.AsSpan(0, _boxCount).CopyTo(longer);
        return longer;
    }

    private void GiveBack(PageBox[] next)
    {
        _boxes.AsSpan(0, _boxCount).Clear();
        ArrayPool<PageBox>.Shared.Return(_boxes);
        _boxes = next;
    }

    /// <summary>True for a <c>noscript</c> behind a text that a script shows: the same text, for readers without scripts, as Google's blogs have it.</summary>
    private static bool IsInstead(Frame parent)
    {
        var at = parent.Next - 1;
        if (parent.Node.Nodes[at].Node is not PageElement { LocalName: "noscript" })
            return false;
        while (--at >= 0 && parent.Node.Nodes[at].Node is not PageElement)
        {
        }
        return at >= 0 && parent.Node.Nodes[at].Node is PageElement { LocalName: "script" } script && script.GetAttribute("type") == "text/template";
    }

    /// <summary>True for the link from a note to where it is referred to: words for a hand, and not for a reader.</summary>
    private static bool IsWayBack(PageElement link) =>
        link.GetAttribute("href") is ['#', _, ..] && WaysBack.Is(link.TextContent.AsSpan().Trim());

    private void Enter(PageElement element, Role role)
    {
        switch (role)
        {
            case Role.Unseen or Role.Fact: Note(element); return;
            case Role.Break: Break(); return;
            case Role.Link when IsWayBack(element): return;
        }
        if (_depth == _path.Length)
            Array.Resize(ref _path, 2 * _depth);
        _path[_depth++] = new Frame(element, role, _box, _block, _marks, _link);
        if (element.LocalName != "head")
            Open(element, role);
    }

    private void Open(PageElement element, Role role)
    {
        if (role == Role.Block)
            EndLine();
        if (_boxCount == _boxes.Length)
            GiveBack(Lent(2 * _boxCount));
        _boxes[_boxCount] = new PageBox(element, role == Role.Block ? BoxKind.Block : BoxKind.Inline, _box, _box < 0 ? 0 : _boxes[_box].Depth + 1, Blocks.Count);
        _box = _boxCount++;
        if (role == Role.Block)
            _block = _box;
        if (element.LocalName == "pre")
            _pre++;
        _marks |= role switch
        {
            Role.Strong => TextMarks.Strong,
            Role.Emphasis => TextMarks.Emphasis,
            Role.Code => TextMarks.Code,
            Role.Above => TextMarks.Above,
            Role.Below => TextMarks.Below,
            _ => TextMarks.None,
        };
        if (role == Role.Link && element.HasAttribute("href"))
            _link = element;
    }

    private void Leave(Frame frame)
    {
        if (frame.Node.LocalName == "head")
            return;
        if (frame.Role == Role.Block)
            EndLine();
        // A line that goes on after an inline element began before its end: it counts as inside.
        var open = _line.IsEmpty ? 0 : 1;
        _boxes[_box] = _boxes[_box] with { End = _boxCount, EndBlock = Blocks.Count + open };
        if (frame.Node.LocalName == "pre")
            _pre--;
        (_box, _block, _marks, _link) = (frame.Box, frame.Block, frame.Marks, frame.Link);
    }

    private void Break()
    {
        EndBlock();
        _breaks++;
    }

    private void EndLine()
    {
        EndBlock();
        _isElementBreak = true;
    }

    private void EndBlock()
    {
        if (_line.End(_pre > 0) is not (var text, var runs))
            return;
        var before = _isElementBreak ? BlockBreak.Element : _breaks > 1 ? BlockBreak.Lines : BlockBreak.Line;
        Blocks.Add(new PageBlock(_blockOfText, text, runs, before));
        (_isElementBreak, _breaks) = (false, 0);
    }

    private void Note(PageElement element)
    {
        switch (element.LocalName)
        {
            case "meta": Metas.Add(element); break;
            case "link": Links.Add(element); break;
            case "script" when element.GetAttribute("type") is { } type && type.Contains("ld+json", StringComparison.OrdinalIgnoreCase): Scripts.Add(element); break;
        }
    }

    /// <summary>An element being walked, how far, and what counted before it.</summary>
    private record struct Frame(PageElement Node, Role Role, int Box, int Block, TextMarks Marks, PageElement? Link)
    {
        /// <summary>The place of the child that comes next.</summary>
        public int Next { get; set; }
    }
}
