namespace Aggregator.Files;

/// <summary>Lines that stand together on a page: as a rule a paragraph, a heading, a cell or a caption.</summary>
/// <param name="Top">Its upper edge, as a share of the page's height from its foot: 1 is the page's upper edge.</param>
/// <param name="Bottom">Its lower edge, likewise.</param>
internal sealed record PdfBlock(IReadOnlyList<PdfLine> Lines, double Top, double Bottom);

/// <summary>One printed line.</summary>
/// <param name="Left">Where it begins, in points.</param>
/// <param name="Height">Of its letters, in points.</param>
internal sealed record PdfLine(string Text, double Left, double Height);
