using System.Globalization;

namespace Aggregator.Polls;

/// <summary>How long a source has announced nothing, and whether that is like it.</summary>
/// <param name="IsUnlike">True when its own rhythm would bring such a silence less than once in twenty years.</param>
/// <param name="Sentence">With the reasoning, such as "5 a week, nothing for 12 days: by its own rhythm less than once in 20 years."</param>
public sealed record Silence(bool IsUnlike, string Sentence)
{
    /// <summary>False alarms a year that one living source may raise.</summary>
    private const double PerYear = 1.0 / 20;

    /// <summary>Silences that must be known before their spread says anything.</summary>
    private const int Few = 5;

    private static readonly TimeSpan Shortest = TimeSpan.FromDays(5);

    /// <summary>A source of which nothing is known may be silent for so long.</summary>
    private static readonly TimeSpan Unknown = TimeSpan.FromDays(180);

    /// <param name="until">When it last answered: what it did while it did not answer is not known.</param>
    public static Silence Of(Cadence cadence, DateTimeOffset until)
    {
        if (cadence.LastSign is not { } last || until <= last)
            return new Silence(false, "It announced something at the last poll.");
        var length = until - last;
        var isKnown = cadence.Silences.Count >= Few && cadence.PerWeek(last) is not null;
        var isUnlike = length >= Shortest && (isKnown ? IsRare(cadence, last, until) : IsVeryLong(cadence, length));
        var rhythm = Words(cadence.PerWeek(last));
        var days = $"nothing for {length.TotalDays.ToString("0", CultureInfo.InvariantCulture)} days";
        return new Silence(isUnlike, (isUnlike, isKnown) switch
        {
            (true, true) => $"{rhythm}, {days}: by its own rhythm less than once in 20 years.",
            (true, false) => $"{rhythm}, {days}: few of its silences are known, and none was nearly as long.",
            (false, false) => $"{rhythm}, {days}.",
            _ => $"{rhythm}, {days}: that is like it.",
        });
    }

    private static bool IsRare(Cadence cadence, DateTimeOffset last, DateTimeOffset until)
    {
        var count = cadence.Silences.Count;
        var mean = Math.Max(cadence.Silences.Average(), 0.2);
        // Today is not over: it does not count as silent.
        var silence = Season.WorkingDays(cadence.Days, last, until.AddDays(-1));
        if (silence <= 1.25 * cadence.Silences.Max())
            return false;
        var spread = cadence.Silences.Average(one => (one - mean) * (one - mean)) / (mean * mean);
        // A few silences look more regular than they are: three of a memoryless source are thought beside them.
        var shape = Math.Clamp((count + 3) / ((count * spread) + 3), 0.4, 8);
        var slack = mean * (1 + (0.5 / Math.Sqrt(count)));
        return Tail(shape, silence / slack) * 365 / mean < PerYear;
    }

    private static bool IsVeryLong(Cadence cadence, TimeSpan length) =>
        length > Unknown || (cadence.Silences.Count >= 2 && length > TimeSpan.FromDays(60) && length.TotalDays > 4 * cadence.Silences.Max());

    /// <summary>The share of gamma-distributed silences longer than so many means (Wilson and Hilferty's approximation).</summary>
    private static double Tail(double shape, double means)
    {
        var z = 3 * Math.Sqrt(shape) * (Math.Cbrt(means) - 1 + (1 / (9 * shape)));
        if (z <= 0)
            return 1;
        // The normal tail, after Abramowitz and Stegun 26.2.17.
        var t = 1 / (1 + (0.2316419 * z));
        var series = t * (0.319381530 + (t * (-0.356563782 + (t * (1.781477937 + (t * (-1.821255978 + (t * 1.330274429))))))));
        return series * Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);
    }

    private static string Words(double? perWeek)
    {
        var (count, unit) = perWeek switch
        {
            null or 0 => (0, ""),
            >= 1 => (perWeek.Value, "week"),
            >= 0.23 => (perWeek.Value * 52 / 12, "month"),
            _ => (perWeek.Value * 52, "year"),
        };
        return unit.Length == 0 ? "Its rhythm is not known yet" : $"{Math.Max(1, Math.Round(count)).ToString("0", CultureInfo.InvariantCulture)} a {unit}";
    }
}
