namespace Aggregator.Mailing;

/// <summary>Where a reader changes or ends what comes; null where this program has no public address.</summary>
internal sealed record LetterLinks(Uri? Unsubscribe, Uri? Manage)
{
    public static readonly LetterLinks None = new(null, null);
}
