namespace Aggregator.Downloads;

/// <summary>What asking the web for one address came to.</summary>
public abstract record FetchOutcome
{
    private FetchOutcome()
    {
    }

    /// <summary>What the answer said beside its body.</summary>
    public Served Served { get; init; } = Served.Nothing;

    public sealed record Fetched(Download Download, Validators Validators) : FetchOutcome;

    public sealed record NotModified : FetchOutcome;

    /// <param name="Failure">What kind of failure it was.</param>
    /// <param name="Why">A sentence for a person, with the address's host.</param>
    public sealed record Failed(FetchFailure Failure, string Why) : FetchOutcome
    {
        /// <summary>How long the server asks us to stay away; null when it does not say.</summary>
        public TimeSpan? RetryAfter { get; init; }

        /// <summary>What a person can try instead, in a sentence; null when there is nothing.</summary>
        public string? Advice { get; init; }

        /// <summary>True when the same request may well succeed later.</summary>
        public bool IsPassing => Failure is FetchFailure.NoSuchHost or FetchFailure.NoConnection or FetchFailure.TooSlow or FetchFailure.CutOff or FetchFailure.Throttled or FetchFailure.ServerError or FetchFailure.Budget;
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

    /// <summary>A bot wall or a challenge stands before the source.</summary>
    Blocked,

    /// <summary>The site's robots.txt asks that this page is not read.</summary>
    Robots,

    /// <summary>Our own budget for this host is spent.</summary>
    Budget,
    Refused,
    ServerError,
    Redirects,
}
