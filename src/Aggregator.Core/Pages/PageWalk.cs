using System.Collections.Frozen;
using System.Text;
using Aggregator.Text;
using AngleSharp.Dom;

namespace Aggregator.Pages;

/// <summary>The walk that makes a <see cref="PageMap"/>.</summary>
internal sealed class PageWalk
{
    private static readonly FrozenDictionary<string, Role> Roles = new Dictionary<Role, string>
    {
        [Role.Block] = "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
            + "header hgroup hr label legend li main menu nav ol option p pre search section summary table tbody td tfoot th thead tr ul",
        [Role.Break] = "br",
        [Role.Unseen] = "script style noscript template svg math iframe object select textarea canvas audio video",
        [Role.Fact] = "meta link title base",
        [Role.Strong] = "strong b",
        [Role.Emphasis] = "em i cite dfn var",
        [Role.Code] = "code kbd samp tt",
        [Role.Above] = "sup",
        [Role.Below] = "sub",
        [Role.Link] = "a",
    }.SelectMany(pair => pair.Value.Split(' ').Select(name => (name, pair.Key))).ToFrozenDictionary(pair => pair.name, pair => pair.Key);

    private readonly Stack<Frame> _path = new();
    private readonly StringBuilder _text = new();
    private List<TextRun> _runs = [];
    private TextMarks _marks;
    private IElement? _link;
    private int _box = -1;
    private int _block = -1;
    private int _pre;
    private int _blockOfText;
    private int _breaks;
    private bool _isElementBreak = true;
    private bool _hasBlank;

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

    public List<PageBox> Boxes { get; } = [];

    public List<PageBlock> Blocks { get; } = [];

    public List<IElement> Metas { get; } = [];

    public List<IElement> Links { get; } = [];

    public List<IElement> Scripts { get; } = [];

    /// <summary>By hand and not by recursion, since pages nest deep; and by index, since a node that is asked for its next sibling looks itself up among all of them.</summary>
    public void Over(IElement root)
    {
        if (!Enter(root))
            return;
        while (_path.TryPop(out var at))
        {
            if (at.Next == at.Node.ChildNodes.Length)
            {
                Leave(at);
                continue;
            }
            _path.Push(at with { Next = at.Next + 1 });
            switch (at.Node.ChildNodes[at.Next])
            {
                case IText words: Take(words.Data); break;
                case IElement element: Enter(element); break;
            }
        }
    }

    /// <summary>True when what is inside it is to be walked.</summary>
    private bool Enter(IElement element)
    {
        var role = Roles.GetValueOrDefault(element.LocalName);
        switch (role)
        {
            case Role.Unseen: Note(element); return false;
            case Role.Fact: Note(element); return false;
            case Role.Break: Break(); return false;
        }
        var frame = new Frame(element, 0, role, _box, _block, _marks, _link);
        if (element.LocalName != "head")
            Open(element, role);
        _path.Push(frame);
        return true;
    }

    private void Open(IElement element, Role role)
    {
        if (role == Role.Block)
            EndLine();
        Boxes.Add(new PageBox(element, role == Role.Block ? BoxKind.Block : BoxKind.Inline, _box, _box < 0 ? 0 : Boxes[_box].Depth + 1, Blocks.Count));
        _box = Boxes.Count - 1;
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
        var open = _text.Length > 0 ? 1 : 0;
        Boxes[_box] = Boxes[_box] with { End = Boxes.Count, EndBlock = Blocks.Count + open };
        if (frame.Node.LocalName == "pre")
            _pre--;
        (_box, _block, _marks, _link) = (frame.Box, frame.Block, frame.Marks, frame.Link);
    }

    private void Take(string words)
    {
        foreach (var c in words)
        {
            if (_pre > 0 && c == '\n')
                Append(c);
            else if (char.IsWhiteSpace(c))
                _hasBlank = _text.Length > 0;
            else if (PlainText.IsVisible(c))
                Append(c);
        }
    }

    private void Append(char c)
    {
        if (_text.Length == 0)
            _blockOfText = _block;
        var end = _text.Length;
        if (_hasBlank)
            _text.Append(' ');
        _hasBlank = false;
        _text.Append(c);
        if (_marks == TextMarks.None && _link is null)
            return;
        // The blank between two runs belongs to neither.
        if (_runs.Count > 0 && _runs[^1] is var last && last.Start + last.Length == end && last.Marks == _marks && last.Link == _link)
            _runs[^1] = last with { Length = _text.Length - last.Start };
        else
            _runs.Add(new TextRun(_text.Length - 1, 1, _marks, _link));
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
        if (_text.Length > 0)
        {
            var before = _isElementBreak ? BlockBreak.Element : _breaks > 1 ? BlockBreak.Lines : BlockBreak.Line;
            Blocks.Add(new PageBlock(_blockOfText, _text.ToString(), _runs.Count == 0 ? [] : _runs, before));
            (_isElementBreak, _breaks) = (false, 0);
            if (_runs.Count > 0)
                _runs = [];
            _text.Clear();
        }
        _hasBlank = false;
    }

    private void Note(IElement element)
    {
        switch (element.LocalName)
        {
            case "meta": Metas.Add(element); break;
            case "link": Links.Add(element); break;
            case "script" when element.GetAttribute("type") is { } type && type.Contains("ld+json", StringComparison.OrdinalIgnoreCase): Scripts.Add(element); break;
        }
    }

    /// <summary>An element being walked, and what counted before it.</summary>
    private readonly record struct Frame(IElement Node, int Next, Role Role, int Box, int Block, TextMarks Marks, IElement? Link);
}
