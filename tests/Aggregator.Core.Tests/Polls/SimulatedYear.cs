using System.Globalization;
using Aggregator.Downloads;
using Aggregator.Items;
using Aggregator.Sources;

namespace Aggregator.Polls;

/// <summary>A year of polls of invented publishers, in no time: the moments are drawn from a queue.</summary>
internal sealed class SimulatedYear
{
    private readonly Dictionary<int, HashSet<int>> _seen = [];

    private readonly PriorityQueue<SimulatedPublisher, DateTimeOffset> _due = new();

    public IReadOnlyList<SimulatedPublisher> Publishers { get; private set; } = [];

    public Dictionary<int, PollMemory> Memories { get; } = [];

    public Dictionary<int, int> Polls { get; } = [];

    public Dictionary<(string Host, long Hour), int> Requests { get; } = [];

    /// <summary>The moments of good polls, for the truth of what could be seen.</summary>
    public Dictionary<int, List<DateTimeOffset>> GoodPolls { get; } = [];

    /// <summary>Every day on which a source stood under an alarm.</summary>
    public Dictionary<int, List<(DateTimeOffset At, SourceState State, string Sentence)>> Alarms { get; } = [];

    /// <summary>How long each item waited to be seen.</summary>
    public List<TimeSpan> Waits { get; } = [];

    public List<string> Breaches { get; } = [];

    public int Gaps { get; private set; }

    public void Run(int count, int seed)
    {
        Publishers = SimulatedFates.Make(count, seed);
        foreach (var publisher in Publishers)
        {
            Memories[publisher.Number] = new PollMemory { Source = publisher.Source.Id };
            (_seen[publisher.Number], Alarms[publisher.Number], GoodPolls[publisher.Number]) = ([], [], []);
            _due.Enqueue(publisher, SimulatedRhythms.Start.AddMinutes(publisher.Number * 7 % 60));
        }
        for (var day = SimulatedRhythms.Start; day < SimulatedRhythms.End; day = day.AddDays(1))
        {
            while (_due.TryPeek(out var publisher, out var now) && now < day.AddDays(1))
            {
                _due.Dequeue();
                _due.Enqueue(publisher, Poll(publisher, now));
            }
            foreach (var publisher in Publishers)
                Look(publisher, day.AddDays(1));
        }
    }

    public bool HasSeen(SimulatedPublisher publisher, int item) => _seen[publisher.Number].Contains(item);

    private DateTimeOffset Poll(SimulatedPublisher publisher, DateTimeOffset now)
    {
        var memory = Memories[publisher.Number].For(publisher.Source);
        var asked = memory.AddressOf(publisher.Source);
        var outcome = publisher.Answer(asked, memory.ValidatorsToSend(now), memory, now);
        var hour = (asked.Host, now.ToUnixTimeSeconds() / 3600);
        Requests[hour] = Requests.GetValueOrDefault(hour) + 1;
        Polls[publisher.Number] = Polls.GetValueOrDefault(publisher.Number) + 1;
        var next = memory.After(outcome, now, publisher.Source);
        if (next.Gap is { } gap && gap != memory.Gap)
            Gaps++;
        if (outcome is PollOutcome.Broken { RetryAfter: { } pause } && next.Due < now + pause)
            Breaches.Add($"{publisher.Source.Id} asked for {pause} and is asked again after {next.Due - now}.");
        if (next.Due - now < PollSchedule.Floor || next.Due - now > TimeSpan.FromDays(10))
            Breaches.Add($"{publisher.Source.Id} is due after {next.Due - now}.");
        if (outcome is not PollOutcome.Broken)
            GoodPolls[publisher.Number].Add(now);
        if (outcome is PollOutcome.Found found)
            See(publisher, found.Announcement.Items, now);
        Memories[publisher.Number] = next;
        return next.Due;
    }

    private void See(SimulatedPublisher publisher, IReadOnlyList<Item> items, DateTimeOffset now)
    {
        foreach (var item in items)
        {
            var isNew = _seen[publisher.Number].Add(int.Parse(item.Id.AsSpan(item.Id!.IndexOf('-') + 1), CultureInfo.InvariantCulture));
            if (isNew && item.Published!.Value.Moment is var moment && moment > SimulatedRhythms.Start)
                Waits.Add(now - moment);
        }
    }

    private void Look(SimulatedPublisher publisher, DateTimeOffset now)
    {
        var health = SourceHealth.Of(Memories[publisher.Number]);
        if (health.NeedsPerson && health.State is SourceState.Quiet or SourceState.Frozen or SourceState.Partial or SourceState.Shrunk or SourceState.Undated or SourceState.Gone)
            Alarms[publisher.Number].Add((now, health.State, health.Sentence));
    }
}

