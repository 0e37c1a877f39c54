using Microsoft.Extensions.Logging;
using Quartz;

namespace Aggregator.Digesting;

/// <summary>Sends the digest when its time has come.</summary>
[DisallowConcurrentExecution]
internal sealed class DigestJob(DigestRun run, ILogger<DigestJob> log) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        switch (await run.SendAsync(cancellationToken))
        {
            case DigestReport.Sent sent:
                log.Sent(sent.Letter.Subject, sent.Where);
                break;
            case DigestReport.NothingNew none:
                log.NothingNew(none.Sentence);
                break;
            case DigestReport.NotSent not:
                log.NotSent(not.Why);
                break;
        }
    }
}
