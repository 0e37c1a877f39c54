using Aggregator.Mailing;
using Quartz;

namespace Aggregator.Digesting;

/// <summary>Looks for mails that came back.</summary>
[DisallowConcurrentExecution]
internal sealed class BounceJob(BounceDesk desk, IEnumerable<IReturnBox> boxes) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        foreach (var box in boxes)
            await desk.EmptyAsync(box, cancellationToken);
    }
}
