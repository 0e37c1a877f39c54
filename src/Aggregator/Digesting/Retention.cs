using Aggregator.Digests;
using Aggregator.Storing;

namespace Aggregator.Digesting;

/// <summary>Lets go what is old enough, and of it only what every open window has told.</summary>
internal sealed class Retention(Store store, Subscriptions subscriptions, RetentionSettings settings, TimeProvider clock)
{
    /// <param name="isDry">True to tell what would go, and change nothing.</param>
    public async Task<TrimReport> RunAsync(bool isDry, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        return await store.Keeper.TrimAsync(new TrimOrder(settings, await ToldUpToAsync(now, stop), now, isDry), stop);
    }

    /// <summary>The last number that no open window has in it. Windows only move on: it holds as long as it takes.</summary>
    private async Task<long> ToldUpToAsync(DateTimeOffset now, CancellationToken stop)
    {
        var upTo = await store.Archive.LastNumberAsync(stop);
        var lasts = (await store.Ledger.LastWindowsAsync(stop)).ToDictionary(row => row.Subscription);
        foreach (var subscription in await subscriptions.OpenAsync(stop))
            upTo = Math.Min(upTo, lasts.TryGetValue(subscription.Id, out var last) ? last.Span.Window.UpTo : await BeginningAsync(subscription.Subscriber, now, stop));
        return upTo;
    }

    private async Task<long> BeginningAsync(Subscriber subscriber, DateTimeOffset now, CancellationToken stop) =>
        subscriber.Since is { } since ? await store.Archive.LastNumberBeforeAsync(since, now, stop) : 0;
}
