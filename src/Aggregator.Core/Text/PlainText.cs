using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Aggregator.Text;

/// <summary>Text without markup, control characters or terminal escapes.</summary>
public static partial class PlainText
{
    private static readonly HtmlParser Parser = new();

    /// <summary>One line: every run of white space is one blank; invisible and control characters are gone.</summary>
    public static string OneLine(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        if (IsOneLine(text))
            return text;
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
        var line = OneLine(text.AsSpan().IndexOfAny('<', '&') < 0 ? text : Decoded(text));
        return line.Length == 0 ? null : line;
    }

    /// <summary>The text without the blanks around it; null when there is nothing else.</summary>
    public static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    /// <summary>Paragraphs parted by a blank line. <paramref name="html"/> may be a fragment or a whole page.</summary>
    public static string OfHtml(string? html)
    {
        if (string.IsNullOrWhiteSpace(html))
            return "";
        return string.Join("\n\n", LinesOf(html, null).Select(line => line.Text));
    }

    /// <summary>The lines of html with their links, resolved against <paramref name="address"/>.</summary>
    public static IReadOnlyList<TextLine> LinesOf(string? html, Uri? address) =>
        string.IsNullOrWhiteSpace(html) ? [] : PageLines.OfHtml(Nesting.TreeOf(html.AsMemory()).Root, address);

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

    /// <summary>True for plain ASCII that needs no change: most titles and all dates.</summary>
    private static bool IsOneLine(ReadOnlySpan<char> text) =>
        text[0] != ' ' && text[^1] != ' ' && !text.ContainsAnyExceptInRange(' ', '~') && !text.Contains("  ", StringComparison.Ordinal);

    /// <summary>As a browser reads it, but that <c>&amp;copy=2</c> is the value of a query, as it would be in a link, and no sign.</summary>
    private static string Decoded(string text) => PlainReferences().IsMatch(text)
        ? WebUtility.HtmlDecode(text)
        : Parser.ParseFragment(Nesting.Bounded(LostMarks.Kept(QueryValue().Replace(text, "&amp;$1"), SafeHtml.Known)), null!).TextOf();

    /// <summary>References that .NET decodes as html does: it knows the names of html 4 alone, and takes 150 for a control character.</summary>
    [GeneratedRegex("^([^<&]|&(amp|lt|gt|quot|apos|nbsp|#(3[2-9]|[4-9][0-9]|1[01][0-9]|12[0-6]|8[0-9]{3}));|&[^A-Za-z#&<])*&?\\z", RegexOptions.NonBacktracking)]
    private static partial Regex PlainReferences();

    [GeneratedRegex("&([A-Za-z][A-Za-z0-9]*=)", RegexOptions.NonBacktracking)]
    private static partial Regex QueryValue();

    /// <summary>The words of a fragment without its scripts; where it is only an image, what the image stands for.</summary>
    private static string TextOf(this INodeList nodes)
    {
        var words = string.Concat(nodes.SelectMany(node => node.DescendantsAndSelf<IText>()).Where(text => text.ParentElement?.LocalName is not ("script" or "style")).Select(text => text.Data));
        return string.IsNullOrWhiteSpace(words)
            ? string.Join(' ', nodes.SelectMany(node => node.DescendantsAndSelf<IElement>()).Select(element => element.GetAttribute("alt")))
            : words;
    }

    /// <summary>False for what is not seen and turns the order of letters around, or splits words. Joiners and marks of direction stay: Persian, Hindi and emoji need them.</summary>
    internal static bool IsVisible(char c) =>
        !char.IsControl(c) && c is not ('\u00AD' or '\u200B' or '\u2060' or '\uFEFF' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'));
}
