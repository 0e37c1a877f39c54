using System.Buffers;
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
        var bytes = download.Body.Span;
        var encoding = Charset.Of(bytes, download.ContentType, out var mark, out _);
        // Lent: as a string of its own, the text would weigh as much as half of the tree.
        var lent = ArrayPool<char>.Shared.Rent(encoding.GetMaxCharCount(bytes.Length - mark));
        var length = TwiceEncoded.Undo(lent.AsSpan(0, encoding.GetChars(bytes[mark..], lent)));
        var page = Of(download, lent.AsMemory(0, length));
        ArrayPool<char>.Shared.Return(lent);
        return page;
    }

    private static PageDocument Of(Download download, ReadOnlyMemory<char> text)
    {
        if (!IsHtml(text.Span, download.ContentType))
        {
            var plain = text.ToString();
            return new PageDocument(null, download.Address, () => PageLines.OfText(plain)) { Self = download.Address };
        }
        var html = Nesting.Parse(Parser, text);
        var address = BaseOf(html, text.Span, download.Address) ?? download.Address;
        return new PageDocument(html, address, () => PageLines.OfHtml(html.Body ?? html.DocumentElement, address)) { Self = download.Address };
    }

    /// <summary>Hardly any page has one, and to look for it in the tree is a walk over all of it.</summary>
    private static Uri? BaseOf(IHtmlDocument html, ReadOnlySpan<char> text, Uri? address) =>
        text.Contains("<base", StringComparison.OrdinalIgnoreCase) ? WebAddress.Resolve(address, html.QuerySelector("base[href]")?.GetAttribute("href")) : null;

    private static bool IsHtml(ReadOnlySpan<char> text, string? contentType)
    {
        if (contentType is not null && contentType.StartsWith("text/plain", StringComparison.OrdinalIgnoreCase))
            return false;
        var start = text[..Math.Min(text.Length, 4000)];
        return start.TrimStart().StartsWith("<") || start.Contains("<html", StringComparison.OrdinalIgnoreCase)
            || start.Contains("<p>", StringComparison.OrdinalIgnoreCase) || start.Contains("</", StringComparison.Ordinal);
    }
}
