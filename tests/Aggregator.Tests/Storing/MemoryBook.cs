using Aggregator.Digests;

namespace Aggregator.Storing;

/// <summary>Subscribers in memory, kept as the store keeps them: who saves an old version is refused.</summary>
internal sealed class MemoryBook(params Subscriber[] subscribers) : ISubscriberBook
{
    private readonly Dictionary<string, Subscriber> _all = subscribers.ToDictionary(subscriber => subscriber.Key, subscriber => subscriber with { Version = subscriber.Version + 1 });
    private readonly Lock _door = new();

    /// <summary>Called before each save: for what somebody else does meanwhile.</summary>
    public Action<MemoryBook>? BeforeSave { get; set; }

    public Subscriber this[string address] => _all[address.ToLowerInvariant()];

    public int Count => _all.Count;

    public Task<IReadOnlyList<Subscriber>> AllAsync(CancellationToken stop)
    {
        lock (_door)
            return Task.FromResult<IReadOnlyList<Subscriber>>([.. _all.Values.OrderBy(subscriber => subscriber.Key, StringComparer.Ordinal)]);
    }

    public Task<Subscriber?> FindAsync(string address, CancellationToken stop)
    {
        lock (_door)
            return Task.FromResult(_all.GetValueOrDefault(address.ToLowerInvariant()));
    }

    public Task<bool> SaveAsync(Subscriber subscriber, CancellationToken stop)
    {
        var before = BeforeSave;
        BeforeSave = null;
        before?.Invoke(this);
        return Task.FromResult(TrySave(subscriber));
    }

    public Task<bool> RemoveAsync(Subscriber subscriber, CancellationToken stop)
    {
        lock (_door)
            return Task.FromResult(_all.TryGetValue(subscriber.Key, out var known) && known.Version == subscriber.Version && _all.Remove(subscriber.Key));
    }

    public bool TrySave(Subscriber subscriber)
    {
        lock (_door)
        {
            if ((_all.GetValueOrDefault(subscriber.Key)?.Version ?? 0) != subscriber.Version)
                return false;
            _all[subscriber.Key] = subscriber with { Version = subscriber.Version + 1 };
            return true;
        }
    }
}
