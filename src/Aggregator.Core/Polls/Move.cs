using Aggregator.Sources;
using Aggregator.Text;

namespace Aggregator.Polls;

/// <summary>A source that answers from another address for good: believed after days, checked every week, undone when it ends.</summary>
public sealed record Move
{
    private const int TimesToBelieve = 3;

    private static readonly TimeSpan TimeToBelieve = TimeSpan.FromDays(3);

    private static readonly TimeSpan TimeToCheck = TimeSpan.FromDays(7);

    public required Uri To { get; init; }

    public required DateTimeOffset Since { get; init; }

    /// <summary>When the old address was last asked.</summary>
    public required DateTimeOffset Checked { get; init; }

    /// <summary>Answers that led there.</summary>
    public int Times { get; init; } = 1;

    /// <summary>When the new address was taken for the source's own; null while the old one is asked.</summary>
    public DateTimeOffset? Taken { get; init; }

    /// <summary>True when the old address is to be asked next, to see whether the move still holds.</summary>
    public bool AsksOld { get; init; }

    /// <summary>True when the new address is the same publisher's: another's is taken only by the word of the user, in feeds.json.</summary>
    public bool IsSameSite { get; init; }

    /// <summary>The move after a good answer: begun, believed, held or ended.</summary>
    /// <param name="asked">The address that was asked.</param>
    /// <param name="movedTo">Where permanent redirects led from there.</param>
    public static Move? After(Move? known, Uri asked, Uri? movedTo, Source source, DateTimeOffset now)
    {
        if (movedTo is null || movedTo == source.Address)
            return known is { Taken: not null } && asked == known.To && asked != source.Address ? known.Waiting(now) : null;
        var move = known?.To == movedTo
            ? known with { Checked = now, Times = known.Times + 1, AsksOld = false }
            : new Move { To = movedTo, Since = now, Checked = now, IsSameSite = WebSite.Of(source.Address) == WebSite.Of(movedTo) };
        return move.Taken is null && move.IsBelieved(source.Address, now) ? move with { Taken = now } : move;
    }

    /// <summary>The move after a failure: when the new address fails, the old one is asked, and the other way round.</summary>
    public Move AfterFailure(Uri asked, DateTimeOffset now) =>
        asked == To ? this with { AsksOld = true }
        : Taken is null && IsSameSite && Times > 1 ? this with { Taken = now, Checked = now }
        : this with { AsksOld = false, Checked = now };

    private Move Waiting(DateTimeOffset now) => this with { AsksOld = now - Checked >= TimeToCheck };

    /// <summary>The same address in a safe scheme is believed at once.</summary>
    private bool IsBelieved(Uri old, DateTimeOffset now) =>
        IsSameSite && ((Times >= TimesToBelieve && now - Since >= TimeToBelieve) || (old.Scheme == "http" && To.Scheme == "https" && old.Host == To.Host && old.PathAndQuery == To.PathAndQuery));
}
