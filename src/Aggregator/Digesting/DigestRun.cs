using Aggregator.Digests;
using Aggregator.Mailing;
using Aggregator.Storing;

namespace Aggregator.Digesting;

/// <summary>Plan, letter, send, record: in this order, so that whatever happens in between is known afterwards.</summary>
internal sealed class DigestRun(Store store, Subscriptions subscriptions, DigestPlanner planner, Outbox outbox, TimeProvider clock) : IDisposable
{
    /// <summary>How long a process that does not own the store waits for the owner to send what it has planned.</summary>
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>One tick of the worker: closes what is due and sends what waits.</summary>
    public Task<DigestReport> TickAsync(CancellationToken stop) => InTurnAsync(async () =>
    {
        var planned = await planner.CloseDueAsync(stop);
        return new DigestReport(planned, await outbox.SendAsync(isPatient: true, stop));
    }, stop);

    /// <summary>Closes the windows of all subscriptions, or of one subscriber's, now, and sends their letters, and those that wait.</summary>
    public Task<DigestReport> SendAsync(string? address, CancellationToken stop) => InTurnAsync(async () =>
    {
        var planned = await planner.CloseNowAsync(address, stop);
        return new DigestReport(planned, store.IsOwner ? await outbox.SendAsync(isPatient: false, stop) : await SentByOwnerAsync(planned, stop));
    }, stop);

    /// <summary>True when somebody is told; with an address, when this one is.</summary>
    public async Task<bool> HasAsync(string? address, CancellationToken stop) => (await subscriptions.ActiveAsync(address, stop)).Count > 0;

    /// <summary>The letter of what was first seen since a moment, for looking at; null when there is none. Nothing is written down.</summary>
    /// <param name="address">Whose; null for the first subscriber's.</param>
    public async Task<Letter?> PreviewAsync(string? address, DateTimeOffset since, CancellationToken stop)
    {
        if (await subscriptions.ActiveAsync(address, stop) is not [var subscription, ..])
            return null;
        var window = new Window(await store.Archive.LastNumberBeforeAsync(since, clock.GetUtcNow(), stop), await store.Archive.LastNumberAsync(stop));
        return await planner.PreviewAsync(subscription, window, stop);
    }

    public void Dispose() => _turn.Dispose();

    private async Task<DigestReport> InTurnAsync(Func<Task<DigestReport>> work, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            return await work();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The store's owner is the only sender: so a letter that is being sent when it ends is known to be in doubt, and no other is.</summary>
    private async Task<IReadOnlyList<LedgerRow>> SentByOwnerAsync(IReadOnlyList<PlannedWindow> planned, CancellationToken stop)
    {
        var waiting = planned.Select(window => window.Row).OfType<LedgerRow>().ToList();
        var until = clock.GetUtcNow() + Wait;
        while (true)
        {
            var rows = new List<LedgerRow>();
            foreach (var letter in waiting)
                rows.Add(await store.Ledger.OfMessageAsync(letter.MessageId, stop) ?? letter);
            if (rows.All(row => row.State is not (LetterState.Planned or LetterState.Sending) || row.Tries > 0 && row.State == LetterState.Planned) || clock.GetUtcNow() > until)
                return rows;
            await Task.Delay(Look, clock, stop);
        }
    }
}

/// <summary>What one round of digests came to.</summary>
/// <param name="Windows">The windows that it closed.</param>
/// <param name="Letters">The letters that it handed over, each with what became of it.</param>
internal sealed record DigestReport(IReadOnlyList<PlannedWindow> Windows, IReadOnlyList<LedgerRow> Letters);
