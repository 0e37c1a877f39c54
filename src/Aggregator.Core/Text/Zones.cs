namespace Aggregator.Text;

/// <summary>The time zones whose clock a publisher means without saying so.</summary>
public static class Zones
{
    /// <summary>The wire's clock, and that of the publishers it carries.</summary>
    public static TimeZoneInfo London { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");
}
