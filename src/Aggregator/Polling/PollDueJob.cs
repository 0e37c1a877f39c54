using Aggregator.Sources;
using Aggregator.Storing;
using Quartz;

namespace Aggregator.Polling;

/// <summary>A tick of the clock: polls the sources that are due. What is due is our data; Quartz only fires.</summary>
[DisallowConcurrentExecution]
internal sealed class PollDueJob(PollRound round, IPollBook book, IReadOnlyList<Source> sources, TimeProvider clock) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var memories = (await book.RecallAllAsync(cancellationToken)).ToDictionary(memory => memory.Source);
        var now = clock.GetUtcNow();
        var due = sources.Where(source => !memories.TryGetValue(source.Id, out var memory) || memory.Due <= now).ToList();
        if (due.Count > 0)
            await round.RunAsync(due, progress: null, done: null, cancellationToken);
    }
}
