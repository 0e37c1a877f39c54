using Aggregator.Downloads;
using Aggregator.Files;

namespace Aggregator.Articles;

/// <summary>What looking at an item's own page came to.</summary>
public abstract record PageOutcome
{
    private PageOutcome()
    {
    }

    public sealed record Page(Download Download) : PageOutcome;

    /// <summary>The page is a PDF.</summary>
    public sealed record Pdf(Download Download, PdfOutcome Outcome) : PageOutcome;

    /// <param name="Why">A sentence for a person.</param>
    /// <param name="IsPassing">True when it may be there next time: a time-out, a server's bad moment.</param>
    public sealed record NoPage(string Why, bool IsPassing = false) : PageOutcome;
}
