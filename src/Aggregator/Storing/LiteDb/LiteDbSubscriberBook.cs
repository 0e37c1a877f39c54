using Aggregator.Digests;
using LiteDB;

namespace Aggregator.Storing.LiteDb;

/// <summary>Subscribers in LiteDB.</summary>
internal sealed class LiteDbSubscriberBook(LiteDbStore store) : ISubscriberBook
{
    public Task<IReadOnlyList<Subscriber>> AllAsync(CancellationToken stop) =>
        store.ReadAsync<IReadOnlyList<Subscriber>>(db => [.. Shape.Subscribers(db).FindAll().Select(Subscriber)], stop);

    public Task<Subscriber?> FindAsync(string address, CancellationToken stop) =>
        store.ReadAsync(db => Shape.Subscribers(db).FindById(KeyOf(address)) is { } row ? Subscriber(row) : null, stop);

    public Task<bool> SaveAsync(Subscriber subscriber, CancellationToken stop) => store.TransactAsync(db =>
    {
        if (!IsUnchanged(db, subscriber))
            return false;
        var next = subscriber with { Version = subscriber.Version + 1 };
        Shape.Subscribers(db).Upsert(new BsonDocument { ["_id"] = next.Key, ["v"] = next.Version, ["b"] = Packed.Of(next, StoreJson.Default.Subscriber) });
        return true;
    }, stop);

    public Task<bool> RemoveAsync(Subscriber subscriber, CancellationToken stop) => store.TransactAsync(db => IsUnchanged(db, subscriber) && Shape.Subscribers(db).Delete(subscriber.Key), stop);

    public static Subscriber Subscriber(BsonDocument row) => Packed.Read(row["b"].AsBinary, StoreJson.Default.Subscriber, $"subscriber {row["_id"].AsString}");

    private static bool IsUnchanged(LiteDatabase db, Subscriber read) => (Shape.Subscribers(db).FindById(read.Key)?["v"].AsInt32 ?? 0) == read.Version;

    private static string KeyOf(string address) => address.ToLowerInvariant();
}
