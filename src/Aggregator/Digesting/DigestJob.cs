using Aggregator.Storing;
using Microsoft.Extensions.Logging;
using Quartz;

namespace Aggregator.Digesting;

/// <summary>Closes the windows whose time has come and sends what waits.</summary>
[DisallowConcurrentExecution]
internal sealed class DigestJob(DigestRun run, ILogger<DigestJob> log) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var report = await run.TickAsync(cancellationToken);
        foreach (var window in report.Windows.Where(window => window.Letter is null))
            log.NothingNew(window.Window.Subscription, window.Window.Span.Window.UpTo);
        foreach (var letter in report.Letters)
        {
            if (letter.State == LetterState.Accepted)
                log.Sent(letter.Subject, letter.Recipient, letter.Why ?? "");
            else
                log.NotSent(letter.Subject, letter.Recipient, letter.Why ?? "");
        }
    }
}
