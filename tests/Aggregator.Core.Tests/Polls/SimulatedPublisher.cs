using Aggregator.Downloads;
using Aggregator.Items;
using Aggregator.Sources;
using Aggregator.Text;

namespace Aggregator.Polls;

/// <summary>How a publisher ends without saying so, or saying so.</summary>
internal enum Death
{
    None,

    /// <summary>The feed says "not modified" for ever.</summary>
    Frozen,

    /// <summary>The feed is written anew every hour with the same items.</summary>
    Rewritten,
    Gone,
}

/// <summary>A time during which a publisher fails.</summary>
internal sealed record Outage(DateTimeOffset From, DateTimeOffset To, FetchFailure Failure, TimeSpan? RetryAfter = null);

/// <summary>An invented publisher: what it publishes in a year, and what befalls it.</summary>
internal sealed class SimulatedPublisher
{
    private static readonly string[] SectionNames = ["news", "reports", "events"];

    private readonly List<DateTimeOffset> _moments;

    public SimulatedPublisher(int number, Rhythm rhythm, Random chance, Source source, DateTimeOffset? sectionLoss)
    {
        (Number, Rhythm, Source, SectionLoss) = (number, rhythm, source, sectionLoss);
        var all = SimulatedRhythms.Moments(rhythm, chance).Select(moment => (Moment: moment, Section: chance.Next(0, 3))).Where(item => !(item.Section == 1 && item.Moment > sectionLoss)).ToList();
        _moments = [.. all.Select(item => item.Moment)];
        Items = [.. all.Select((item, at) => new Item
        {
            Id = $"{number}-{at}",
            // Links cost most of the time of a poll: a third of the publishers is enough to see that no section is missed falsely.
            Link = number % 3 == 0 || sectionLoss is not null ? new Uri($"{source.Address.GetLeftPart(UriPartial.Authority)}/{SectionNames[item.Section]}/item-{at}") : null,
            Published = new WrittenDate(item.Moment, true),
        })];
        Window = chance.Next(10, 51);
    }

    public int Number { get; }

    public Rhythm Rhythm { get; }

    public Source Source { get; }

    public DateTimeOffset? SectionLoss { get; }

    public int Window { get; }

    public IReadOnlyList<Item> Items { get; }

    public Death Death { get; init; }

    public DateTimeOffset Dies { get; init; } = DateTimeOffset.MaxValue;

    public IReadOnlyList<Outage> Outages { get; init; } = [];

    /// <summary>Where a permanent redirect leads, from when on, and when it ends.</summary>
    public Uri? MovesTo { get; init; }

    public DateTimeOffset Moves { get; init; } = DateTimeOffset.MaxValue;

    public DateTimeOffset MoveEnds { get; init; } = DateTimeOffset.MaxValue;

    /// <summary>When the old address of a move stops to answer.</summary>
    public DateTimeOffset OldEnds { get; init; } = DateTimeOffset.MaxValue;

    public TimeSpan? FreshFor { get; init; }

    public FeedHints Hints { get; init; } = FeedHints.None;

    /// <summary>True when its validators change once in twenty days only.</summary>
    public bool Lies { get; init; }

    /// <summary>The number of items published up to a moment.</summary>
    public int CountAt(DateTimeOffset moment)
    {
        var at = _moments.BinarySearch(moment < Dies ? moment : Dies);
        return at < 0 ? ~at : at + 1;
    }

    public DateTimeOffset MomentOf(int item) => _moments[item];

    public PollOutcome Answer(Uri asked, Validators sent, PollMemory memory, DateTimeOffset now)
    {
        if (Outages.FirstOrDefault(outage => outage.From <= now && now < outage.To) is { } outage)
            return new PollOutcome.Broken($"It fails: {outage.Failure}.") { Failure = outage.Failure, RetryAfter = outage.RetryAfter };
        if (Death == Death.Gone && now > Dies)
            return new PollOutcome.Broken("It answers 410 Gone.") { Failure = FetchFailure.Gone };
        var isMoving = now >= Moves && now < MoveEnds;
        if ((asked == Source.Address && now > OldEnds) || (asked == MovesTo && !isMoving))
            return new PollOutcome.Broken("It answers 404 Not Found.") { Failure = FetchFailure.Refused };
        return Told(sent, memory, now) with { Served = new Served { FreshFor = FreshFor, MovedTo = isMoving && asked == Source.Address ? MovesTo : null } };
    }

    private PollOutcome Told(Validators sent, PollMemory memory, DateTimeOffset now)
    {
        var count = CountAt(now);
        var edition = Death == Death.Rewritten && now > Dies ? now.ToUnixTimeSeconds() / 3600 : 0;
        var validators = new Validators(Lies ? $"\"{now.DayOfYear / 20}\"" : $"\"{count}-{edition}\"", null);
        if (sent == validators)
            return new PollOutcome.Unchanged(null);
        var body = new ContentHash($"{count}-{edition}");
        if (memory.LastBody == body)
            return new PollOutcome.Unchanged(validators);
        var from = Math.Max(0, count - Window);
        return new PollOutcome.Found(new Announcement { Format = "rss", Hints = Hints, Items = [.. Items.Skip(from).Take(count - from).Reverse()] }, validators, body);
    }
}