/// <summary>What befalls whom: rhythms, deaths, outages, moves and lies, dealt out by number and chance.</summary>
internal static class SimulatedFates
{
    private static readonly FetchFailure[] Failures = [FetchFailure.ServerError, FetchFailure.TooSlow, FetchFailure.NoSuchHost, FetchFailure.NoConnection, FetchFailure.CutOff];

    public static List<SimulatedPublisher> Make(int count, int seed) => [.. Enumerable.Range(0, count).Select(number => Make(number, new Random(seed + number)))];

    private static SimulatedPublisher Make(int number, Random chance)
    {
        // Ten hosts in all carry four sources each; the others stand alone.
        var host = number % 5 == 0 ? $"shared-{number / 5 % 10}.example" : $"p{number}.example";
        var rhythm = (number % 20) switch { 1 when number % 100 == 1 => Rhythm.Wire, < 4 => Rhythm.Daily, < 10 => Rhythm.Weekdays, < 12 => Rhythm.Bursts, < 16 => Rhythm.Weekly, < 18 => Rhythm.Monthly, _ => Rhythm.Seasonal };
        var source = new Source
        {
            Id = SourceId.TryParse($"p{number}", out var id) ? id : default,
            Kind = SourceKind.Feed,
            Address = new Uri($"https://{host}/{number}/feed"),
            Organisation = new Organisation { Name = $"Publisher {number}" },
            Every = number % 40 == 7 ? TimeSpan.FromHours(1) : null,
        };
        var fate = number % 13;
        var day = SimulatedRhythms.Start.AddDays(chance.Next(60, rhythm == Rhythm.Monthly ? 150 : 200));
        var isMove = fate is 4 or 5;
        return new SimulatedPublisher(number, rhythm, chance, source, fate == 3 && rhythm is Rhythm.Daily or Rhythm.Weekdays ? (number % 2 == 0 ? day : null) : null)
        {
            Death = fate switch { 0 => Death.Frozen, 1 when number % 2 == 0 => Death.Rewritten, 2 when number % 3 == 0 => Death.Gone, _ => Death.None },
            Dies = fate == 0 || (fate == 1 && number % 2 == 0) || (fate == 2 && number % 3 == 0) ? day : DateTimeOffset.MaxValue,
            Outages = OutagesOf(fate, chance),
            MovesTo = isMove ? new Uri(fate == 5 && number % 2 == 0 ? $"https://elsewhere-{number}.example/feed" : $"https://new.{host}/{number}/feed") : null,
            Moves = isMove ? day : DateTimeOffset.MaxValue,
            MoveEnds = isMove && fate == 5 ? day.AddDays(25) : DateTimeOffset.MaxValue,
            OldEnds = isMove && fate == 4 ? day.AddDays(60) : DateTimeOffset.MaxValue,
            FreshFor = number % 17 == 3 ? TimeSpan.FromDays(30) : null,
            Hints = new FeedHints
            {
                Pause = (number % 19) switch { 5 => TimeSpan.FromDays(365), 6 => TimeSpan.FromHours(1), _ => null },
                SkipHours = number % 23 == 9 ? [0, 1, 2, 3, 4, 5] : [],
                SkipDays = number % 29 == 4 ? [DayOfWeek.Saturday, DayOfWeek.Sunday] : [],
            },
            Lies = number % 31 == 8,
        };
    }

    private static List<Outage> OutagesOf(int fate, Random chance)
    {
        DateTimeOffset Day() => SimulatedRhythms.Start.AddDays(chance.Next(10, 340));
        Outage Of(DateTimeOffset from, TimeSpan length, FetchFailure failure, TimeSpan? retryAfter = null) => new(from, from + length, failure, retryAfter);
        return fate switch
        {
            6 or 7 => [.. Enumerable.Range(0, 6).Select(_ => Of(Day(), TimeSpan.FromHours(chance.Next(1, 30)), Failures[chance.Next(5)]))],
            8 => [Of(Day(), TimeSpan.FromDays(chance.Next(5, 22)), Failures[chance.Next(5)])],
            9 => [.. Enumerable.Range(0, 4).Select(_ => Of(Day(), TimeSpan.FromHours(40), FetchFailure.Throttled, TimeSpan.FromHours(chance.Next(1, 12))))],
            10 => [Of(Day(), TimeSpan.FromDays(10), FetchFailure.Blocked)],
            _ => [],
        };
    }
}
