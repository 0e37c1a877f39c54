using System.Buffers;
using System.Collections.Frozen;
using System.Net;
using System.Text;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens.Struct;
using Ganss.Xss;

namespace Aggregator.Text;

/// <summary>Html that may be stored, shown and mailed: an allow-list of tags, web links only, links made absolute.</summary>
/// <remarks>
/// What is safe, HtmlSanitizer decides, over the whole tree. What it would take out anyway and what costs it most, unknown tags and
/// attributes, is kept from the tree; what is longer than <see cref="Longest"/> is cut off between two tags.
/// </remarks>
public static class SafeHtml
{
    /// <summary>What may be left of a body, in characters; a tag counts for 32, a link as it is when absolute.</summary>
    public const int Longest = 4_000_000;

    private static readonly FrozenSet<string> Tags = Names(
        "a abbr address article aside audio b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure "
        + "footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd li main mark nav ol p pre q rp rt ruby s samp section small source span strong sub "
        + "summary sup table tbody td tfoot th thead time tr u ul var video wbr");

    private static readonly FrozenSet<string> Attributes = Names("href src alt title lang dir cite datetime colspan rowspan headers scope start poster controls type");

    /// <summary>Elements whose words nobody was to read.</summary>
    private static readonly FrozenSet<string> Unseen = Names(
        "script style noscript template svg math iframe form select textarea button title noframes noembed");

    /// <summary>Not allowed, but the tree around them is another one without them: what they hold is read otherwise, or they end a paragraph.</summary>
    private static readonly FrozenSet<string> Structure = Names(
        "xmp plaintext foreignobject desc annotation-xml mi mo mn ms mtext applet marquee option optgroup input keygen image "
        + "center dialog dir fieldset listing menu search");

    /// <summary>What html has, as far as it matters here.</summary>
    internal static readonly FrozenSet<string> Known = Tags.Concat(Unseen).Concat(Structure).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly SearchValues<char> Marks = SearchValues.Create("<&\0\r\uFEFF");

    private static readonly HtmlParser Parser = new(
        new HtmlParserOptions { IsScripting = true, SkipComments = true, DisableElementPositionTracking = true, ShouldEmitAttribute = IsAllowed },
        BrowsingContext.New(Configuration.Default));

    private static readonly WebSanitizer Sanitizer = Build();

    /// <summary>Cleans a fragment; null when nothing is left of it.</summary>
    public static string? Clean(string? html, Uri? address) => Cleaned(html, address).Html;

    /// <summary>The same, and whether it was longer than what may be left of it.</summary>
    public static (string? Html, bool IsCut) Cleaned(string? html, Uri? address)
    {
        if (string.IsNullOrWhiteSpace(html))
            return (null, false);
        var (clean, isCut) = html.Length <= Longest && html.AsSpan().IndexOfAny(Marks) < 0 ? (Text(html), false) : Sanitized(html, address);
        clean = clean.Trim();
        return (clean.Length == 0 ? null : clean, isCut);
    }

    /// <summary>Paragraphs of text as html.</summary>
    public static string OfParagraphs(IEnumerable<string> paragraphs) => string.Join("\n", paragraphs.Select(paragraph => $"<p>{WebUtility.HtmlEncode(paragraph)}</p>"));

    /// <summary>Text that no parser would change, as a parser would write it.</summary>
    private static string Text(string text) => text.Replace(">", "&gt;", StringComparison.Ordinal).Replace("\u00A0", "&nbsp;", StringComparison.Ordinal);

    private static (string Html, bool IsCut) Sanitized(string html, Uri? address)
    {
        var gate = new TokenGate(Longest, address, Known, Tags);
        using var page = Nesting.Parse(Parser, "<!doctype html><html><body>" + LostMarks.Kept(html, Known), gate);
        Sanitizer.SanitizeDom(page, page.Body, address?.AbsoluteUri ?? "");
        var written = new StringBuilder(html.Length);
        Write(page.Body!, written);
        return (written.ToString(), gate.IsSpent);
    }

    /// <summary>What <c>ToHtml</c> writes; that one looks for every node's next sibling from the first sibling on.</summary>
    private static void Write(INode parent, StringBuilder written)
    {
        foreach (var node in parent.ChildNodes)
        {
            if (node is IText text)
                written.Append(HtmlMarkupFormatter.Instance.Text(text));
            else if (node is IElement element)
            {
                var isEmpty = element.Flags.HasFlag(NodeFlags.SelfClosing);
                written.Append(HtmlMarkupFormatter.Instance.OpenTag(element, isEmpty));
                if (!isEmpty && element.Flags.HasFlag(NodeFlags.LineTolerance) && element.FirstChild is IText { Data: var data } && data.StartsWith('\n'))
                    written.Append('\n');
                Write(element, written);
                written.Append(HtmlMarkupFormatter.Instance.CloseTag(element, isEmpty));
            }
        }
    }

    private static bool IsAllowed(ref StructHtmlToken token, ReadOnlyMemory<char> name) =>
        Attributes.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name.Span);

    private static FrozenSet<string> Names(string names) => names.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static WebSanitizer Build()
    {
        var sanitizer = new WebSanitizer(new HtmlSanitizerOptions
        {
            AllowedTags = Tags.ToHashSet(StringComparer.OrdinalIgnoreCase),
            AllowedAttributes = Attributes.ToHashSet(StringComparer.OrdinalIgnoreCase),
            AllowedSchemes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "http", "https", "mailto" },
            UriAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "href", "src", "cite", "poster" },
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

    /// <summary>Reads links as a browser does: breaks inside them are nothing, blanks around them neither.</summary>
    private sealed class WebSanitizer(HtmlSanitizerOptions options) : HtmlSanitizer(options)
    {
        private static readonly SearchValues<char> Breaks = SearchValues.Create("\t\r\n");

        private static readonly char[] Blanks = [.. Enumerable.Range(0, ' ' + 1).Select(c => (char)c)];

        protected override string? SanitizeUrl(IElement element, string url, string baseUrl)
        {
            if (url.AsSpan().IndexOfAny(Breaks) >= 0)
                url = string.Concat(url.Where(c => !Breaks.Contains(c)));
            return base.SanitizeUrl(element, url.Trim(Blanks).Replace(" ", "%20", StringComparison.Ordinal), baseUrl);
        }
    }
}
