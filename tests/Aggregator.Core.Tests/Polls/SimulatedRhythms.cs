namespace Aggregator.Polls;

/// <summary>How invented publishers publish.</summary>
internal enum Rhythm
{
    /// <summary>Dozens a day.</summary>
    Wire,
    Daily,
    Weekdays,
    Bursts,
    Weekly,
    Monthly,
    Seasonal,
}

/// <summary>The moments at which a publisher of some rhythm publishes, from half a year before the year begins.</summary>
internal static class SimulatedRhythms
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly DateTimeOffset End = Start.AddYears(1);

    private static readonly DateTimeOffset Before = Start.AddDays(-400);

    public static List<DateTimeOffset> Moments(Rhythm rhythm, Random chance)
    {
        var moments = rhythm switch
        {
            Rhythm.Wire => Days(chance, 25 + (chance.NextDouble() * 35), weekends: false),
            Rhythm.Daily => Days(chance, 1 + (chance.NextDouble() * 5), weekends: true),
            Rhythm.Weekdays or Rhythm.Seasonal => Days(chance, 0.6 + (chance.NextDouble() * 6), weekends: false),
            Rhythm.Bursts => Bursts(chance),
            Rhythm.Weekly => Every(chance, 7, 1.5, 2),
            Rhythm.Monthly => Every(chance, 30, 4, 3),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        if (rhythm == Rhythm.Seasonal)
            moments.RemoveAll(moment => moment is { Month: 8 } or { Month: 12, Day: >= 21 } or { Month: 1, Day: <= 4 });
        // Everybody's office closes now and then: a week or more that nobody announced.
        if (rhythm is Rhythm.Weekdays or Rhythm.Daily && chance.NextDouble() < 0.3)
        {
            var from = Start.AddDays(chance.Next(20, 340));
            var to = from.AddDays(chance.Next(5, 11));
            moments.RemoveAll(moment => moment > from && moment < to);
        }
        return [.. moments.Distinct().Order()];
    }

    private static List<DateTimeOffset> Days(Random chance, double perDay, bool weekends)
    {
        var moments = new List<DateTimeOffset>();
        for (var day = Before; day < End; day = day.AddDays(1))
        {
            var isWeekend = day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
            if (isWeekend && !weekends)
                continue;
            for (var left = Count(chance, isWeekend ? perDay / 2 : perDay); left > 0; left--)
                moments.Add(day.AddHours(weekends ? 6 + (chance.NextDouble() * 16) : 8 + (chance.NextDouble() * 10)));
        }
        return moments;
    }

    /// <summary>Many at once on two days of the week, and one in between.</summary>
    private static List<DateTimeOffset> Bursts(Random chance)
    {
        var moments = new List<DateTimeOffset>();
        for (var day = Before; day < End; day = day.AddDays(1))
        {
            var isDay = day.DayOfWeek is DayOfWeek.Tuesday or DayOfWeek.Friday;
            if (!isDay && chance.NextDouble() > 0.2)
                continue;
            var at = day.AddHours(9 + (chance.NextDouble() * 6));
            for (var left = isDay ? chance.Next(1, 14) : 1; left > 0; left--)
                moments.Add(at.AddMinutes(chance.Next(0, 90)));
        }
        return moments;
    }

    private static List<DateTimeOffset> Every(Random chance, double days, double spread, int most)
    {
        var moments = new List<DateTimeOffset>();
        for (var day = Before.AddDays(chance.Next(0, (int)days)); day < End; day = day.AddDays(days))
        {
            var at = day.AddDays((chance.NextDouble() - 0.5) * 2 * spread);
            for (var left = chance.Next(1, most + 1); left > 0; left--)
                moments.Add(at.AddMinutes(chance.Next(0, 240)));
        }
        return moments;
    }

    /// <summary>A count as it comes by chance (Poisson).</summary>
    private static int Count(Random chance, double mean)
    {
        var count = 0;
        for (var product = chance.NextDouble(); product > Math.Exp(-mean); product *= chance.NextDouble())
            count++;
        return count;
    }
}
