using Aggregator.Downloads;
using Aggregator.Items;
using Aggregator.Sources;

namespace Aggregator.Polls;

/// <summary>What we remember of a source between polls. A reducer: the memory and an outcome give the next memory.</summary>
public sealed record PollMemory
{
    public required SourceId Source { get; init; }

    public Validators Validators { get; init; } = Validators.None;

    /// <summary>The hash of the last body that was read whole: a second test for "unchanged".</summary>
    public ContentHash? LastBody { get; init; }

    public DateTimeOffset? LastPolled { get; init; }

    /// <summary>When the source last answered in a way we could read.</summary>
    public DateTimeOffset? LastGood { get; init; }

    /// <summary>When it last announced something new.</summary>
    public DateTimeOffset? LastNew { get; init; }

    public DateTimeOffset Due { get; init; }

    public int FailuresInARow { get; init; }

    /// <summary>Why the last poll failed, in a sentence; null when it did not.</summary>
    public string? Trouble { get; init; }

    /// <summary>First key and fingerprint of each item of the last answer: an unchanged item must not touch the store.</summary>
    public IReadOnlyDictionary<ItemKey, string> LastAnswer { get; init; } = new Dictionary<ItemKey, string>();

    /// <summary>What the gates left out of the last answer.</summary>
    public IReadOnlyList<Drop> Drops { get; init; } = [];

    public PollMemory After(PollOutcome outcome, DateTimeOffset now, TimeSpan every) => outcome switch
    {
        PollOutcome.Found found => Good(now, every) with
        {
            Validators = found.Validators,
            LastBody = found.Body,
            LastAnswer = AnswerOf(found.Announcement.Items),
            Drops = found.Announcement.Drops,
        },
        PollOutcome.Unchanged unchanged => Good(now, every) with { Validators = unchanged.Validators ?? Validators },
        PollOutcome.Broken broken => this with
        {
            LastPolled = now,
            FailuresInARow = FailuresInARow + 1,
            Trouble = broken.Why,
            Due = now + PollSchedule.AfterFailure(every, FailuresInARow + 1),
        },
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>
    /// The memory when only a part of an answer was kept so far. Validators and due time stay as they were:
    /// should the poll end here, the source is asked again and tells the whole.
    /// </summary>
    /// <param name="kept">First key and fingerprint of each item that was kept.</param>
    public PollMemory AfterPart(IEnumerable<KeyValuePair<ItemKey, string>> kept) => this with
    {
        LastAnswer = LastAnswer.Concat(kept).GroupBy(pair => pair.Key).ToDictionary(group => group.Key, group => group.Last().Value),
    };

    /// <summary>True when this very item stood in the last answer.</summary>
    public bool Remembers(ItemKey first, string fingerprint) => LastAnswer.TryGetValue(first, out var known) && known == fingerprint;

    private PollMemory Good(DateTimeOffset now, TimeSpan every) =>
        this with { LastPolled = now, LastGood = now, FailuresInARow = 0, Trouble = null, Due = now + every };

    private static Dictionary<ItemKey, string> AnswerOf(IReadOnlyList<Item> items)
    {
        var answer = new Dictionary<ItemKey, string>();
        foreach (var (item, keys) in items.Zip(ItemKey.Of(items)))
            answer[keys[0]] = ItemKey.Fingerprint(item);
        return answer;
    }
}
