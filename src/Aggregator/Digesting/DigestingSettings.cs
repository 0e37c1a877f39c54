using System.Globalization;
using Aggregator.Mailing;

namespace Aggregator.Digesting;

/// <summary>Who is told, and when. Bound from the section Digesting.</summary>
internal sealed record DigestingSettings
{
    public string To { get; init; } = "analyst@localhost";

    /// <summary>The local time of the daily digest, as 07:30; empty for none.</summary>
    public string At { get; init; } = "07:30";

    /// <summary>IANA zone of that time, and of the times in the letter.</summary>
    public string Zone { get; init; } = "Europe/London";

    /// <summary>Everything that is wrong with these settings, one sentence each.</summary>
    public IEnumerable<string> Problems()
    {
        if (!MailAddress.IsGood(To))
            yield return $"Digesting:To '{To}' is not a mail address.";
        if (At.Length > 0 && !TimeOnly.TryParseExact(At, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            yield return $"Digesting:At '{At}' is not a time of day: write it as 07:30, or leave it empty.";
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out _))
            yield return $"Digesting:Zone '{Zone}' is not a time zone: write it as Europe/London.";
    }
}
