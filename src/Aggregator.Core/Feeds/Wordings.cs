using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using Aggregator.Text;

namespace Aggregator.Feeds;

/// <summary>Reads titles and bodies in all the ways feeds wrap them: escaped, CDATA, inline markup, xhtml, base64.</summary>
internal sealed class Wordings(LooseXml xml)
{
    private const int LongestName = 12;

    private static readonly FrozenSet<string> Tags = new[]
    {
        "a", "abbr", "acronym", "address", "b", "big", "blockquote", "br", "center", "cite", "code", "dd", "del", "div", "dl", "dt", "em", "figure", "font",
        "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "iframe", "img", "ins", "li", "ol", "p", "pre", "q", "s", "script", "small", "span", "strike", "strong", "sub", "sup",
        "table", "tbody", "td", "th", "tr", "tt", "u", "ul", "video",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly SearchValues<char> NameEnds = SearchValues.Create(" >/;\t\r\n");

    /// <summary>Html, as RSS and its extensions mean it.</summary>
    public Words Html()
    {
        var from = xml.Base;
        var text = xml.ReadText(isData: false, out var hasMarkup);
        return new Words(text, true, hasMarkup ? xml.InnerBase : from);
    }

    /// <summary>A title: html only where it shows tags that html has; <c>List&lt;T&gt;</c> is a title too, with entities beside it or not.</summary>
    public Words Title(bool isTyped)
    {
        var words = Typed(isTyped);
        if (isTyped || LooksLikeHtml(words.Text, tagsOnly: true))
            return isTyped ? words : words with { IsHtml = true };
        return words.Text.Contains('&', StringComparison.Ordinal) ? words with { Text = words.Text.Replace("<", "&lt;", StringComparison.Ordinal), IsHtml = true } : words with { IsHtml = false };
    }

    /// <summary>A text whose type may be given, as Atom does; where it is not, Atom means plain text and RSS means html.</summary>
    public Words Typed(bool isTyped)
    {
        var from = xml.Base;
        var type = xml.Attribute("type")?.Trim().ToLowerInvariant() ?? (isTyped ? "text" : "html");
        var isBase64 = xml.Attribute("mode") is { } mode ? mode.Trim().Equals("base64", StringComparison.OrdinalIgnoreCase) : IsBinary(type);
        var isXhtml = type is "xhtml" or "application/xhtml+xml";
        var text = xml.ReadText(isData: isXhtml, out var hasMarkup);
        if (isBase64 && !hasMarkup)
            text = OfBase64(text) ?? text;
        return new Words(text, hasMarkup || (!isXhtml && type.Contains("html", StringComparison.Ordinal)) || LooksLikeHtml(text), hasMarkup ? xml.InnerBase : from);
    }

    /// <summary>True when tags or entities that html has stand in the text: publishers forget to say so.</summary>
    private static bool LooksLikeHtml(ReadOnlySpan<char> text, bool tagsOnly = false)
    {
        var lookup = Tags.GetAlternateLookup<ReadOnlySpan<char>>();
        var lastMark = text.LastIndexOf('>');
        for (var at = text.IndexOfAny('<', '&'); at >= 0; at = text.IndexOfAny('<', '&'))
        {
            var isTag = text[at] == '<';
            text = text[(at + 1)..];
            lastMark -= at + 1;
            var name = isTag && text.StartsWith("/") ? text[1..] : text;
            name = name[..Math.Min(name.Length, LongestName)];
            var end = name.IndexOfAny(NameEnds);
            if (end > 0 && (isTag ? lastMark > 0 && lookup.Contains(name[..end]) : !tagsOnly && name[end] == ';' && IsEntity(name[..end])))
                return true;
        }
        return false;
    }

    private static bool IsEntity(ReadOnlySpan<char> name) =>
        name[0] == '#' || (char.IsAsciiLetter(name[0]) && System.Net.WebUtility.HtmlDecode(string.Concat("&", name, ";")).Length < name.Length);

    private static bool IsBinary(string type) =>
        type.Contains('/', StringComparison.Ordinal) && !type.StartsWith("text/", StringComparison.Ordinal) && !type.Contains("html", StringComparison.Ordinal)
        && !type.EndsWith("+xml", StringComparison.Ordinal) && !type.EndsWith("/xml", StringComparison.Ordinal);

    private static string? OfBase64(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) && System.Text.Unicode.Utf8.IsValid(bytes.AsSpan(0, length)) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }
}
