using Microsoft.Extensions.Logging;
using Quartz;

namespace Aggregator.Digesting;

/// <summary>Lets go what is old enough.</summary>
[DisallowConcurrentExecution]
internal sealed class RetentionJob(Retention retention, SignupDesk signups, ILogger<RetentionJob> log) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        try
        {
            var report = await retention.RunAsync(isDry: false, cancellationToken);
            if (report.Articles + report.Bodies + report.Forgotten > 0)
                log.Trimmed(report.Articles, report.Bodies, report.Forgotten);
            if (await signups.ForgetAsync(cancellationToken) is > 0 and var silent)
                log.SilentForgotten(silent);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            log.NotTrimmed(e.Message);
        }
    }
}
