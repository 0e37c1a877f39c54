namespace Aggregator.Downloads;

/// <summary>What a server wants to hear back to say "not modified": kept byte for byte.</summary>
public sealed record Validators(string? ETag, string? LastModified)
{
    public static readonly Validators None = new(null, null);
}
