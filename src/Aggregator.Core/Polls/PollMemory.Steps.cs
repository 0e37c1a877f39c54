using Aggregator.Downloads;
using Aggregator.Items;
using Aggregator.Sources;

namespace Aggregator.Polls;

/// <summary>How each outcome changes the memory.</summary>
public sealed partial record PollMemory
{
    private PollMemory Read(PollOutcome.Found found, DateTimeOffset now, Source source)
    {
        var items = found.Announcement.Items;
        var keys = ItemKey.Of(items);
        var answer = new Dictionary<ItemKey, string>();
        var fresh = new List<Item>();
        foreach (var (item, its) in items.Zip(keys))
        {
            if (answer.TryAdd(its[0], ItemKey.Fingerprint(item)) && !LastAnswer.ContainsKey(its[0]))
                fresh.Add(item);
        }
        var isFirst = LastAnswer.Count == 0;
        var shape = Shape.After(items, fresh, isFirst, now - (LastWhole ?? now));
        return Good(found, now, source) with
        {
            Validators = found.Validators,
            LastBody = found.Body,
            LastWhole = now,
            NotModified = 0,
            ValidatorsLie = ValidatorsLie || (!isFirst && fresh.Count > 0 && found.Validators == Validators && Validators != Validators.None),
            LastAnswer = answer,
            Drops = found.Announcement.Drops,
            Hints = found.Announcement.Hints,
            Cadence = Cadence.With(MomentsOf(fresh, isFirst, now), now),
            Shape = fresh.Count == 0 && IsTheSame(answer) ? shape with { Idle = shape.Idle + 1 } : shape,
            Gap = IsGap(keys) ? new Gap(LastGood ?? now, now, items.Count).After(Gap) : Gap,
        };
    }

    private bool IsTheSame(Dictionary<ItemKey, string> answer) => answer.Count == LastAnswer.Count && answer.All(pair => Remembers(pair.Key, pair.Value));

    /// <summary>When new items were published; where only a day is told, or nothing, they are new now. Of a first answer only what has a date says when.</summary>
    private static List<DateTimeOffset> MomentsOf(List<Item> fresh, bool isFirst, DateTimeOffset now)
    {
        var moments = new List<DateTimeOffset>();
        foreach (var item in fresh)
        {
            if (item.Published is { } date && (date.HasTime || now - date.Moment > TimeSpan.FromDays(2)))
                moments.Add(date.Moment);
            else if (!isFirst)
                moments.Add(now);
        }
        return moments;
    }

    private PollMemory Same(PollOutcome.Unchanged unchanged, DateTimeOffset now, Source source) => Good(unchanged, now, source) with
    {
        Validators = unchanged.Validators ?? Validators,
        LastWhole = unchanged.Validators is null ? LastWhole : now,
        NotModified = unchanged.Validators is null ? NotModified + 1 : 0,
        Shape = Shape.Pressure == 0 ? Shape : Shape with { Pressure = Shape.Pressure - 1 },
    };

    private PollMemory Good(PollOutcome outcome, DateTimeOffset now, Source source) => this with
    {
        LastGood = now,
        FailuresInARow = 0,
        Trouble = null,
        Advice = null,
        Failure = null,
        Retired = null,
        Move = Move.After(Move, AddressOf(source), outcome.Served.MovedTo, source, now),
    };

    private PollMemory Failed(PollOutcome.Broken broken, DateTimeOffset now, Source source)
    {
        var asked = AddressOf(source);
        var move = Move?.AfterFailure(asked, now);
        // Only the look back at an address it had moved from failed: the new one answers.
        if (FailuresInARow == 0 && Move is { Taken: not null } && asked != Move.To)
            return this with { Move = move };
        var goneBefore = Failure == FetchFailure.Gone ? FailuresInARow : 0;
        return this with
        {
            FailuresInARow = FailuresInARow + 1,
            Trouble = broken.Why,
            Advice = broken.Advice,
            Failure = broken.Failure,
            Retired = broken.Failure != FetchFailure.Gone ? null : Retired ?? (goneBefore + 1 >= GoneTimes ? now : null),
            Move = move,
        };
    }

    private PollNote NoteOf(PollOutcome outcome, PollMemory next, DateTimeOffset now) => new()
    {
        At = now,
        Kind = outcome switch
        {
            PollOutcome.Found => PollResultKind.Read,
            PollOutcome.Unchanged { Validators: null } => PollResultKind.NotModified,
            PollOutcome.Unchanged => PollResultKind.SameBytes,
            _ => PollResultKind.Broken,
        },
        Failure = (outcome as PollOutcome.Broken)?.Failure,
        Items = outcome is PollOutcome.Found ? next.Shape.Items : 0,
        New = outcome is PollOutcome.Found ? next.Shape.New : 0,
        Sentence = (outcome as PollOutcome.Broken)?.Why ?? Remarkable(next),
    };

    private string? Remarkable(PollMemory next)
    {
        var parts = new List<string>();
        if (next.Gap is { } gap && gap != Gap)
            parts.Add(gap.Sentence);
        if (next.Move is { Taken: not null } && Move?.Taken is null)
            parts.Add($"It has moved for good: {next.Move.To.AbsoluteUri} is asked from now on.");
        if (Move is { Taken: not null } && next.Move is null)
            parts.Add("It answers from its old address again.");
        if (next.ValidatorsLie && !ValidatorsLie)
            parts.Add("Its validators stayed the same while its items changed: it is asked without them from now on.");
        if (Retired is not null)
            parts.Add("It is back.");
        return parts.Count == 0 ? null : string.Join(' ', parts);
    }
}
