using Aggregator.Digests;
using LiteDB;

namespace Aggregator.Storing.LiteDb;

/// <summary>The ledger in LiteDB.</summary>
internal sealed class LiteDbDigestLedger(LiteDbStore store) : IDigestLedger
{
    public Task<long> LastPlannedAsync(string subscription, CancellationToken stop) => store.ReadAsync(
        db => Shape.Letters(db).Find(BsonExpression.Create("$.sub = @0", subscription)).Select(row => row["upto"].AsInt64).DefaultIfEmpty(0).Max(), stop);

    public Task<bool> PlanAsync(LedgerRow row, CancellationToken stop) => store.TransactAsync(db =>
    {
        if (Shape.Letters(db).FindById(row.Key) is not null)
            return false;
        Shape.Letters(db).Insert(Document(row));
        return true;
    }, stop);

    public Task MarkAsync(string key, LetterState state, string? why, DateTimeOffset now, CancellationToken stop) => store.TransactAsync(db =>
    {
        var row = Shape.Letters(db).FindById(key) ?? throw new InvalidOperationException($"The ledger has no letter '{key}'.");
        row["state"] = state.ToString();
        row["why"] = why;
        row["changed"] = now.UtcTicks;
        return Shape.Letters(db).Update(row);
    }, stop);

    public Task<IReadOnlyList<LedgerRow>> OpenAsync(CancellationToken stop) => store.ReadAsync<IReadOnlyList<LedgerRow>>(
        db => [.. new[] { LetterState.Planned, LetterState.Sending }
            .SelectMany(state => Shape.Letters(db).Find(BsonExpression.Create("$.state = @0", state.ToString())).ToList())
            .Select(Row)
            .OrderBy(row => row.Planned)], stop);

    private static BsonDocument Document(LedgerRow row) => new()
    {
        ["_id"] = row.Key,
        ["sub"] = row.Subscription,
        ["after"] = row.Window.After,
        ["upto"] = row.Window.UpTo,
        ["to"] = row.Recipient,
        ["mid"] = row.MessageId,
        ["eml"] = row.Letter,
        ["planned"] = row.Planned.UtcTicks,
        ["changed"] = row.Planned.UtcTicks,
        ["state"] = row.State.ToString(),
        ["why"] = row.Why,
    };

    public static LedgerRow Row(BsonDocument row) => new()
    {
        Subscription = row["sub"].AsString,
        Window = new Window(row["after"].AsInt64, row["upto"].AsInt64),
        Recipient = row["to"].AsString,
        MessageId = row["mid"].AsString,
        Letter = row["eml"].AsBinary,
        Planned = new DateTimeOffset(row["planned"].AsInt64, TimeSpan.Zero),
        State = Enum.Parse<LetterState>(row["state"].AsString),
        Why = row["why"].IsNull ? null : row["why"].AsString,
    };
}
