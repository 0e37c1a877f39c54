using LiteDB;

namespace Aggregator.Storing.LiteDb;

/// <summary>The ledger in LiteDB.</summary>
internal sealed class LiteDbDigestLedger(LiteDbStore store) : IDigestLedger
{
    public Task<IReadOnlyList<WindowRow>> LastWindowsAsync(CancellationToken stop) =>
        store.ReadAsync<IReadOnlyList<WindowRow>>(db => [.. Shape.LastWindows(db).FindAll().Select(LedgerRows.Last)], stop);

    public Task<IReadOnlyList<WindowRow>> WindowsAsync(string? subscription, CancellationToken stop) => store.ReadAsync<IReadOnlyList<WindowRow>>(
        db => [.. (subscription is null ? Shape.Windows(db).FindAll() : Shape.Windows(db).Find(BsonExpression.Create("$.sub = @0", subscription)))
            .Select(LedgerRows.Window).OrderBy(row => row.Subscription, StringComparer.Ordinal).ThenBy(row => row.Span.Number)], stop);

    public Task<bool> PlanAsync(WindowRow window, PlannedLetter? letter, CancellationToken stop)
    {
        // Packed here: at the gate everybody would wait for it.
        var (whole, last) = (LedgerRows.Of(window), LedgerRows.Last(window));
        (BsonDocument Row, BsonDocument Message)? rows = letter is null ? null : (LedgerRows.Of(letter.Row), LedgerRows.Of(letter));
        return store.TransactAsync(db =>
        {
            if (!Follows(window, Shape.LastWindows(db).FindById(window.Subscription) is { } before ? LedgerRows.Last(before) : null))
                return false;
            Shape.Windows(db).Insert(whole);
            Shape.LastWindows(db).Upsert(last);
            if (rows is not { } frozen)
                return true;
            Shape.Letters(db).Insert(frozen.Row);
            Shape.Messages(db).Insert(frozen.Message);
            return true;
        }, stop);
    }

    public Task<IReadOnlyList<long>> ToldAsync(string subscription, IReadOnlyList<long> numbers, CancellationToken stop) => store.ReadAsync<IReadOnlyList<long>>(
        db => [.. numbers.Where(number => WindowOf(db, subscription, number) is { } window && window.Told.Contains(number) && !IsRefused(db, window))], stop);

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

    public Task<LedgerRow?> OfMessageAsync(string messageId, CancellationToken stop) =>
        store.ReadAsync(db => Shape.Letters(db).FindOne(BsonExpression.Create("$.mid = @0", messageId)) is { } row ? LedgerRows.Letter(row) : null, stop);

    public Task<byte[]?> LetterAsync(string key, CancellationToken stop) =>
        store.ReadAsync(db => Shape.Messages(db).FindById(key) is { } row ? LedgerRows.Message(row) : null, stop);

    /// <summary>The window that an article fell into: windows are in the order of numbers, so it is found by halving.</summary>
    private static WindowRow? WindowOf(LiteDatabase db, string subscription, long number)
    {
        var (low, high) = (1, Shape.LastWindows(db).FindById(subscription) is { } last ? LedgerRows.Last(last).Span.Number : 0);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (Shape.Windows(db).FindById(LedgerRows.WindowId(subscription, middle)) is not { } row)
                return null;
            var window = LedgerRows.Window(row);
            if (window.Span.Window.Covers(number))
                return window;
            (low, high) = number <= window.Span.Window.After ? (low, middle - 1) : (middle + 1, high);
        }
        return null;
    }

    private static bool IsRefused(LiteDatabase db, WindowRow window) =>
        window.Subscriber is { } subscriber && Shape.Letters(db).FindById(LedgerRow.KeyOf(window.Subscription, window.Span.Number, subscriber.Address)) is { } letter && letter["state"].AsString == nameof(LetterState.Refused);

    /// <summary>Whether a window may be entered after the last one: so no number is left out and none is told twice.</summary>
    private static bool Follows(WindowRow window, WindowRow? last)
    {
        if (last is null)
            return window.Span.Number == 1;
        var (before, next) = (last.Span.Window, window.Span.Window);
        // An anchor may leave out what came while nobody was subscribed; it never goes back.
        return window.Span.Number == last.Span.Number + 1 && (next.After == before.UpTo || (window.Outcome == WindowOutcome.Anchor && next.After > before.UpTo));
    }
}
