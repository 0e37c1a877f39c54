using Aggregator.Digests;

namespace Aggregator.Storing;

/// <summary>What is done with the book by those who share it with others.</summary>
internal static class SubscriberBooks
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

    /// <summary>Removes a subscriber, also one that somebody else changes meanwhile; false when there is none.</summary>
    public static async Task<bool> RemoveAsync(this ISubscriberBook book, string address, CancellationToken stop)
    {
        while (await book.FindAsync(address, stop) is { } subscriber)
        {
            if (await book.RemoveAsync(subscriber, stop))
                return true;
        }
        return false;
    }

    /// <summary>All but those whom somebody wrote down and who never answered.</summary>
    public static async Task<IReadOnlyList<Subscriber>> ConfirmedAsync(this ISubscriberBook book, CancellationToken stop) =>
        [.. (await book.AllAsync(stop)).Where(subscriber => subscriber.State != SubscriberState.Unconfirmed)];
}
