using Aggregator.Downloads;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Exceptions;

namespace Aggregator.Files;

/// <summary>Reads the text of a PDF: pages, characters and unpacked bytes are bounded; whatever the bytes are, it gives an outcome.</summary>
/// <remarks>Its time and its stack cannot be bounded from inside: who reads what strangers sent does so in a process that may be ended.</remarks>
public static class PdfReader
{
    /// <summary>Pages of one file, at most.</summary>
    public const int MostPages = 400;

    /// <summary>Characters of one file's text, at most.</summary>
    public const int MostCharacters = 600_000;

    private const string TooMuch = "The PDF unpacks to more than is read of one file.";

    /// <summary>True for a download that says it is a PDF, or begins like one: servers send them as a stream of octets, too.</summary>
    public static bool IsPdf(Download download) =>
        download.ContentType?.StartsWith("application/pdf", StringComparison.OrdinalIgnoreCase) == true || download.Body.Span[..Math.Min(download.Body.Length, 1024)].IndexOf("%PDF-"u8) >= 0;

    public static PdfOutcome Read(ReadOnlyMemory<byte> body, CancellationToken stop)
    {
        if (body.Span[..Math.Min(body.Length, 1024)].IndexOf("%PDF-"u8) < 0)
            return new PdfOutcome.Unreadable("The file is said to be a PDF, but does not begin like one.");
        var limits = new BoundedFilters(stop);
        try
        {
            using var document = PdfDocument.Open(body.ToArray(), new ParsingOptions { SkipMissingFonts = true, FilterProvider = limits });
            return Read(document, limits, stop);
        }
        catch (PdfDocumentEncryptedException)
        {
            return new PdfOutcome.Unreadable("The PDF is encrypted: it opens with a password only.");
        }
        catch (Exception e) when (e is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            // PdfPig tells of bad bytes by exceptions of every kind.
            return new PdfOutcome.Unreadable(limits.IsFileCut ? TooMuch : "The PDF is damaged: it cannot be opened.");
        }
    }

    private static PdfOutcome Read(PdfDocument document, BoundedFilters limits, CancellationToken stop)
    {
        var (pages, numbers, lost) = (new List<IReadOnlyList<PdfBlock>>(), new List<int>(), new List<int>());
        var letters = 0;
        for (var number = 1; number <= Math.Min(document.NumberOfPages, MostPages) && letters <= MostCharacters; number++)
        {
            stop.ThrowIfCancellationRequested();
            if (PageOf(document, number, limits, stop) is not { } page)
            {
                lost.Add(number);
                continue;
            }
            letters += page.Sum(block => block.Lines.Sum(line => line.Text.Length));
            pages.Add(page);
            numbers.Add(number);
        }
        var (text, starts, isWhole) = PrintedText.Of(RunningLines.Without(pages), numbers);
        if (text.Length == 0)
            return new PdfOutcome.Unreadable(WhyNothing(document, lost, limits));
        var last = numbers[^1];
        return new PdfOutcome.Read(PdfFacts.With(
            new PdfText { Text = text, Starts = starts, Pages = document.NumberOfPages, Missing = Missing(lost, isWhole && last + lost.Count(n => n > last) >= document.NumberOfPages, starts) }, document));
    }

    private static string WhyNothing(PdfDocument document, List<int> lost, BoundedFilters limits) =>
        document.NumberOfPages < 1 ? "The PDF has no pages."
        : lost.Count == 0 ? "The PDF has no text: its pages are pictures, as a scanner makes them."
        : limits.IsFileCut ? TooMuch
        : "The PDF is damaged: none of its pages can be read.";

    /// <summary>The blocks of a page; null when it cannot be read.</summary>
    private static IReadOnlyList<PdfBlock>? PageOf(PdfDocument document, int number, BoundedFilters limits, CancellationToken stop)
    {
        limits.BeginPage();
        try
        {
            var page = document.GetPage(number);
            return limits.IsPageCut || page.Letters.Count > PageLayout.MostLetters ? null : PageLayout.Blocks(page);
        }
        catch (Exception e) when (e is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            return null;
        }
    }

    private static string? Missing(List<int> lost, bool isWhole, IReadOnlyList<PageStart> starts)
    {
        var sentences = new List<string>();
        if (lost.Count > 0)
            sentences.Add($"{(lost.Count == 1 ? "Page" : "Pages")} {string.Join(", ", lost.Take(10))}{(lost.Count > 10 ? " and others" : "")} could not be read.");
        if (!isWhole)
            sentences.Add($"The text ends with the paragraph that begins on page {starts[^1].Page}: no more is kept of one file.");
        return sentences.Count == 0 ? null : string.Join(' ', sentences);
    }
}
