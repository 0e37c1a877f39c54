using Ganss.Xss;

namespace Aggregator.Text;

/// <summary>Html that may be stored, shown and mailed: an allow-list of tags, web links only, links made absolute.</summary>
public static class SafeHtml
{
    private static readonly HashSet<string> Unseen = new(StringComparer.OrdinalIgnoreCase)
    {
        "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "form", "select", "textarea", "button", "title",
    };

    private static readonly HtmlSanitizer Sanitizer = Build();

    /// <summary>Cleans a fragment; null when nothing is left of it.</summary>
    public static string? Clean(string? html, Uri? address)
    {
        if (string.IsNullOrWhiteSpace(html))
            return null;
        var clean = Sanitizer.Sanitize(Nesting.Bounded(html), address?.AbsoluteUri ?? "").Trim();
        return clean.Length == 0 ? null : clean;
    }

    private static HtmlSanitizer Build()
    {
        var sanitizer = new HtmlSanitizer(new HtmlSanitizerOptions
        {
            AllowedTags = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
            {
                "a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "col", "colgroup", "dd", "del", "dfn", "div", "dl", "dt", "em",
                "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "ol", "p", "pre", "q", "s", "samp",
                "small", "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u", "ul", "var",
            },
            AllowedAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
            {
                "href", "src", "alt", "title", "lang", "dir", "cite", "datetime", "colspan", "rowspan", "headers", "scope", "start",
            },
            AllowedSchemes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "http", "https", "mailto" },
            UriAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "href", "src", "cite" },
            AllowedAtRules = new HashSet<AngleSharp.Css.Dom.CssRuleType>(),
            AllowedCssProperties = new HashSet<string>(StringComparer.OrdinalIgnoreCase),
        });
        sanitizer.AllowDataAttributes = false;
        // An unknown tag loses itself, not the words inside it; a script loses both.
        sanitizer.KeepChildNodes = true;
        sanitizer.RemovingTag += (_, removing) =>
        {
            if (Unseen.Contains(removing.Tag.LocalName))
                removing.Tag.TextContent = "";
        };
        return sanitizer;
    }
}
