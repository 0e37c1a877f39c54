using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>Chooses among the dates that were found: by how far each place can be trusted, and by how many agree that did not copy from one another.</summary>
internal static class DateChoice
{
    /// <summary>Below it, a date is told, and not believed.</summary>
    public const double Least = 0.3;

    private const double Alone = 0.2;

    /// <summary>Below it, a day does not stand by the title, and nothing but its place speaks for it.</summary>
    private const double Faint = 0.55;

    private const double Alike = 0.01;

    /// <summary>So many days that are told alike make a list.</summary>
    private const int ShortestList = 2;

    /// <summary>A day of a list is told with this part of its confidence.</summary>
    private const double OfList = 0.5;

    private static readonly TimeSpan Days = TimeSpan.FromDays(3);

    private static readonly int Witnesses = Enum.GetValues<DateWitness>().Length;

    /// <summary>A moment that is told at offset zero is another day in Auckland, or in Honolulu: so far apart, it and a printed day may be the same.</summary>
    private static readonly (TimeSpan East, TimeSpan West) Zones = (TimeSpan.FromHours(13), TimeSpan.FromHours(10));

    /// <summary>The chosen one first, with the confidence of all that agree with it; then the others.</summary>
    /// <param name="updated">When the page says that it was changed: that is not when it was published.</param>
    public static IReadOnlyList<DateEvidence> Ranked(IReadOnlyList<DateCandidate> candidates, WrittenDate? updated)
    {
        if (candidates.Count == 0)
            return [];
        var supported = candidates.Select(candidate => (candidate, Support: Support(candidate, candidates, updated))).OrderByDescending(found => found.Support).ThenByDescending(found => found.candidate.Evidence.Confidence).ToList();
        var best = supported[0];
        var chosen = Told(best.candidate, candidates);
        if (best.Support < Faint && IsListed([.. supported.TakeWhile(found => best.Support - found.Support < Alike).Select(found => found.candidate)]))
            best.Support *= OfList;
        // The only day that a page tells is likelier its own than another's, if it does not stand in the midst of others' words.
        var isAlone = best.Support is >= Alone and < Least && candidates.All(other => SameDay(other.Value, chosen.Value));
        var rest = candidates.Where(candidate => candidate != chosen).OrderByDescending(candidate => candidate.Evidence.Confidence).Select(candidate => candidate.Evidence);
        return [chosen.Evidence with { Confidence = isAlone ? Least : Math.Round(best.Support, 2) }, .. rest.DistinctBy(other => (other.Value, other.From))];
    }

    /// <summary>True for days that are told alike, none of them more the page's own than the others; from the newest down they are a front page's, whose day is the first.</summary>
    private static bool IsListed(List<DateCandidate> alike) =>
        alike.DistinctBy(candidate => candidate.Value.Moment.Date).Count() >= ShortestList
        && (alike[0].Witness != DateWitness.Printed || alike.Zip(alike.Skip(1)).Any(pair => pair.First.Value.Moment.Date < pair.Second.Value.Moment.Date));

    /// <summary>What a source announced, held against what its page says: they are two witnesses, whatever the page's own were.</summary>
    public static IReadOnlyList<DateEvidence> Joined(IReadOnlyList<DateEvidence> announced, IReadOnlyList<DateEvidence> page) =>
    [
        .. Ranked([.. announced.Select(date => new DateCandidate(date, DateWitness.Feed)), .. page.Where(Counts).Select(date => new DateCandidate(date, DateWitness.Marked))], updated: null),
        .. page.Where(date => !Counts(date)),
    ];

    public static bool Counts(DateEvidence date) => date.Confidence > 0;

    public static WrittenDate? Of(IReadOnlyList<DateEvidence> ranked) => ranked.Count > 0 && ranked[0].Confidence >= Least ? ranked[0].Value : null;

    private static double Support(DateCandidate candidate, IReadOnlyList<DateCandidate> all, WrittenDate? updated)
    {
        var support = 1 - Doubt(candidate, all);
        // A page that was moved carries the new day in its head, which alone says it, and the old one under its title.
        var isLate = candidate.Witness == DateWitness.Head && !all.Any(other => other.Witness != DateWitness.Head && Agree(candidate.Value, other.Value)) && all.Any(other => other.IsPrinted && other.Evidence.Confidence >= 0.6 && candidate.Value.Moment - other.Value.Moment > Days && !Agree(candidate.Value, other.Value));
        var isChange = candidate.Witness != DateWitness.Head && updated is { } change && SameDay(change, candidate.Value)
            && all.Any(other => other.Witness is DateWitness.Head or DateWitness.Address && other.Value.Moment < candidate.Value.Moment && !SameDay(other.Value, change));
        return support * (isLate ? 0.7 : 1) * (isChange ? 0.5 : 1);
    }

    /// <summary>What is left of it when all that agree are heard: of each kind of witness the surest.</summary>
    private static double Doubt(DateCandidate candidate, IReadOnlyList<DateCandidate> all)
    {
        Span<double> surest = stackalloc double[Witnesses];
        Span<int> heard = stackalloc int[Witnesses];
        var count = 0;
        for (var at = 0; at < all.Count; at++)
        {
            if (!Agree(candidate.Value, all[at].Value))
                continue;
            var witness = (int)all[at].Witness;
            if (!heard[..count].Contains(witness))
                heard[count++] = witness;
            surest[witness] = Math.Max(surest[witness], all[at].Evidence.Confidence);
        }
        var doubt = 1.0;
        foreach (var witness in heard[..count])
            doubt *= 1 - surest[witness];
        return doubt;
    }

    /// <summary>Of those that agree, the day that is printed wins over a moment of another zone; and of the same day, what has a time.</summary>
    private static DateCandidate Told(DateCandidate best, IReadOnlyList<DateCandidate> all)
    {
        var kin = all.Where(other => Agree(best.Value, other.Value)).ToList();
        var printed = kin.Where(other => other.IsPrinted || other.Witness == DateWitness.Address).OrderByDescending(other => SameDay(other.Value, best.Value)).ThenByDescending(other => other.Evidence.Confidence).Select(other => (DateCandidate?)other).FirstOrDefault() ?? best;
        var day = IsAtZero(best.Value) ? printed.Value : best.Value;
        return kin.Where(other => SameDay(other.Value, day)).OrderByDescending(other => other.Value.HasTime).ThenByDescending(other => other.Evidence.Confidence).First();
    }

    /// <summary>A midnight is no moment: a program wrote the day so.</summary>
    private static bool IsAtZero(WrittenDate date) => date.HasTime && date.Moment.Offset == TimeSpan.Zero && date.Moment.TimeOfDay > TimeSpan.Zero;

    private static bool IsMoment(WrittenDate date) => date.HasTime && date.Moment.TimeOfDay > TimeSpan.Zero;

    private static bool SameDay(WrittenDate one, WrittenDate other) => one.Moment.Date == other.Moment.Date;

    private static bool Agree(WrittenDate one, WrittenDate other)
    {
        if (SameDay(one, other))
            return true;
        if (IsMoment(one) && IsMoment(other))
            return (one.Moment - other.Moment).Duration() < TimeSpan.FromHours(1);
        if (!IsAtZero(one) && !IsAtZero(other))
            return false;
        var (moment, day) = IsMoment(one) ? (one, other) : (other, one);
        return moment.Moment > day.Moment - Zones.East && moment.Moment < day.Moment.AddDays(1) + Zones.West;
    }
}
