using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Aggregator.Text;

/// <summary>Takes out of html the tags that nest deeper than any page needs; their words stay.</summary>
/// <remarks>The parser's time grows with the square of the depth: a megabyte of open tags held it for a minute.</remarks>
public static partial class Nesting
{
    /// <summary>Browsers stop at 512; real pages that forget their end tags count more without being so deep.</summary>
    public const int Deepest = 2_000;

    /// <summary>Elements that never hold others, or that end by themselves where the next of their kind begins.</summary>
    private static readonly HashSet<string> Flat = new(StringComparer.OrdinalIgnoreCase)
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "body", "head", "html",
        "a", "button", "h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot", "colgroup", "caption", "option", "optgroup", "rp", "rt",
        "path", "circle", "ellipse", "line", "polygon", "polyline", "rect", "stop", "use", "image",
    };

    private static readonly SearchValues<char> NameEnds = SearchValues.Create(" >/\t\n\r\f");

    public static string Bounded(string html)
    {
        if (html.AsSpan().Count('<') <= Deepest)
            return html;
        var kept = new StringBuilder();
        var (depth, deeper, copied) = (0, 0, 0);
        foreach (var tag in Tag().EnumerateMatches(html))
        {
            var text = html.AsSpan(tag.Index, tag.Length);
            var isEnd = text[1] == '/';
            var change = IsFlat(text[(isEnd ? 2 : 1)..]) ? 0 : isEnd ? -1 : 1;
            if (deeper > 0 || depth + change > Deepest)
            {
                kept.Append(html.AsSpan(copied, tag.Index - copied)).Append(' ');
                copied = tag.Index + tag.Length;
                deeper += change;
            }
            else
                depth = Math.Max(0, depth + change);
        }
        return copied == 0 ? html : kept.Append(html.AsSpan(copied)).ToString();
    }

    private static bool IsFlat(ReadOnlySpan<char> afterMark)
    {
        var end = afterMark.IndexOfAny(NameEnds);
        return Flat.GetAlternateLookup<ReadOnlySpan<char>>().Contains(afterMark[..end]);
    }

    [GeneratedRegex("</?[A-Za-z][^>]*>", RegexOptions.NonBacktracking)]
    private static partial Regex Tag();
}
