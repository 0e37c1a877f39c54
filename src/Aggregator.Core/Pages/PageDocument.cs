using Aggregator.Downloads;
using Aggregator.Text;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Aggregator.Pages;

/// <summary>A download read once: as html when it is html, else as plain text; in both cases as lines.</summary>
public sealed class PageDocument
{
    private static readonly HtmlParser Parser = new(new HtmlParserOptions { DisableElementPositionTracking = true, SkipComments = true });

    private readonly Lazy<IReadOnlyList<TextLine>> _lines;

    private PageDocument(IHtmlDocument? html, Uri? address, Func<IReadOnlyList<TextLine>> lines)
    {
        Html = html;
        Address = address;
        _lines = new Lazy<IReadOnlyList<TextLine>>(lines);
    }

    /// <summary>The document tree; null for plain text.</summary>
    public IHtmlDocument? Html { get; }

    /// <summary>Where the page itself stands.</summary>
    public Uri? Self { get; private init; }

    /// <summary>The base against which its links are resolved.</summary>
    public Uri? Address { get; }

    public IReadOnlyList<TextLine> Lines => _lines.Value;

    /// <summary>The tree walked once, as arrays; null for plain text.</summary>
    public PageMap? Map => field ??= Html is null ? null : PageMap.Of(Html);

    /// <summary>The text of the title element.</summary>
    public string? Title => PlainText.Title(Html?.Title);

    /// <summary>The text of the only h1.</summary>
    public string? Heading => Html?.QuerySelectorAll("h1") is { Length: 1 } headings ? PlainText.Title(headings[0].TextContent) : null;

    public static PageDocument Of(Download download)
    {
        var text = Charset.Decode(download.Body.Span, download.ContentType);
        if (!IsHtml(text, download.ContentType))
            return new PageDocument(null, download.Address, () => PageLines.OfText(text)) { Self = download.Address };
        var html = Nesting.Parse(Parser, text);
        var address = WebAddress.Resolve(download.Address, html.QuerySelector("base[href]")?.GetAttribute("href")) ?? download.Address;
        return new PageDocument(html, address, () => PageLines.OfHtml(html.Body ?? html.DocumentElement, address)) { Self = download.Address };
    }

    private static bool IsHtml(string text, string? contentType)
    {
        if (contentType is not null && contentType.StartsWith("text/plain", StringComparison.OrdinalIgnoreCase))
            return false;
        var start = text.AsSpan(0, Math.Min(text.Length, 4000));
        return start.TrimStart().StartsWith("<") || start.Contains("<html", StringComparison.OrdinalIgnoreCase)
            || start.Contains("<p>", StringComparison.OrdinalIgnoreCase) || start.Contains("</", StringComparison.Ordinal);
    }
}
