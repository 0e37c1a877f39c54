namespace Aggregator.Polls;

/// <summary>When a source publishes, learned from its items: how much in each hour of its week, and how long it falls silent.</summary>
public sealed record Cadence
{
    public static readonly Cadence Unknown = new();

    private const int HoursOfWeek = 168;

    /// <summary>Silences that are remembered: enough to know a rhythm, few enough to follow a new one.</summary>
    private const int Remembered = 40;

    /// <summary>After this time an item counts half.</summary>
    private static readonly TimeSpan HalfLife = TimeSpan.FromDays(60);

    /// <summary>What is older says nothing of today's rhythm.</summary>
    private static readonly TimeSpan Horizon = TimeSpan.FromDays(730);

    /// <summary>Items by hour of the week, UTC, from Sunday 00:00; empty while nothing is known.</summary>
    public IReadOnlyList<float> Hours { get; init; } = [];

    /// <summary>Days with items, by weekday from Sunday.</summary>
    public IReadOnlyList<float> Days { get; init; } = [];

    /// <summary>The weeks for which the hours stand, faded as they are.</summary>
    public float Weeks { get; init; }

    /// <summary>The moment at which this was learned.</summary>
    public DateTimeOffset? Learned { get; init; }

    /// <summary>The last day, UTC, on which something was published.</summary>
    public DateTimeOffset? LastDay { get; init; }

    /// <summary>When something new last came, by publication or by sight.</summary>
    public DateTimeOffset? LastSign { get; init; }

    /// <summary>The last silences between two days with items, in working days of this source (see <see cref="Season.WorkingDays"/>).</summary>
    public IReadOnlyList<float> Silences { get; init; } = [];

    /// <summary>Items a week; null while nothing is known.</summary>
    public double? PerWeek(DateTimeOffset now) => WeeksAt(now) is var weeks and >= 1 ? Hours.Sum() * Fade(now) / weeks : null;

    /// <summary>The cadence after new items, by their moments of publication or first sight.</summary>
    public Cadence With(IReadOnlyList<DateTimeOffset> moments, DateTimeOffset now)
    {
        var told = moments.Select(moment => (moment < now ? moment : now).ToUniversalTime()).Where(moment => moment > now - Horizon).Order().ToList();
        if (told.Count == 0)
            return this;
        var fade = Fade(now);
        var hours = Hours.Count == HoursOfWeek ? [.. Hours.Select(count => count * fade)] : new float[HoursOfWeek];
        foreach (var moment in told)
            hours[HourOf(moment)] += Weight(now - moment);
        var next = this with { Hours = hours, Weeks = Learned is null ? WeeksBetween(told[0], now) : WeeksAt(now), Learned = now, LastSign = told[^1] > LastSign || LastSign is null ? told[^1] : LastSign };
        return told.Select(moment => new DateTimeOffset(moment.Date, TimeSpan.Zero)).Distinct().Aggregate(next with { Days = Days.Count == 7 ? [.. Days.Select(count => count * fade)] : new float[7] }, OnDay);
    }

    /// <summary>The time from now until so many new items are to be expected; null when not before the limit.</summary>
    public TimeSpan? Until(double items, DateTimeOffset now, TimeSpan limit)
    {
        var weeks = WeeksAt(now);
        if (weeks < 1)
            return null;
        var scale = Fade(now) / weeks;
        var usual = Hours.Sum() / HoursOfWeek;
        var sum = 0.0;
        for (var at = TimeSpan.Zero; at < limit; at += TimeSpan.FromHours(1))
        {
            var rate = scale * Smoothed(HourOf(now + at), usual);
            if (sum + rate >= items)
                return at + ((items - sum) / rate * TimeSpan.FromHours(1));
            sum += rate;
        }
        return null;
    }

    private Cadence OnDay(Cadence known, DateTimeOffset day)
    {
        if (day <= known.LastDay)
            return known;
        var days = known.Days.ToArray();
        days[(int)day.DayOfWeek] += known.Learned is { } now ? Weight(now - day) : 1;
        var silence = known.LastDay is { } last ? [(float)Season.WorkingDays(known.Days, last, day)] : Array.Empty<float>();
        return known with { Days = days, LastDay = day, Silences = [.. known.Silences.Concat(silence).TakeLast(Remembered)] };
    }

    /// <summary>An hour is like its neighbours, a little like the same hour of other days, and a little like any.</summary>
    private double Smoothed(int hour, double usual)
    {
        var near = (Hours[(hour + HoursOfWeek - 1) % HoursOfWeek] + (2 * Hours[hour]) + Hours[(hour + 1) % HoursOfWeek]) / 4;
        var daily = 0f;
        for (var other = hour % 24; other < HoursOfWeek; other += 24)
            daily += Hours[other];
        return (0.6 * near) + (0.25 * daily / 7) + (0.15 * usual);
    }

    private float WeeksAt(DateTimeOffset now) => Learned is { } learned ? (Weeks * Fade(now)) + WeeksBetween(learned, now) : 0;

    private float Fade(DateTimeOffset now) => Learned is { } learned ? Weight(now - learned) : 1;

    /// <summary>The weeks of a span that ends now, each counted by its age.</summary>
    private static float WeeksBetween(DateTimeOffset from, DateTimeOffset now) =>
        (float)((1 - Weight(now - from)) * HalfLife.TotalDays / Math.Log(2) / 7);

    private static float Weight(TimeSpan age) => (float)Math.Pow(2, -Math.Max(0, age / HalfLife));

    private static int HourOf(DateTimeOffset moment) => ((int)moment.UtcDateTime.DayOfWeek * 24) + moment.UtcDateTime.Hour;
}
