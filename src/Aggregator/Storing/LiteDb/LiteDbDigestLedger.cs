using Aggregator.Digests;
using LiteDB;

namespace Aggregator.Storing.LiteDb;

/// <summary>The ledger in LiteDB.</summary>
internal sealed class LiteDbDigestLedger(LiteDbStore store) : IDigestLedger
{
    public Task<IReadOnlyList<WindowRow>> LastWindowsAsync(CancellationToken stop) =>
        store.ReadAsync<IReadOnlyList<WindowRow>>(db => [.. Shape.LastWindows(db).FindAll().Select(LedgerRows.Window)], stop);

    public Task<IReadOnlyList<WindowRow>> WindowsAsync(string? subscription, CancellationToken stop) => store.ReadAsync<IReadOnlyList<WindowRow>>(
        db => [.. (subscription is null ? Shape.Windows(db).FindAll() : Shape.Windows(db).Find(BsonExpression.Create("$.sub = @0", subscription)))
            .Select(LedgerRows.Window).OrderBy(row => row.Subscription, StringComparer.Ordinal).ThenBy(row => row.Span.Number)], stop);

    public Task<bool> PlanAsync(WindowRow window, PlannedLetter? letter, CancellationToken stop)
    {
        // Packed here: at the gate everybody would wait for it.
        var rows = (Whole: LedgerRows.Of(window), Last: LedgerRows.Last(window), Letter: letter is null ? null : LedgerRows.Of(letter.Row), Message: letter is null ? null : LedgerRows.Of(letter));
        return store.TransactAsync(db =>
        {
            if (!Follows(window, Shape.LastWindows(db).FindById(window.Subscription) is { } last ? LedgerRows.Window(last) : null))
                return false;
            Shape.Windows(db).Upsert(rows.Whole);
            Shape.LastWindows(db).Upsert(rows.Last);
            if (rows.Letter is null)
                return true;
            Shape.Letters(db).Insert(rows.Letter);
            Shape.Messages(db).Insert(rows.Message);
            return true;
        }, stop);
    }

    public Task<bool> ClaimAsync(string key, DateTimeOffset now, CancellationToken stop) => store.TransactAsync(db =>
    {
        if (Shape.Letters(db).FindById(key) is not { } row || row["state"].AsString != nameof(LetterState.Planned))
            return false;
        LedgerRows.Mark(row, new LetterMark(LetterState.Sending, null, now));
        row["tries"] = row["tries"].AsInt32 + 1;
        return Shape.Letters(db).Update(row);
    }, stop);

    public Task MarkAsync(string key, LetterMark mark, CancellationToken stop) => store.TransactAsync(db =>
    {
        var row = Shape.Letters(db).FindById(key) ?? throw new InvalidOperationException($"The ledger has no letter '{key}'.");
        LedgerRows.Mark(row, mark);
        return Shape.Letters(db).Update(row);
    }, stop);

    public Task<IReadOnlyList<LedgerRow>> LettersAsync(IReadOnlyList<LetterState> states, CancellationToken stop) => store.ReadAsync<IReadOnlyList<LedgerRow>>(
        db => [.. states.SelectMany(state => Shape.Letters(db).Find(BsonExpression.Create("$.state = @0", state.ToString())).ToList())
            .Select(LedgerRows.Letter)
            .OrderBy(row => row.Planned).ThenBy(row => row.Key, StringComparer.Ordinal)], stop);

    public Task<byte[]?> LetterAsync(string key, CancellationToken stop) =>
        store.ReadAsync(db => Shape.Messages(db).FindById(key) is { } row ? LedgerRows.Message(row) : null, stop);

    /// <summary>Whether a window may be entered after the last one: so no number is left out and none is told twice.</summary>
    private static bool Follows(WindowRow window, WindowRow? last)
    {
        if (last is null)
            return window.Span.Number == 1;
        var (before, next) = (last.Span.Window, window.Span.Window);
        if (window.Span.Number == last.Span.Number)
            return last.Outcome == WindowOutcome.Nothing && next.After == before.After && next.UpTo >= before.UpTo;
        // An anchor may leave out what came while nobody was subscribed; it never goes back.
        return window.Span.Number == last.Span.Number + 1 && (next.After == before.UpTo || (window.Outcome == WindowOutcome.Anchor && next.After > before.UpTo));
    }
}
