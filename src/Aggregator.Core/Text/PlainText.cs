using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Aggregator.Text;

/// <summary>Text without markup, control characters or terminal escapes.</summary>
public static class PlainText
{
    private static readonly HtmlParser Parser = new();

    /// <summary>One line: every run of white space is one blank; invisible and control characters are gone.</summary>
    public static string OneLine(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var line = new StringBuilder(text.Length);
        var blank = false;
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c))
                blank = line.Length > 0;
            else if (IsVisible(c))
            {
                if (blank)
                    line.Append(' ');
                blank = false;
                line.Append(c);
            }
        }
        return line.ToString();
    }

    /// <summary>A title or a name that may carry markup or entities, as one line; null when nothing is left.</summary>
    public static string? Title(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var plain = text.AsSpan().IndexOfAny('<', '&') < 0 ? text : Parser.ParseFragment(Nesting.Bounded(text), null!).TextOf();
        var line = OneLine(plain);
        return line.Length == 0 ? null : line;
    }

    /// <summary>Paragraphs parted by a blank line. <paramref name="html"/> may be a fragment or a whole page.</summary>
    public static string OfHtml(string? html)
    {
        if (string.IsNullOrWhiteSpace(html))
            return "";
        return string.Join("\n\n", PageLines.OfHtml(Nesting.Parse(Parser, html), null).Select(line => line.Text));
    }

    /// <summary>At most <paramref name="length"/> characters, cut between words, with an ellipsis when cut.</summary>
    public static string Shortened(string text, int length)
    {
        if (text.Length <= length)
            return text;
        var blank = text.LastIndexOf(' ', length - 1);
        var cut = blank > length / 2 ? blank : length - 1;
        // Half a surrogate pair is no character.
        return text[..(cut > 0 && char.IsHighSurrogate(text[cut - 1]) ? cut - 1 : cut)].TrimEnd(',', ';', ':', ' ', '–', '-') + "…";
    }

    private static string TextOf(this INodeList nodes) => string.Concat(nodes.Select(node => node.TextContent));

    private static bool IsVisible(char c) =>
        !char.IsControl(c) && c is not ('\u00AD' or '\u061C' or '\u200B' or '\u200C' or '\u200D' or '\u2060' or '\uFEFF' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'));
}
