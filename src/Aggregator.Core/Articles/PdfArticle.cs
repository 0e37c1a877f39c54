using Aggregator.Downloads;
using Aggregator.Files;
using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>The article of a page that is itself a PDF.</summary>
internal static class PdfArticle
{
    /// <summary>A file is made before it is published, or again long after: its own date is a hint.</summary>
    private const double TrustInMade = 0.3;

    public static Reading Of(Download download, PdfText text) => new()
    {
        Title = text.Title,
        Authors = text.Authors,
        Dates = text.Made is { } made ? [new DateEvidence(made, "the PDF's own information: when the file was made", TrustInMade)] : [],
        Language = PageLanguage.Of([text.Language], text.Text.Split("\n\n")),
        Text = text.Text,
        Html = SafeHtml.OfParagraphs(text.Text.Split("\n\n")),
        Files = [ArticleFile.Of(download.Address, download, new PdfOutcome.Read(text)) with { Text = "", IsPage = true }],
    };
}
