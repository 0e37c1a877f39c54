using System.Text;
using Aggregator.Text;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.DocumentLayoutAnalysis;
using UglyToad.PdfPig.DocumentLayoutAnalysis.PageSegmenter;
using UglyToad.PdfPig.DocumentLayoutAnalysis.ReadingOrderDetector;
using UglyToad.PdfPig.DocumentLayoutAnalysis.WordExtractor;

namespace Aggregator.Files;

/// <summary>Makes blocks of a page's letters, in the order in which a person reads them.</summary>
internal static class PageLayout
{
    /// <summary>A full page of a newspaper has 20,000.</summary>
    public const int MostLetters = 60_000;

    // One thread: how many pages are read at once is for others to say.
    private static readonly NearestNeighbourWordExtractor Words = new(new NearestNeighbourWordExtractor.NearestNeighbourWordExtractorOptions { MaxDegreeOfParallelism = 1 });

    private static readonly DocstrumBoundingBoxes Segmenter = new(new DocstrumBoundingBoxes.DocstrumBoundingBoxesOptions { MaxDegreeOfParallelism = 1 });

    public static IReadOnlyList<PdfBlock> Blocks(Page page)
    {
        if (page.Letters.Count == 0)
            return [];
        var words = Words.GetWords(page.Letters).Where(word => !string.IsNullOrWhiteSpace(word.Text)).ToList();
        var blocks = UnsupervisedReadingOrderDetector.Instance.Get(Segmenter.GetBlocks(words));
        return [.. blocks.OrderBy(block => block.ReadingOrder).Select(block => BlockOf(block, Math.Max(page.Height, 1))).Where(block => block.Lines.Count > 0)];
    }

    private static PdfBlock BlockOf(TextBlock block, double height) => new(
        [.. block.TextLines.Select(LineOf).Where(line => line.Text.Length > 0)], block.BoundingBox.Top / height, block.BoundingBox.Bottom / height);

    private static PdfLine LineOf(UglyToad.PdfPig.DocumentLayoutAnalysis.TextLine line) => new(
        PlainText.OneLine(Spelled(string.Join(' ', line.Words.Select(word => word.Text)))), line.BoundingBox.Left, Math.Round(line.BoundingBox.Height));

    /// <summary>Ligatures as the letters they stand for, so that a search finds them; broken halves of characters as what they are.</summary>
    private static string Spelled(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uFFFF'))
            return text;
        var spelled = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            spelled.Append(rune.Value is >= 0xFB00 and <= 0xFB06 ? rune.ToString().Normalize(NormalizationForm.FormKC) : rune.ToString());
        return spelled.ToString();
    }
}
