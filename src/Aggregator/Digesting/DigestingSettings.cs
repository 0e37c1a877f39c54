using System.Globalization;
using Aggregator.Mailing;

namespace Aggregator.Digesting;

/// <summary>Who is told, and when, while the store has no subscribers. Bound from the section Digesting.</summary>
internal sealed record DigestingSettings
{
    public string To { get; init; } = "analyst@localhost";

    /// <summary>The local time of the daily digest, as 07:30; empty for none.</summary>
    public string At { get; init; } = "07:30";

    /// <summary>IANA zone of that time, and of the times in the letter.</summary>
    public string Zone { get; init; } = "Europe/London";

    /// <summary>How often the worker looks whether a window has closed or a letter waits.</summary>
    public TimeSpan Tick { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Everything that is wrong with these settings, one sentence each.</summary>
    public IEnumerable<string> Problems()
    {
        if (!MailAddress.IsGood(To))
            yield return $"Digesting:To '{To}' is not a mail address.";
        if (At.Length > 0 && !TimeOnly.TryParseExact(At, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            yield return $"Digesting:At '{At}' is not a time of day: write it as 07:30, or leave it empty.";
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out _))
            yield return $"Digesting:Zone '{Zone}' is not a time zone: write it as Europe/London.";
        if (Tick < TimeSpan.FromSeconds(1) || Tick > TimeSpan.FromMinutes(10))
            yield return $"Digesting:Tick '{Tick}' must lie between 1 second and 10 minutes.";
    }
}
