using Aggregator.Items;
using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>Says which of the files that an article leads to are PDFs worth reading with it.</summary>
public static class Attachments
{
    /// <summary>The addresses to read, the likeliest first: the original itself, then what the source attached, then what the body links.</summary>
    public static IEnumerable<Uri> ToRead(Article article)
    {
        var own = article.Attachments.Where(IsPdf).Select(file => file.Address);
        var all = article.Original.Link is { } original && HasPdfName(original) ? own.Prepend(original) : own;
        return all.Distinct().Where(address => article.Files.All(file => file.Address != address));
    }

    /// <summary>The files that these lines of a page link as PDFs.</summary>
    internal static IReadOnlyList<Enclosure> In(IEnumerable<TextLine> lines) =>
        [.. lines.SelectMany(line => line.Links)
            .Where(link => HasPdfName(link.Address))
            .DistinctBy(link => link.Address)
            .Select(link => new Enclosure(link.Address, "application/pdf", null))];

    private static bool IsPdf(Enclosure file) => file.Type is null ? HasPdfName(file.Address) : file.Type.StartsWith("application/pdf", StringComparison.OrdinalIgnoreCase);

    private static bool HasPdfName(Uri address) => address.AbsolutePath.EndsWith(".pdf", StringComparison.OrdinalIgnoreCase);
}
