using Aggregator.Downloads;
using Aggregator.Files;

namespace Aggregator.Articles;

/// <summary>What looking at an item's own page came to.</summary>
public abstract record PageOutcome
{
    private PageOutcome()
    {
    }

    public sealed record Page(Download Download) : PageOutcome
    {
        /// <summary>What came of its further pages, in their order, where its publisher cut the text into several.</summary>
        public IReadOnlyList<Download> Further { get; init; } = [];

        /// <summary>Why the page behind those did not come; null when there is none, or nobody asked.</summary>
        public NoPage? Missing { get; init; }
    }

    /// <summary>The page is a PDF.</summary>
    public sealed record Pdf(Download Download, PdfOutcome Outcome) : PageOutcome;

    /// <param name="Why">A sentence for a person.</param>
    /// <param name="IsPassing">True when it may be there next time: a time-out, a server's bad moment.</param>
    public sealed record NoPage(string Why, bool IsPassing = false) : PageOutcome
    {
        /// <summary>True when nobody asked: another page of its host had just failed, or the host had been asked often enough.</summary>
        public bool IsUnasked { get; init; }

        public static NoPage Of(FetchOutcome.Failed failed) => new(failed.Why, failed.IsPassing) { IsUnasked = failed.Failure is FetchFailure.Budget };
    }
}
