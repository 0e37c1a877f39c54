namespace Aggregator.Downloads;

/// <summary>What posting a document to one address came to.</summary>
public abstract record PostOutcome
{
    private PostOutcome()
    {
    }

    /// <param name="Status">As 200.</param>
    public sealed record Answered(int Status) : PostOutcome;

    /// <summary>It certainly never left.</summary>
    /// <param name="Why">A sentence for a person, with the address's host alone.</param>
    /// <param name="IsForbidden">True for an address that may not be asked.</param>
    public sealed record NotSent(string Why, bool IsForbidden) : PostOutcome;

    /// <summary>It may have arrived, though no answer came.</summary>
    /// <param name="Why">A sentence for a person, with the address's host alone.</param>
    public sealed record NoAnswer(string Why) : PostOutcome;
}
