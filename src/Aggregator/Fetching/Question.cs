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

/// <summary>What one request came to: an outcome, or the address to ask instead.</summary>
/// <param name="Outcome">Null when there is a next address.</param>
/// <param name="Next">Where the server leads; null when it does not.</param>
/// <param name="IsForGood">True when it says that it will always lead there.</param>
internal sealed record Answer(FetchOutcome? Outcome, Uri? Next = null, bool IsForGood = false)
{
    /// <summary>True for 429, whether it says how long to stay away or not.</summary>
    public bool IsTooOften { get; init; }
}
