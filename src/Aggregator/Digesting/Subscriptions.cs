using System.Globalization;
using Aggregator.Digests;
using Aggregator.Storing;

namespace Aggregator.Digesting;

/// <summary>Who is told now: the subscribers of the store; while there are none, the reader of the settings. Whom a stranger wrote down and who never answered is none.</summary>
internal sealed class Subscriptions(Store store, DigestingSettings settings)
{
    /// <param name="address">Only this subscriber's; null for all.</param>
    public async Task<IReadOnlyList<Subscription>> ActiveAsync(string? address, CancellationToken stop)
    {
        var subscribers = await store.Subscribers.ConfirmedAsync(stop);
        IReadOnlyList<Subscription> all = subscribers.Count == 0
            ? [OfReader()]
            : [.. subscribers.Where(subscriber => subscriber.State == SubscriberState.Active).SelectMany(subscriber => subscriber.Subscriptions())];
        return address is null ? all : [.. all.Where(subscription => subscription.Subscriber.Address.Equals(address, StringComparison.OrdinalIgnoreCase))];
    }

    /// <summary>All that are to be told of what comes now, at once or when they are taken up again; a reader without a time is told only what is there when somebody says so.</summary>
    public async Task<IReadOnlyList<Subscription>> OpenAsync(CancellationToken stop)
    {
        var subscribers = await store.Subscribers.ConfirmedAsync(stop);
        return subscribers.Count > 0
            ? [.. subscribers.Where(subscriber => subscriber.State is SubscriberState.Active or SubscriberState.Paused).SelectMany(subscriber => subscriber.Subscriptions())]
            : settings.At.Length > 0 ? [OfReader()] : [];
    }

    /// <summary>The settings' reader. Without a time it has no windows of its own, and is told when somebody says so.</summary>
    private Subscription OfReader()
    {
        var times = settings.At.Length == 0 ? (IReadOnlyList<TimeOnly>)[] : [TimeOnly.ParseExact(settings.At, "HH:mm", CultureInfo.InvariantCulture)];
        var schedule = new Schedule { Kind = ScheduleKind.Daily, Times = times };
        return new Subscription(Subscription.OfSettings, new Subscriber { Address = settings.To, ZoneId = settings.Zone, Schedules = [schedule] }, schedule);
    }
}
