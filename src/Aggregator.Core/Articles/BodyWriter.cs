using System.Buffers;
using System.Globalization;
using System.Text;
using Aggregator.Pages;
using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>Writes html, and beside it the text, from the blocks of a body: headings, paragraphs, lists, quotations, tables, links and what is set apart. The html is safe since nothing else can be written.</summary>
internal sealed class BodyWriter
{
    /// <summary>Lists in lists and quotations in quotations; what nests deeper is written flat.</summary>
    private const int Deepest = 12;

    /// <summary>Columns that a cell may span, and where a list may begin: a browser takes no more columns.</summary>
    private const int LargestNumber = 1000;

    private static readonly SearchValues<char> Marks = SearchValues.Create("&<>\u00A0");

    private readonly PageMap _map;
    private readonly Uri? _address;
    private readonly StringBuilder _html = new();
    private readonly List<(int Box, string Tag)> _open = [];
    private readonly List<(int Box, string Tag)> _wanted = [];
    private readonly BodyTables _tables;
    private int _cell = -1;

    private BodyWriter(PageMap map, Uri? address) => (_map, _address, _tables) = (map, address, new BodyTables(map));

    /// <param name="places">The blocks, in order.</param>
    /// <param name="address">The base of their links.</param>
    public static (string Text, string Html) Write(PageMap map, IReadOnlyList<int> places, Uri? address)
    {
        var writer = new BodyWriter(map, address);
        var text = new BodyText(map, writer._tables, address);
        var leaf = "";
        for (var at = 0; at < places.Count; at++)
        {
            var (block, before) = (map.Blocks[places[at]], at > 0 ? places[at - 1] : -1);
            if (writer._html.Length + block.Text.Length > SafeHtml.Longest)
                break;
            var isNextLine = writer.IsNextLine(before, places[at]);
            text.Add(before, places[at], isNextLine);
            if (isNextLine && leaf != "pre")
            {
                writer._html.Append("<br>");
            }
            else
            {
                writer.Close(leaf);
                leaf = writer.Open(block);
            }
            writer.Words(block);
        }
        writer.Close(leaf);
        writer.CloseTo(0);
        return (text.ToString(), writer._html.ToString());
    }

    /// <summary>True for lines of one paragraph.</summary>
    private bool IsNextLine(int before, int block) =>
        before >= 0 && block == before + 1 && _map.Blocks[block].Break == BlockBreak.Line && _map.Blocks[block].Box == _map.Blocks[before].Box;

    /// <summary>Opens what stands around a block and is not open yet; the tag of the block itself is what comes back.</summary>
    private string Open(PageBlock block)
    {
        Want(block.Box);
        var same = 0;
        while (same < _open.Count && same < _wanted.Count && _open[same] == _wanted[same])
            same++;
        CloseTo(same);
        for (; same < _wanted.Count; same++)
        {
            _open.Add(_wanted[same]);
            Open(_wanted[same].Box, _wanted[same].Tag);
        }
        var leaf = LeafOf(block);
        if (leaf.Length > 0)
            _html.Append('<').Append(leaf).Append('>');
        return leaf;
    }

    private void Open(int box, string tag)
    {
        if (tag is "td" or "th")
        {
            foreach (var empty in _tables.EmptyBefore(box, _cell))
                _html.Append(Start(empty)).Append("</").Append(_map.Boxes[empty].Element.LocalName).Append('>');
            _cell = box;
        }
        _html.Append(tag == "table" ? "<table><tbody>" : Start(box));
    }

    /// <summary>Of what an element is told, only the numbers that say where a cell or a list stands.</summary>
    private string Start(int box)
    {
        var element = _map.Boxes[box].Element;
        return element.LocalName switch
        {
            "td" or "th" => $"<{element.LocalName}{Number(element, "colspan")}{Number(element, "rowspan")}>",
            "ol" => $"<ol{Number(element, "start")}>",
            var name => $"<{name}>",
        };
    }

