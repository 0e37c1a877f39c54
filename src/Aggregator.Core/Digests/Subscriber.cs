using Aggregator.Text;

namespace Aggregator.Digests;

/// <summary>Who is told: an address and the clock by which it is read.</summary>
public sealed record Subscriber
{
    public required string Address { get; init; }

    /// <summary>IANA zone in which times are shown.</summary>
    public TimeZoneInfo Zone { get; init; } = Zones.London;
}
