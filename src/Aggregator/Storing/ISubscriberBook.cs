using Aggregator.Digests;

namespace Aggregator.Storing;

/// <summary>Who is told.</summary>
internal interface ISubscriberBook
{
    /// <summary>All subscribers, by their addresses.</summary>
    Task<IReadOnlyList<Subscriber>> AllAsync(CancellationToken stop);

    /// <summary>The subscriber of an address, however it is capitalised; null when there is none.</summary>
    Task<Subscriber?> FindAsync(string address, CancellationToken stop);

    /// <summary>Keeps a new or changed subscriber. False when somebody else has changed it meanwhile: read it again.</summary>
    /// <param name="subscriber">With the version it was read with; 0 for a new one.</param>
    Task<bool> SaveAsync(Subscriber subscriber, CancellationToken stop);

    /// <summary>Removes a subscriber; the ledger keeps what was sent. False when somebody else has changed it meanwhile: read it again.</summary>
    /// <param name="subscriber">With the version it was read with.</param>
    Task<bool> RemoveAsync(Subscriber subscriber, CancellationToken stop);
}
