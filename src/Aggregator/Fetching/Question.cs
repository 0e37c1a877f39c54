using Aggregator.Downloads;

namespace Aggregator.Fetching;

/// <summary>One request to one address, all redirects told apart.</summary>
internal sealed record Question(Uri Address)
{
    public Validators Validators { get; init; } = Validators.None;

    public bool IsPage { get; init; }

    /// <summary>The source's own headers and credentials; null where they must not go.</summary>
    public SourceAccess? Access { get; init; }

    /// <summary>The proxy to ask, "" for none.</summary>
    public string Proxy { get; init; } = "";

    /// <summary>Bytes after decompression.</summary>
    public required int MaxBytes { get; init; }

    /// <summary>True when the beginning of a body that is too large is as good as all of it.</summary>
    public bool MayBeCut { get; init; }

    /// <summary>Until the last byte is read.</summary>
    public required TimeSpan Left { get; init; }

    public string Host => OddAddress.HostOf(Address);
}

/// <summary>What one request came to.</summary>
internal abstract record Answer
{
    private Answer()
    {
    }

    public sealed record Final(FetchOutcome Outcome) : Answer
    {
        /// <summary>True for 429, whether it says how long to stay away or not.</summary>
        public bool IsTooOften { get; init; }
    }

    /// <param name="Next">The address to ask instead.</param>
    /// <param name="IsForGood">True when the server says that it will always lead there.</param>
    public sealed record Elsewhere(Uri Next, bool IsForGood) : Answer;

    /// <param name="why">A sentence for a person, with the address's host.</param>
    public static Final Failed(FetchFailure failure, string why) => new(new FetchOutcome.Failed(failure, why));
}
