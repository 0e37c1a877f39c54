using System.Buffers;
using Aggregator.Downloads;
using Aggregator.Text;
using AngleSharp.Html.Dom;

namespace Aggregator.Pages;

/// <summary>A download read once: as html when it is html, else as plain text; in both cases as lines.</summary>
public sealed class PageDocument
{
    private readonly Download _download;
    private readonly Lazy<IReadOnlyList<TextLine>> _lines;

    private PageDocument(Download download, PageTree? tree, Uri? address, Func<IReadOnlyList<TextLine>> lines)
    {
        _download = download;
        Tree = tree;
        Address = address;
        _lines = new Lazy<IReadOnlyList<TextLine>>(lines);
    }

    /// <summary>The page's elements and words; null for plain text.</summary>
    public PageTree? Tree { get; }

    /// <summary>The same as AngleSharp's document, read once more for the few sources whose rules name elements by selectors; null for plain text.</summary>
    public IHtmlDocument? Html => field ??= Tree is null ? null : Lent(_download, Nesting.DocumentOf);

    /// <summary>Where the page itself stands.</summary>
    public Uri? Self => _download.Address;

    /// <summary>The base against which its links are resolved.</summary>
    public Uri? Address { get; }

    public IReadOnlyList<TextLine> Lines => _lines.Value;

    /// <summary>The tree walked once, as arrays; null for plain text.</summary>
    public PageMap? Map => field ??= Tree is null ? null : PageMap.Of(Tree, () => Html!);

    /// <summary>The text of the title element.</summary>
    public string? Title => PlainText.Title(Tree?.Title);

    /// <summary>The text of the only h1.</summary>
    public string? Heading => Tree?.Elements().Where(element => element.LocalName == "h1").Take(2).ToList() is [var only] ? PlainText.Title(only.TextContent) : null;

    /// <summary>What the page's own language is said to be.</summary>
    public string? Language => Tree?.Root.GetAttribute("lang");

    /// <summary>What is found in the page as it was written: code, too, which its tree leaves out.</summary>
    public T Written<T>(Func<ReadOnlyMemory<char>, T> read) => Lent(_download, read);

    public static PageDocument Of(Download download) => Lent(download, text => Of(download, text));

    private static T Lent<T>(Download download, Func<ReadOnlyMemory<char>, T> read)
    {
        var bytes = download.Body.Span;
        var encoding = Charset.Of(bytes, download.ContentType, out var mark, out _);
        // Lent: as a string of its own, the text would weigh as much as half of the tree.
        var lent = ArrayPool<char>.Shared.Rent(encoding.GetMaxCharCount(bytes.Length - mark));
        var length = TwiceEncoded.Undo(lent.AsSpan(0, encoding.GetChars(bytes[mark..], lent)));
        var page = read(lent.AsMemory(0, length));
        ArrayPool<char>.Shared.Return(lent);
        return page;
    }

    private static PageDocument Of(Download download, ReadOnlyMemory<char> text)
    {
        if (!IsHtml(text.Span, download.ContentType))
        {
            var plain = text.ToString();
            return new PageDocument(download, null, download.Address, () => PageLines.OfText(plain));
        }
        var tree = Nesting.TreeOf(text);
        var address = WebAddress.Resolve(download.Address, tree.Base) ?? download.Address;
        return new PageDocument(download, tree, address, () => PageLines.OfHtml(tree.Body ?? tree.Root, address));
    }

    private static bool IsHtml(ReadOnlySpan<char> text, string? contentType)
    {
        if (contentType is not null && contentType.StartsWith("text/plain", StringComparison.OrdinalIgnoreCase))
            return false;
        var start = text[..Math.Min(text.Length, 4000)];
        return start.TrimStart().StartsWith("<") || start.Contains("<html", StringComparison.OrdinalIgnoreCase)
            || start.Contains("<p>", StringComparison.OrdinalIgnoreCase) || start.Contains("</", StringComparison.Ordinal);
    }
}
