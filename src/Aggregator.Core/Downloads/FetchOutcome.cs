namespace Aggregator.Downloads;

/// <summary>What asking the web for one address came to.</summary>
public abstract record FetchOutcome
{
    private FetchOutcome()
    {
    }

    public sealed record Fetched(Download Download, Validators Validators) : FetchOutcome;

    public sealed record NotModified : FetchOutcome;

    /// <param name="Failure">What kind of failure it was.</param>
    /// <param name="Why">A sentence for a person, with the address's host.</param>
    public sealed record Failed(FetchFailure Failure, string Why) : FetchOutcome
    {
        /// <summary>True when the same request may well succeed later.</summary>
        public bool IsPassing => Failure is FetchFailure.NoSuchHost or FetchFailure.NoConnection or FetchFailure.TooSlow or FetchFailure.CutOff or FetchFailure.Throttled or FetchFailure.ServerError;
    }
}

/// <summary>Why nothing came.</summary>
public enum FetchFailure
{
    /// <summary>The address may not be asked: not the web, or a private network.</summary>
    Forbidden,
    NoSuchHost,
    NoConnection,
    Insecure,
    TooSlow,
    TooLarge,
    CutOff,
    Gone,
    Throttled,
    Refused,
    ServerError,
    Redirects,
}
