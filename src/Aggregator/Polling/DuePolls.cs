using Aggregator.Sources;
using Aggregator.Storing;
using Microsoft.Extensions.Logging;

namespace Aggregator.Polling;

/// <summary>The worker's polls: at each tick what is due is claimed, and polled as soon as there is room.</summary>
/// <remarks>A store for several machines claims in <see cref="IPollBook.DueAsync"/>: there its rows carry the lease.</remarks>
internal sealed class DuePolls(PollRound round, IPollBook book, IReadOnlyList<Source> sources, PollingSettings settings, TimeProvider clock, ILogger<DuePolls> log)
{
    private readonly Dictionary<SourceId, Source> _watched = sources.ToDictionary(source => source.Id);
    private readonly HashSet<SourceId> _neverPolled = [.. sources.Select(source => source.Id)];

    /// <summary>Ticks until stopped, and returns when the polls under way have ended: they keep what they finished.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        // It counts time that passes, whatever the clock says: set back by a year, a trigger would wait for that year.
        using var timer = new PeriodicTimer(settings.Tick, clock);
        try
        {
            do
                await TickAsync(stop);
            while (await timer.WaitForNextTickAsync(stop));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The end, as asked.
        }
        finally
        {
            await round.EndedAsync(CancellationToken.None);
        }
    }

    private async Task TickAsync(CancellationToken stop)
    {
        try
        {
            await StartDueAsync(stop);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The store is in trouble: the polls under way are not, and the next tick asks again.
            log.TickBroke(e);
        }
    }

    /// <summary>Starts what is due and not claimed yet.</summary>
    internal async Task StartDueAsync(CancellationToken stop)
    {
        // Asked before the book is: a poll that ends in between was due when it began, and is not due again.
        var claimed = round.Claimed;
        foreach (var id in await DueAsync(stop))
        {
            if (!claimed.Contains(id) && _watched.TryGetValue(id, out var source))
                _ = round.ClaimAsync(source, progress: null, done: null, stop);
        }
    }

    private async Task<IReadOnlyList<SourceId>> DueAsync(CancellationToken stop)
    {
        if (_neverPolled.Count > 0)
            _neverPolled.ExceptWith(await book.DueAsync(DateTimeOffset.MaxValue, stop));
        return [.. await book.DueAsync(clock.GetUtcNow(), stop), .. _neverPolled];
    }
}
