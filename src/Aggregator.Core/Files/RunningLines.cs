using System.Text.RegularExpressions;

namespace Aggregator.Files;

/// <summary>Takes out what repeats at the edges of pages: running heads and feet, and page numbers.</summary>
internal static partial class RunningLines
{
    /// <summary>Edges, as shares of the page's height.</summary>
    private const double Head = 0.86, Foot = 0.14;

    public static IReadOnlyList<IReadOnlyList<PdfBlock>> Without(IReadOnlyList<IReadOnlyList<PdfBlock>> pages)
    {
        // The same words in the same size at the same edge of two pages.
        var running = pages.SelectMany(page => page.Where(IsAtEdge).Select(KeyOf).Distinct())
            .GroupBy(key => key).Where(key => key.Count() > 1).Select(key => key.Key).ToHashSet();
        return [.. pages.Select(page => (IReadOnlyList<PdfBlock>)[.. page.Where(block => !IsAtEdge(block) || (!IsNumber(block) && !running.Contains(KeyOf(block))))])];
    }

    private static bool IsAtEdge(PdfBlock block) => block.Lines.Count <= 2 && (block.Bottom > Head || block.Top < Foot);

    private static bool IsNumber(PdfBlock block) => block.Lines is [var only] && PageNumber().IsMatch(only.Text);

    private static (string Words, double Height, bool IsHead) KeyOf(PdfBlock block) =>
        (Digits().Replace(string.Join(' ', block.Lines.Select(line => line.Text)), "#"), block.Lines[0].Height, block.Bottom > Head);

    [GeneratedRegex("[0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex Digits();

    [GeneratedRegex(@"^\W*(?:page|p\.?|seite|página|pagina)?\s*(?:[0-9]{1,4}|[ivxl]{1,7})(?:\s*(?:of|/|\||von|de|sur|di)\s*[0-9]{1,4})?\W*\z", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex PageNumber();
}
