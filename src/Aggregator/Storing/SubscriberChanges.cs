using Aggregator.Digests;

namespace Aggregator.Storing;

/// <summary>Changes a subscriber whom others may change at the same time.</summary>
internal static class SubscriberChanges
{
    /// <summary>Changes a subscriber, again when somebody else did so meanwhile.</summary>
    /// <param name="address">Whose.</param>
    /// <param name="change">The changed subscriber; null to leave it.</param>
    /// <returns>The subscriber as it was before; null when there is none.</returns>
    public static async Task<Subscriber?> ChangeAsync(this ISubscriberBook book, string address, Func<Subscriber, Subscriber?> change, CancellationToken stop)
    {
        while (await book.FindAsync(address, stop) is { } subscriber)
        {
            if (change(subscriber) is not { } changed || await book.SaveAsync(changed, stop))
                return subscriber;
        }
        return null;
    }
}
