using System.Globalization;
using Aggregator.Downloads;
using Aggregator.Items;
using Aggregator.Sources;

namespace Aggregator.Polls;

/// <summary>When to ask again, and why.</summary>
/// <remarks>
/// While a source answers: when its cadence promises enough for a visit, not sooner than its own hints ask, not later than the user asks.
/// While it fails: ever later, by the kind of the failure, and never later than in a week.
/// </remarks>
public static class PollSchedule
{
    /// <summary>Sources are never given up: a broken one is asked once a week at the least.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>No source is asked more often, unless the user wrote a shorter interval.</summary>
    public static readonly TimeSpan Floor = TimeSpan.FromMinutes(10);

    /// <summary>A source whose interval the user did not write is asked at least this often while it answers.</summary>
    public static readonly TimeSpan Ceiling = TimeSpan.FromHours(6);

    /// <summary>New items that are worth a visit: every second visit finds one.</summary>
    private const double ItemsPerVisit = 0.5;

    /// <summary>Hours and days on which a source asks not to be visited put a visit off by no more than this.</summary>
    private static readonly TimeSpan MostSkipped = TimeSpan.FromDays(3);

    /// <summary>After this time a failing source is asked once a week, whatever its failure is.</summary>
    private static readonly TimeSpan LongDead = TimeSpan.FromDays(30);

    /// <summary>The next visit of a source that answered.</summary>
    public static Visit AfterAnswer(PollMemory memory, Source source, DateTimeOffset now)
    {
        var most = source.Every ?? Ceiling;
        var least = most < Floor ? most : Floor;
        var (wait, because) = Learned(memory, source, most, now);
        if (memory.Shape.Pressure > 0)
        {
            var halved = wait / Math.Pow(2, memory.Shape.Pressure);
            (wait, because) = (halved < least ? least : halved, "much of its last answers was new: more could come than it shows");
        }
        else
        {
            wait = Larger(wait, least);
            if (Asked(memory, most) is { } asked && asked.Wait > wait)
                (wait, because) = asked;
        }
        // A tenth earlier by chance, so that sources read together drift apart: not later, that would break the user's word.
        var at = now + Larger(least, wait * (0.9 + (0.1 * Chance(memory))));
        return memory.Shape.Pressure == 0 && Skipped(memory.Hints, at) is { } later ? new Visit(later, "it asks not to be visited before") : new Visit(at, because);
    }

    /// <summary>The next visit of a source that failed.</summary>
    public static Visit AfterFailure(PollMemory memory, PollOutcome.Broken broken, DateTimeOffset now)
    {
        var (first, most) = Patience(broken.Failure);
        if (now - (memory.LastGood ?? now) > LongDead || memory.Retired is not null)
            (first, most) = (Longest, Longest);
        var wait = Smaller(first * Math.Pow(2, Math.Clamp(memory.FailuresInARow - 1, 0, 20)), most);
        var because = memory.FailuresInARow switch
        {
            0 => "the last visit says nothing of the source",
            1 => "the last visit failed",
            var times => $"the last {times.ToString(CultureInfo.InvariantCulture)} visits failed",
        };
        // Later by chance, never earlier: what a server asks for is kept.
        var at = Smaller(wait * (1 + (0.25 * Chance(memory))), Longest);
        return broken.RetryAfter is { } asked && asked >= wait
            ? new Visit(now + Smaller(asked + (Smaller(asked * 0.1, TimeSpan.FromMinutes(5)) * Chance(memory)), Longest), "the server asks for that pause")
            : new Visit(now + at, because);
    }

    private static (TimeSpan Wait, string Because) Learned(PollMemory memory, Source source, TimeSpan most, DateTimeOffset now)
    {
        if (memory.Cadence.PerWeek(now) is null)
            return (Smaller(most, Source.UsualInterval), "its rhythm is not known yet");
        var window = Math.Max(1, memory.Shape.Items / 4.0);
        return memory.Cadence.Until(Math.Min(ItemsPerVisit, window), now, most) is { } wait
            ? (wait, "by its rhythm something new is to be expected then")
            : (most, source.Every is null ? "little is to be expected, and no source is left alone for longer" : "the feeds file asks for it");
    }

    /// <summary>What the source and its server ask for; no more than the ceiling, or a lie of a year would blind us.</summary>
    private static (TimeSpan Wait, string Because)? Asked(PollMemory memory, TimeSpan most)
    {
        var feed = memory.Hints.Pause ?? TimeSpan.Zero;
        var server = memory.FreshFor ?? TimeSpan.Zero;
        return (feed, server) switch
        {
            _ when feed <= TimeSpan.Zero && server <= TimeSpan.Zero => null,
            _ when feed >= server => (Smaller(feed, most), "the feed asks for that pause (ttl)"),
            _ => (Smaller(server, most), "the server says that nothing changes before (Cache-Control)"),
        };
    }

    private static DateTimeOffset? Skipped(FeedHints hints, DateTimeOffset at)
    {
        var later = at.ToUniversalTime();
        while (hints.SkipHours.Contains(later.Hour) || hints.SkipDays.Contains(later.DayOfWeek))
        {
            later = new DateTimeOffset(later.Date, TimeSpan.Zero).AddHours(later.Hour + 1);
            // All hours, or all days: that is a mistake of theirs.
            if (later - at > MostSkipped)
                return null;
        }
        return later > at ? later.AddMinutes(later.Minute == 0 ? at.Minute / 2 : 0) : null;
    }

    /// <summary>The first wait after a failure, and the longest.</summary>
    private static (TimeSpan First, TimeSpan Most) Patience(FetchFailure? failure) => failure switch
    {
        FetchFailure.Budget => (TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(10)),
        null or FetchFailure.TooSlow or FetchFailure.CutOff or FetchFailure.ServerError => (TimeSpan.FromMinutes(10), TimeSpan.FromHours(12)),
        FetchFailure.Throttled => (TimeSpan.FromMinutes(30), TimeSpan.FromDays(1)),
        FetchFailure.NoSuchHost or FetchFailure.NoConnection or FetchFailure.Insecure => (TimeSpan.FromMinutes(30), TimeSpan.FromDays(1)),
        FetchFailure.Gone => (TimeSpan.FromDays(1), Longest),
        _ => (TimeSpan.FromHours(2), TimeSpan.FromDays(3)),
    };

    /// <summary>From 0 to 1, by the source and the number of its polls: the same poll gives the same chance.</summary>
    private static double Chance(PollMemory memory)
    {
        var hash = 2166136261u;
        foreach (var letter in memory.Source.Value ?? "")
            hash = (hash ^ letter) * 16777619u;
        hash = (hash ^ (uint)memory.Polls) * 16777619u;
        hash ^= hash >> 15;
        hash *= 2246822519u;
        return (hash ^ (hash >> 13)) / (double)uint.MaxValue;
    }

    private static TimeSpan Smaller(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Larger(TimeSpan one, TimeSpan other) => one > other ? one : other;
}

/// <summary>When a source is visited next.</summary>
/// <param name="Because">Words that follow "because".</param>
public readonly record struct Visit(DateTimeOffset At, string Because);
