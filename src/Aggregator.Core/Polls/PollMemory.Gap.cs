using Aggregator.Items;

namespace Aggregator.Polls;

/// <summary>How a gap is filled, poll after poll.</summary>
public sealed partial record PollMemory
{
    /// <summary>So many items of the answer before a gap are remembered until it is filled: one of them is enough to know it by.</summary>
    private const int KeptBefore = 50;

    /// <summary>True for an older page on which the answer before the gap begins, and for one that has nothing more.</summary>
    /// <param name="page">The keys of each item of this page.</param>
    public bool EndsGap(IReadOnlyList<IReadOnlyList<ItemKey>> page) =>
        Gap is { Next: not null, Before: { } before } ? page.Count == 0 || page.Any(keys => before.Contains(keys[0])) : !IsGap(page);

    /// <summary>The memory after older pages were asked for: the gap is filled, or waits for its next try, or stays for a reason that is told.</summary>
    /// <param name="before">The memory before this poll.</param>
    /// <param name="items">Items that the poll found on all pages.</param>
    public PollMemory Filled(PollMemory before, GapTry tried, int items, DateTimeOffset now)
    {
        if (Gap is not { } gap)
            return this;
        var isNew = gap != before.Gap;
        if (tried.Why is null)
            return this with
            {
                // What was given up before lies further back than these pages went.
                Gap = isNew && before.Gap is { Next: null } ? before.Gap : null,
                Notes = PollNote.Added(Notes, GapNote(now, items, $"The gap was filled from {tried.From}.")),
            };
        var tries = isNew ? 1 : gap.Tries + 1;
        gap = gap with { Next = tried.Next, Tries = tries, Pages = tried.Pages, Why = tried.Why, Before = tried.Next is null ? null : before.AnswerBeforeGap };
        gap = tries < Gap.MostTries ? gap : gap.GivenUp();
        return this with
        {
            Gap = gap,
            Notes = isNew || gap.Next is not null ? Notes : PollNote.Added(Notes, GapNote(now, items, $"The gap is given up after {tries} tries: {tried.Why}")),
        };
    }

    private IReadOnlyList<ItemKey> AnswerBeforeGap => Gap is { Next: not null, Before: { } known } ? known : [.. LastAnswer.Keys.Take(KeptBefore)];

    private static PollNote GapNote(DateTimeOffset now, int items, string sentence) => new() { At = now, Kind = PollResultKind.Read, Items = items, Sentence = sentence };
}
