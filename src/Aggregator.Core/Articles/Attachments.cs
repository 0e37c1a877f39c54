using System.Buffers;
using Aggregator.Items;
using Aggregator.Pages;
using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>Says which files belong to an article, and which of them are PDFs worth reading with it.</summary>
public static class Attachments
{
    /// <summary>A page that offers more files beside its text lists other works: none of them is surely its own.</summary>
    private const int MostOffered = 2;

    private static readonly WordList Offers = new("download|pdf|full (report|paper|text|publication)|(read|view|get|open) the (full )?(report|paper|publication|brief(ing)?)|herunterladen|télécharger|descargar|scarica|baixar|pobierz");

    private static readonly WordList Pdfs = new("pdf");

    private static readonly WordList Abouts = new("about");

    private static readonly WordList Helps = new("reader|viewer|help");

    private static readonly SearchValues<string> FileWords = SearchValues.Create(["pdf", "download", "file", "document", "attachment", "media", "asset"], StringComparison.OrdinalIgnoreCase);

    /// <summary>The PDFs that an article leads to, the likeliest first: the original itself, then what the source attached, then what the page leads to.</summary>
    public static IEnumerable<Uri> Of(Article article)
    {
        var own = article.Attachments.Where(IsPdf).Select(file => file.Address);
        return (article.Original.Link is { } original && HasPdfName(original) ? own.Prepend(original) : own).Distinct();
    }

    /// <summary>Those of them that were not asked for yet.</summary>
    public static IEnumerable<Uri> ToRead(Article article) => Of(article).Where(address => article.Files.All(file => file.Address != address));

    /// <summary>The PDFs that a page's text links, then those that it offers beside its text: "Download the report".</summary>
    /// <param name="body">The blocks of its text.</param>
    internal static IReadOnlyList<Enclosure> In(PageDocument page, IEnumerable<PageBlock> body)
    {
        var linked = Links(body, page.Address).Where(link => HasPdfName(link.Address) || IsOffer(link.Words, link.Address, page.Address)).Select(link => link.Address);
        var offered = Offered(page).Distinct().ToList();
        return [.. (offered.Count <= MostOffered ? linked.Concat(offered) : linked).Distinct().Select(address => new Enclosure(address, "application/pdf", null))];
    }

    private static IEnumerable<Uri> Offered(PageDocument page) =>
        from link in Links(page.Map?.Blocks ?? [], page.Address)
        where IsOffer(link.Words, link.Address, page.Address) && !IsNavigation(page.Map!, link.Box)
        select link.Address;

    /// <summary>The links that may lead to a PDF: the others, nearly all, are not even resolved.</summary>
    private static IEnumerable<(string Words, Uri Address, int Box)> Links(IEnumerable<PageBlock> blocks, Uri? page)
    {
        foreach (var block in blocks)
        {
            var speaks = block.LinkLength > 0 && SpeaksOfPdf(block.Text);
            for (var at = 0; block.LinkLength > 0 && at < block.Runs.Count; at++)
            {
                var run = block.Runs[at];
                if (run.Link?.GetAttribute("href") is { } link && (SpeaksOfPdf(link) || (speaks && SpeaksOfPdf(block.Text.AsSpan(run.Start, run.Length)))) && WebAddress.Resolve(page, link) is { } address)
                    yield return (block.Text.Substring(run.Start, run.Length), address, block.Box);
            }
        }
    }

    private static bool SpeaksOfPdf(ReadOnlySpan<char> text) => text.Contains("pdf", StringComparison.OrdinalIgnoreCase);

    /// <summary>True for a link to the page's own host whose words offer a file to take away, and that names a PDF in its address or in its words.</summary>
    private static bool IsOffer(string words, Uri address, Uri? page) =>
        words.Length <= 80 && address.Host == page?.Host && Offers.IsIn(words) && !IsHelp(words) && (HasPdfName(address) || (NamesFile(address) && Pdfs.IsIn(words)));

    /// <summary>True for what every page with a PDF says of PDFs: "About PDF", "Get the PDF reader".</summary>
    private static bool IsHelp(string words) => Helps.IsIn(words) || Abouts.LengthAt(words, WordList.Start(words), WordList.IsEdge) > 0;

    /// <summary>True for an address that speaks of a file or ends in a number. Any other may be a shop's, or where the paper is subscribed to.</summary>
    private static bool NamesFile(Uri address) => address.PathAndQuery.AsSpan().ContainsAny(FileWords) || char.IsAsciiDigit(address.AbsolutePath[^1]);

    /// <summary>What every page of a site has: its menus and its foot.</summary>
    private static bool IsNavigation(PageMap map, int box)
    {
        for (var at = box; at >= 0; at = map.Boxes[at].Parent)
        {
            if (map.Boxes[at].Element.LocalName is "nav" or "footer")
                return true;
        }
        return false;
    }

    private static bool IsPdf(Enclosure file) => file.Type is null ? HasPdfName(file.Address) : file.Type.StartsWith("application/pdf", StringComparison.OrdinalIgnoreCase);

    private static bool HasPdfName(Uri address) => address.AbsolutePath.EndsWith(".pdf", StringComparison.OrdinalIgnoreCase);
}
