using Quartz;

namespace Aggregator.Polling;

/// <summary>Runs the worker's polls from its start to its end. What is due is our data; Quartz only fires, and would fire anew if this ever ended.</summary>
[DisallowConcurrentExecution]
internal sealed class PollDueJob(DuePolls polls) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await polls.RunAsync(cancellationToken);
}
