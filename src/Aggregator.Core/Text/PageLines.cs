using System.Text;
using System.Text.RegularExpressions;

namespace Aggregator.Text;

/// <summary>A link on a line: its words and where it leads.</summary>
public sealed record LineLink(string Text, Uri Address);

/// <summary>One line as a reader sees it, with the links that stand on it.</summary>
public sealed record TextLine(string Text, IReadOnlyList<LineLink> Links)
{
    /// <summary>True for a link that was written on the line but leads nowhere on the web.</summary>
    public bool HasDeadLink { get; init; }

    /// <summary>True when all of its words are set in strong, em or a lower heading.</summary>
    public bool IsEmphasised { get; init; }
}

/// <summary>A document as lines: what a page of html and its plain text have in common.</summary>
public static partial class PageLines
{
    private static readonly HashSet<string> Blocks = new(StringComparer.OrdinalIgnoreCase)
    {
        "address", "article", "aside", "blockquote", "br", "caption", "dd", "details", "div", "dl", "dt", "figcaption", "figure", "footer", "form",
        "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td",
        "tfoot", "th", "thead", "tr", "ul",
    };

    private static readonly HashSet<string> Emphases = new(StringComparer.OrdinalIgnoreCase) { "strong", "b", "em", "i", "h2", "h3", "h4", "h5", "h6" };

    private static readonly HashSet<string> Unseen = new(StringComparer.OrdinalIgnoreCase)
    {
        "head", "script", "style", "noscript", "template", "svg", "iframe", "object", "select", "textarea",
    };

    /// <summary>The lines of plain text; web addresses in it count as links.</summary>
    public static IReadOnlyList<TextLine> OfText(string text)
    {
        var lines = new List<TextLine>();
        foreach (var raw in text.AsSpan().EnumerateLines())
        {
            var line = PlainText.OneLine(raw.ToString());
            if (line.Length > 0)
                lines.Add(new TextLine(line, AddressesIn(line)));
        }
        return lines;
    }

    /// <summary>The lines of a page or of an element, links resolved against <paramref name="address"/>.</summary>
    public static IReadOnlyList<TextLine> OfHtml(PageElement root, Uri? address)
    {
        var lines = new List<TextLine>();
        var open = new OpenLine(address, lines);
        // By hand and not by recursion: pages nest a hundred thousand deep when somebody wants them to.
        var path = new Stack<(PageElement Element, int Next)>([(root, 0)]);
        while (path.TryPop(out var at))
        {
            if (at.Next == at.Element.Nodes.Length)
            {
                if (at.Element != root)
                    open.Leave(at.Element);
                continue;
            }
            path.Push((at.Element, at.Next + 1));
            switch (at.Element.Nodes[at.Next].Node)
            {
                case PageText words: open.Take(words.Data); break;
                case PageElement element when !Unseen.Contains(element.LocalName):
                    open.Enter(element);
                    path.Push((element, 0));
                    break;
            }
        }
        open.End();
        return lines;
    }

    /// <summary>The web addresses written in a line, without the punctuation that follows them.</summary>
    public static IReadOnlyList<LineLink> AddressesIn(string line)
    {
        // Without backtracking the pattern is linear, so it needs no bounds; WebAddress has them.
        if (!MayHaveAddress(line))
            return [];
        var found = new List<LineLink>();
        foreach (Match match in Address().Matches(line))
        {
            var text = match.Value.Replace("&amp;", "&", StringComparison.Ordinal).TrimEnd('.', ',', ';', ':', ']', '>', '"', '’', '”', '\'', '&', '!', '?');
            if (text.EndsWith(')') && text.Count(c => c == '(') < text.Count(c => c == ')'))
                text = text[..^1].TrimEnd('.', ',');
            if (WebAddress.TryParse(text, out var address))
                found.Add(new LineLink(text, address));
        }
        return found;
    }

    /// <summary>Cheap: false for almost every line.</summary>
    public static bool MayHaveAddress(string line) => line.Contains("://", StringComparison.Ordinal) || line.Contains("www.", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"(?:https?://|\bwww\.)[^\s<>""“”]+", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Address();

    /// <summary>The line that is being gathered while the document is walked.</summary>
    private sealed class OpenLine(Uri? address, List<TextLine> lines)
    {
        private readonly StringBuilder _text = new();
        private List<LineLink> _links = [];
        private bool _hasDeadLink;
        private bool _hasPlainWords;
        private int _emphasis;

        public void Take(string words)
        {
            _text.Append(words);
            _hasPlainWords |= _emphasis == 0 && !string.IsNullOrWhiteSpace(words);
        }

        public void Enter(PageElement element)
        {
            if (Blocks.Contains(element.LocalName))
                End();
            if (Emphases.Contains(element.LocalName))
                _emphasis++;
        }

        public void Leave(PageElement element)
        {
            if (Emphases.Contains(element.LocalName))
                _emphasis--;
            if (element.LocalName == "a" && element.GetAttribute("href") is { } href)
                Take(element, href);
            else if (Blocks.Contains(element.LocalName))
                End();
        }

        public void End()
        {
            var line = PlainText.OneLine(_text.ToString());
            if (line.Length > 0 || _links.Count > 0)
                lines.Add(new TextLine(line, _links.Count > 0 ? _links : AddressesIn(line)) { HasDeadLink = _hasDeadLink, IsEmphasised = !_hasPlainWords });
            _text.Clear();
            _links = [];
            _hasDeadLink = _hasPlainWords = false;
        }

        private void Take(PageElement anchor, string href)
        {
            if (WebAddress.Resolve(address, href) is { } target)
                _links.Add(new LineLink(PlainText.OneLine(anchor.TextContent), target));
            else
                _hasDeadLink = true;
        }
    }
}
