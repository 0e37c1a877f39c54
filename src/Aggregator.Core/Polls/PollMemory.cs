using Aggregator.Downloads;
using Aggregator.Items;
using Aggregator.Sources;

namespace Aggregator.Polls;

/// <summary>What we remember of a source between polls. A reducer: the memory and an outcome give the next memory.</summary>
public sealed partial record PollMemory
{
    /// <summary>After so many answers without a body, or so long a time, the whole is asked for: validators lie.</summary>
    private const int ConditionalAnswers = 50;

    private const int GoneTimes = 3;

    private static readonly TimeSpan WholeEvery = TimeSpan.FromDays(7);

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

    /// <summary>When a body last came, not just the word that nothing changed.</summary>
    public DateTimeOffset? LastWhole { get; init; }

    /// <summary>Answers without a body since then.</summary>
    public int NotModified { get; init; }

    /// <summary>True when new items once came under the validators of the old ones: then none are sent any more.</summary>
    public bool ValidatorsLie { get; init; }

    public DateTimeOffset Due { get; init; }

    /// <summary>Why it is due then, in words that follow "because"; null when it was never polled.</summary>
    public string? Because { get; init; }

    /// <summary>Polls ever made.</summary>
    public int Polls { get; init; }

    public int FailuresInARow { get; init; }

    /// <summary>Why the last poll failed, in a sentence; null when it did not.</summary>
    public string? Trouble { get; init; }

    /// <summary>What a person can try instead, in a sentence; null when there is nothing.</summary>
    public string? Advice { get; init; }

    /// <summary>What kind of failure that was; null when there was none, or when something came that could not be read.</summary>
    public FetchFailure? Failure { get; init; }

    /// <summary>Since when the source says that it is gone for good (410), several times in a row; null when it does not.</summary>
    public DateTimeOffset? Retired { get; init; }

    public Move? Move { get; init; }

    /// <summary>The time of which we cannot say that we saw everything; null when there is none, or it was filled.</summary>
    public Gap? Gap { get; init; }

    // What follows is missing in what older versions stored, and the reader of JSON sets what is missing to null.

    /// <summary>How the source wants to be read, from the last answer that was read.</summary>
    public FeedHints Hints { get; init => field = value ?? FeedHints.None; } = FeedHints.None;

    /// <summary>How long the server last said that nothing will change.</summary>
    public TimeSpan? FreshFor { get; init; }

    public Cadence Cadence { get; init => field = value ?? Cadence.Unknown; } = Cadence.Unknown;

    public AnswerShape Shape { get; init => field = value ?? AnswerShape.Unknown; } = AnswerShape.Unknown;

    /// <summary>What the pages of its articles were like lately.</summary>
    public PageDrift Drift { get; init => field = value ?? PageDrift.None; } = PageDrift.None;

    /// <summary>The last polls, the oldest first.</summary>
    public IReadOnlyList<PollNote> Notes { get; init => field = value ?? []; } = [];

    /// <summary>First key and fingerprint of each item of the last answer: an unchanged item must not touch the store.</summary>
    public IReadOnlyDictionary<ItemKey, string> LastAnswer { get; init; } = new Dictionary<ItemKey, string>();

    /// <summary>What the gates left out of the last answer.</summary>
    public IReadOnlyList<Drop> Drops { get; init; } = [];

    /// <summary>The address to ask: the one of feeds.json, or the one it moved to.</summary>
    public Uri AddressOf(Source source) => Move is { Taken: not null, AsksOld: false } ? Move.To : source.Address;

    /// <summary>The validators to send: none now and then, since some servers say "not modified" for ever.</summary>
    public Validators ValidatorsToSend(DateTimeOffset now) =>
        ValidatorsLie || NotModified >= ConditionalAnswers || now - LastWhole >= WholeEvery ? Validators.None : Validators;

    public PollMemory After(PollOutcome outcome, DateTimeOffset now, Source source)
    {
        var next = outcome switch
        {
            PollOutcome.Found found => Read(found, now, source),
            PollOutcome.Unchanged unchanged => Same(unchanged, now, source),
            PollOutcome.Broken { Failure: FetchFailure.Budget } => this,
            PollOutcome.Broken broken => Failed(broken, now, source),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        next = next with
        {
            LastPolled = now,
            Polls = Polls + 1,
            FreshFor = outcome.Served.FreshFor ?? FreshFor,
            Notes = PollNote.Added(Notes, NoteOf(outcome, next, now)),
        };
        var visit = outcome is PollOutcome.Broken failure ? PollSchedule.AfterFailure(next, failure, now) : PollSchedule.AfterAnswer(next, source, now);
        return next with { Due = visit.At, Because = visit.Because };
    }

    /// <summary>The memory as it counts for a source: what another address or other rules gave says nothing of this one.</summary>
    public PollMemory For(Source source)
    {
        var asked = ContentHash.Of(source.Address.AbsoluteUri, source.Kind.ToString(), source.Rules?.ToString());
        if (Asked == asked)
            return this;
        if (Asked is null)
            return this with { Asked = asked };
        // The user wrote down where the source had moved: nothing else changed.
        return source.Address == Move?.To
            ? this with { Asked = asked, Move = null }
            : this with { Asked = asked, Validators = Validators.None, LastBody = null, LastAnswer = new Dictionary<ItemKey, string>(), Gap = Gap?.GivenUp(), Move = null, Retired = null, Shape = AnswerShape.Unknown };
    }

    /// <summary>The memory without what would let the source or us leave anything out of the next answer, which is due at once.</summary>
    public PollMemory Forgetting() =>
        this with { Validators = Validators.None, LastBody = null, LastAnswer = new Dictionary<ItemKey, string>(), Due = DateTimeOffset.MinValue };

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

    /// <summary>True when there was a last answer, and nothing of it stands in this one: items may have come and gone between.</summary>
    /// <param name="answer">The keys of each item of this answer.</param>
    public bool IsGap(IReadOnlyList<IReadOnlyList<ItemKey>> answer) => LastAnswer.Count > 0 && answer.Count > 0 && !answer.Any(keys => LastAnswer.ContainsKey(keys[0]));

    /// <summary>True when this very item stood in the last answer.</summary>
    public bool Remembers(ItemKey first, string fingerprint) => LastAnswer.TryGetValue(first, out var known) && known == fingerprint;
}