    private static string Number(PageElement element, string name) =>
        int.TryParse(element.GetAttribute(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 1 and <= LargestNumber ? string.Create(CultureInfo.InvariantCulture, $" {name}=\"{number}\"") : "";

    private string LeafOf(PageBlock block)
    {
        var name = _map.Boxes[block.Box].Element.LocalName;
        return name switch
        {
            "h1" => "h2",
            "h2" or "h3" or "h4" or "h5" or "h6" or "pre" => name,
            "li" or "td" or "th" when _wanted.Count > 0 && _wanted[^1].Box == block.Box => "",
            _ when _wanted.Count > 0 && _wanted[^1].Tag is "ul" or "ol" => "li",
            _ => "p",
        };
    }

    /// <summary>What stands around a block, the outermost first: only what may stand there.</summary>
    private void Want(int box)
    {
        _wanted.Clear();
        for (; box >= 0; box = _map.Boxes[box].Parent)
        {
            if (_map.Boxes[box].Element.LocalName is "ul" or "ol" or "li" or "blockquote" or "table" or "tr" or "td" or "th")
                _wanted.Add((box, _map.Boxes[box].Element.LocalName));
        }
        _wanted.Reverse();
        var kept = 0;
        for (var at = 0; at < _wanted.Count; at++)
        {
            var frame = _wanted[at];
            var around = kept == 0 ? "" : _wanted[kept - 1].Tag;
            var fits = kept < Deepest && frame.Tag switch
            {
                "li" => around is "ul" or "ol",
                "tr" => around is "table",
                "td" or "th" => around is "tr",
                "table" => around is not ("ul" or "ol" or "table" or "tr") && _tables.IsTable(frame.Box),
                _ => around is not ("ul" or "ol" or "table" or "tr"),
            };
            if (fits)
                _wanted[kept++] = frame;
        }
        // What stands in a table but in none of its cells stands beside it.
        while (kept > 0 && _wanted[kept - 1].Tag is "table" or "tr")
            kept--;
        _wanted.RemoveRange(kept, _wanted.Count - kept);
    }

    private void Close(string leaf)
    {
        if (leaf.Length > 0)
            _html.Append("</").Append(leaf).Append('>');
    }

    private void CloseTo(int count)
    {
        for (; _open.Count > count; _open.RemoveAt(_open.Count - 1))
            _html.Append(_open[^1].Tag == "table" ? "</tbody></table>" : $"</{_open[^1].Tag}>");
    }

    private void Words(PageBlock block)
    {
        var (at, open) = (0, (PageElement?)null);
        foreach (var run in block.Runs)
        {
            var gap = block.Text.AsSpan(at, run.Start - at);
            if (open is not null && (open != run.Link || !gap.IsWhiteSpace()))
            {
                _html.Append("</a>");
                open = null;
            }
            Encode(gap);
            if (run.Link is not null && open is null && AddressOf(run.Link) is { } address)
            {
                _html.Append("<a href=\"");
                Encode(address);
                _html.Append("\">");
                open = run.Link;
            }
            Marked(run.Marks, block.Text.AsSpan(run.Start, run.Length));
            at = run.Start + run.Length;
        }
        if (open is not null)
            _html.Append("</a>");
        Encode(block.Text.AsSpan(at));
    }

    private void Marked(TextMarks marks, ReadOnlySpan<char> text)
    {
        if (marks.HasFlag(TextMarks.Strong))
            _html.Append("<strong>");
        if (marks.HasFlag(TextMarks.Emphasis))
            _html.Append("<em>");
        if (marks.HasFlag(TextMarks.Code))
            _html.Append("<code>");
        if (marks.HasFlag(TextMarks.Above))
            _html.Append("<sup>");
        if (marks.HasFlag(TextMarks.Below))
            _html.Append("<sub>");
        Encode(text);
        if (marks.HasFlag(TextMarks.Below))
            _html.Append("</sub>");
        if (marks.HasFlag(TextMarks.Above))
            _html.Append("</sup>");
        if (marks.HasFlag(TextMarks.Code))
            _html.Append("</code>");
        if (marks.HasFlag(TextMarks.Emphasis))
            _html.Append("</em>");
        if (marks.HasFlag(TextMarks.Strong))
            _html.Append("</strong>");
    }

    private string? AddressOf(PageElement link)
    {
        var href = link.GetAttribute("href");
        if (href is not null && href.AsSpan().TrimStart().StartsWith("mailto:", StringComparison.OrdinalIgnoreCase))
            return href.Length <= WebAddress.MaxLength && Uri.TryCreate(href.Trim(), UriKind.Absolute, out var mail) && mail.Scheme == Uri.UriSchemeMailto ? mail.AbsoluteUri : null;
        return WebAddress.Resolve(_address, href)?.AbsoluteUri;
    }

    private void Encode(ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOfAny(Marks); at >= 0; at = text.IndexOfAny(Marks))
        {
            _html.Append(text[..at]).Append(text[at] switch { '&' => "&amp;", '<' => "&lt;", '>' => "&gt;", _ => "&nbsp;" });
            text = text[(at + 1)..];
        }
        _html.Append(text);
    }
}
