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

    /// <summary>The hash of the address, kind and rules by which the source was asked.</summary>
    public ContentHash? Asked { get; init; }

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

    /// <summary>The memory as it counts for a source: what another address or other rules gave says nothing of this one.</summary>
    public PollMemory For(Source source)
    {
        var asked = ContentHash.Of(source.Address.AbsoluteUri, source.Kind.ToString(), source.Rules?.ToString());
        return Asked is null || Asked == asked
            ? this with { Asked = asked }
            : this with { Asked = asked, Validators = Validators.None, LastBody = null, LastAnswer = new Dictionary<ItemKey, string>() };
    }

    /// <summary>
    /// The memory when some items are to be read once more: they are not remembered, and the source keeps the old validators,
    /// so that it tells the whole again.
    /// </summary>
    public PollMemory TryingAgain(PollMemory before, IReadOnlySet<ItemKey> items) => items.Count == 0 ? this : this with
    {
        Validators = before.Validators,
        LastBody = before.LastBody,
        LastAnswer = LastAnswer.Where(pair => !items.Contains(pair.Key)).ToDictionary(),
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
