using System.CommandLine;
using Aggregator.Digesting;
using Aggregator.Digests;
using Aggregator.Polling;
using Aggregator.Serving;
using Aggregator.Sources;
using Aggregator.Storing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Quartz;

namespace Aggregator.Commands;

/// <summary><c>run</c>: the worker, in the foreground, under systemd or as a Windows service.</summary>
internal static class RunCommand
{
    public static Command Build()
    {
        var command = new Command("run", "Poll and mail until stopped (Ctrl-C, SIGTERM). The same program is the service: see docs/service.md.");
        command.SetAction(RunAsync);
        Help.AddExamples(command,
            ("aggregator run", "in the foreground"),
            ("aggregator run --data /var/lib/aggregator --feeds /etc/aggregator/feeds.json", "as a service has it"));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult line, CancellationToken stop)
    {
        var screen = Screen.Of(line);
        if (await Session.SourcesAsync(line, screen, stop) is not { } sources)
            return Screen.Failed;
        if (Settings.Load(sources, out var problems) is not { } settings)
            return screen.Fail(problems);
        var data = line.GetValue(Options.Data)!;
        switch (await Store.OpenAsync(data, "run", mustOwn: true, stop))
        {
            case StoreOutcome.Refused refused:
                return screen.Fail(refused.Why);
            case StoreOutcome.Opened opened:
                await using (opened.Store)
                {
                    using var host = Build(settings, sources, opened.Store, data, screen);
                    var digests = await DigestsAsync(opened.Store, settings.Digesting, stop);
                    host.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Aggregator").Watching(sources.Count, data, digests);
                    await host.RunAsync(stop);
                }
                return Screen.Done;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>Who is told, in words.</summary>
    private static async Task<string> DigestsAsync(Store store, DigestingSettings settings, CancellationToken stop)
    {
        var subscribers = await store.Subscribers.ConfirmedAsync(stop);
        if (subscribers.Count > 0)
            return $"{subscribers.Count(subscriber => subscriber.State == SubscriberState.Active)} of {subscribers.Count} subscribers";
        return settings.At.Length == 0 ? "none" : $"daily at {settings.At} {settings.Zone} to {settings.To}";
    }

    private static IHost Build(Settings settings, IReadOnlyList<Source> sources, Store store, string data, Screen screen)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
        builder.Services.AddSystemd().AddWindowsService(options => options.ServiceName = "Aggregator");
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(8));
        AddLogs(builder.Logging, screen);
        Session.AddRooms(builder.Services, settings, store, data, FeedsNames.Of(sources)).AddSingleton(sources);
        if (settings.Serving.Listen.Length > 0)
            builder.Services.AddHostedService<SubscriberWeb>();
        builder.Services.AddQuartz(quartz => Schedule(quartz, settings));
        builder.Services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        return builder.Build();
    }

    private static void Schedule(IQuartzBuilder quartz, Settings settings)
    {
        // Without this a job's token outlives the scheduler, and a stop waits for polls that may take minutes.
        quartz.ConfigureScheduler(scheduler => scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always);
        quartz.AddJob<PollDueJob>(job => job.WithIdentity("poll"));
        quartz.AddTrigger<PollDueJob>(trigger => trigger.ForJob("poll").StartNow().WithSimpleSchedule(every => every.WithInterval(settings.Polling.Tick).RepeatForever()));
        if (settings.Mailing.ReadsBounces())
        {
            quartz.AddJob<BounceJob>(job => job.WithIdentity("bounces"));
            quartz.AddTrigger<BounceJob>(trigger => trigger.ForJob("bounces").StartNow().WithSimpleSchedule(every => every.WithInterval(TimeSpan.FromMinutes(1)).RepeatForever()));
        }
        quartz.AddJob<RetentionJob>(job => job.WithIdentity("retention"));
        quartz.AddTrigger<RetentionJob>(trigger => trigger.ForJob("retention").StartNow().WithSimpleSchedule(every => every.WithInterval(TimeSpan.FromHours(1)).RepeatForever()));
        quartz.AddJob<DigestJob>(job => job.WithIdentity("digest"));
        quartz.AddTrigger<DigestJob>(trigger => trigger.ForJob("digest").StartNow().WithSimpleSchedule(every => every.WithInterval(settings.Digesting.Tick).RepeatForever()));
    }

    private static void AddLogs(ILoggingBuilder logs, Screen screen)
    {
        logs.SetMinimumLevel(LogLevel.Information).AddFilter("Quartz", LogLevel.Warning).AddFilter("Microsoft", LogLevel.Warning).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information);
        if (screen.IsJson)
            logs.AddJsonConsole();
        else if (!Microsoft.Extensions.Hosting.Systemd.SystemdHelpers.IsSystemdService())
            logs.AddSimpleConsole(options => (options.SingleLine, options.TimestampFormat) = (true, "HH:mm:ss "));
    }
}
