using Aggregator.Sources;

namespace Aggregator.Polling;

/// <summary>The polls under way: as many at once as the settings allow, and never two of one source.</summary>
/// <remarks>A claim is held from its making to the end of its poll. One process needs no lease: a claim ends with the process that holds it.</remarks>
internal sealed class PollRound(Poller poller, PollingSettings settings)
{
    private readonly Lock _door = new();
    private readonly Dictionary<SourceId, Task<PollReport>> _claimed = [];
    private readonly Queue<Claim> _waiting = new();
    private int _lanes;

    /// <summary>The sources that are polled now, or wait for room.</summary>
    public IReadOnlySet<SourceId> Claimed
    {
        get
        {
            lock (_door)
                return _claimed.Keys.ToHashSet();
        }
    }

    /// <summary>Polls all of these, and gives their reports in the same order. A source that is being polled already is left out.</summary>
    public async Task<IReadOnlyList<PollReport>> RunAsync(IReadOnlyList<Source> sources, IProgress<PollStep>? progress, Action<PollReport>? done, CancellationToken stop)
    {
        var polls = sources.Select(source => ClaimAsync(source, progress, done, stop)).OfType<Task<PollReport>>().ToList();
        return await Task.WhenAll(polls);
    }

    /// <summary>Claims a source and polls it as soon as there is room; null when somebody holds a claim on it.</summary>
    public Task<PollReport>? ClaimAsync(Source source, IProgress<PollStep>? progress, Action<PollReport>? done, CancellationToken stop)
    {
        lock (_door)
        {
            var claim = new Claim(source, progress, done, stop);
            if (!_claimed.TryAdd(source.Id, claim.Report))
                return null;
            _waiting.Enqueue(claim);
            if (_lanes < settings.Concurrency)
            {
                _lanes++;
                _ = Task.Run(PollWaitingAsync, CancellationToken.None);
            }
            return claim.Report;
        }
    }

    /// <summary>Returns when no poll is under way and none waits.</summary>
    public async Task EndedAsync(CancellationToken stop)
    {
        while (Reports() is { Count: > 0 } reports)
        {
            await Task.WhenAll(reports).WaitAsync(stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            stop.ThrowIfCancellationRequested();
        }
    }

    private IReadOnlyList<Task> Reports()
    {
        lock (_door)
            return [.. _claimed.Values];
    }

    /// <summary>One lane: a poll after the other, until nobody waits.</summary>
    private async Task PollWaitingAsync()
    {
        while (Next() is { } claim)
        {
            var poll = poller.PollAsync(claim.Source, claim.Progress, claim.Stop);
            // Whatever it came to is told to who waits for it; the lane goes on.
            await ((Task)poll).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            lock (_door)
                _claimed.Remove(claim.Source.Id);
            claim.End(poll);
        }
    }

    private Claim? Next()
    {
        lock (_door)
        {
            if (_waiting.TryDequeue(out var claim))
                return claim;
            // In the same breath: who claims next must not count on a lane that is about to end.
            _lanes--;
            return null;
        }
    }

    /// <summary>A source that somebody wants polled, and the promise of its report.</summary>
    private sealed class Claim(Source source, IProgress<PollStep>? progress, Action<PollReport>? done, CancellationToken stop)
    {
        private readonly TaskCompletionSource<PollReport> _promise = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Source Source => source;

        public IProgress<PollStep>? Progress => progress;

        public CancellationToken Stop => stop;

        public Task<PollReport> Report => _promise.Task;

        public void End(Task<PollReport> poll)
        {
            if (poll.IsCompletedSuccessfully)
                done?.Invoke(poll.Result);
            _promise.SetFromTask(poll);
        }
    }
}
