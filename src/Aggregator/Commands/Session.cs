using System.CommandLine;
using Aggregator.Digesting;
using Aggregator.Fetching;
using Aggregator.Mailing;
using Aggregator.Polling;
using Aggregator.Serving;
using Aggregator.Sources;
using Aggregator.Storing;
using Aggregator.Watches;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Aggregator.Commands;

/// <summary>What a verb works with: settings, the open store, and the rooms wired together.</summary>
internal sealed class Session : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private Session(Store store, ServiceProvider services) => (Store, _services) = (store, services);

    public Store Store { get; }

    public PollRound Polls => _services.GetRequiredService<PollRound>();

    public DigestRun Digests => _services.GetRequiredService<DigestRun>();

    public SignupDesk Signups => _services.GetRequiredService<SignupDesk>();

    public Retention Retention => _services.GetRequiredService<Retention>();

    public DigestAudit Audit => _services.GetRequiredService<DigestAudit>();

    /// <summary>Opens settings and store for a verb; null when that fails, which has been told by then.</summary>
    /// <param name="sources">All sources of the feeds file, for a verb that asks them; null for one that does not.</param>
    public static async Task<Session?> OpenAsync(ParseResult line, string verb, IReadOnlyList<Source>? sources, Screen screen, CancellationToken stop)
    {
        if (Settings.Load(sources, out var problems) is { } settings)
            return await OpenAsync(line.GetValue(Options.Data)!, settings, verb, screen, await FeedsNames.ReadAsync(line, stop), stop);
        screen.Fail(problems);
        return null;
    }

    /// <param name="names">All names of each organisation.</param>
    public static async Task<Session?> OpenAsync(string data, Settings settings, string verb, Screen screen, IReadOnlyList<IReadOnlyList<string>> names, CancellationToken stop)
    {
        switch (await Store.OpenAsync(data, verb, mustOwn: false, stop))
        {
            case StoreOutcome.Opened opened:
                var services = AddRooms(new ServiceCollection(), settings, opened.Store, data, names)
                    // A person reads reports; only bugs are logged, beside what the command says.
                    .AddLogging(logs => logs.SetMinimumLevel(LogLevel.Error).AddSimpleConsole().Services.Configure<ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace));
                return new Session(opened.Store, services.BuildServiceProvider());
            case StoreOutcome.Refused refused:
                screen.Fail(refused.Why);
                return null;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>What a verb does with the store that is there, opened before it and closed after it.</summary>
    public static Func<ParseResult, CancellationToken, Task<int>> OverStore(string verb, Func<Session, ParseResult, Screen, CancellationToken, Task<int>> work) => async (line, stop) =>
    {
        var screen = Screen.Of(line);
        await using var session = await OpenExistingAsync(line, verb, screen, stop);
        return session is null ? Screen.Failed : await work(session, line, screen, stop);
    };

    /// <summary>As <see cref="OpenAsync(ParseResult, string, IReadOnlyList{Source}, Screen, CancellationToken)"/>, for verbs that need a store: they make no store where there is none.</summary>
    public static async Task<Session?> OpenExistingAsync(ParseResult line, string verb, Screen screen, CancellationToken stop)
    {
        if (MissingStore(line.GetValue(Options.Data)!) is not { } missing)
            return await OpenAsync(line, verb, null, screen, stop);
        screen.Fail(missing);
        return null;
    }

    /// <summary>A sentence when there is no store in a folder; null when there is one.</summary>
    public static string? MissingStore(string data) => StoreFolder.HasStore(data)
        ? null
        : $"There is no store in '{data}' yet. Fill one with 'aggregator poll' or 'aggregator demo', or name another folder with --data.";

    /// <summary>The sources of the feeds file; null when it cannot be read, which has been told by then.</summary>
    public static async Task<IReadOnlyList<Source>?> SourcesAsync(ParseResult line, Screen screen, CancellationToken stop)
    {
        var path = line.GetValue(Options.Feeds)!;
        try
        {
            switch (FeedsFile.Parse(await File.ReadAllTextAsync(path, stop)))
            {
                case FeedsFileOutcome.Good good:
                    return good.Sources;
                case FeedsFileOutcome.Wrong wrong:
                    screen.Fail([$"{path} has {wrong.Problems.Count} {(wrong.Problems.Count == 1 ? "problem" : "problems")}, and nothing was done:", .. wrong.Problems]);
                    return null;
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            screen.Fail(e is FileNotFoundException or DirectoryNotFoundException
                ? $"The file '{path}' does not exist. Name another with --feeds."
                : $"The file '{path}' cannot be read: {e.Message}");
            return null;
        }
    }

    /// <summary>The rooms, wired.</summary>
    /// <param name="names">All names of each organisation.</param>
    public static IServiceCollection AddRooms(IServiceCollection services, Settings settings, Store store, string data, IReadOnlyList<IReadOnlyList<string>> names) => services
        .AddSingleton(TimeProvider.System)
        .AddFetching(settings.Fetching)
        .AddStoring(store, settings.Retention)
        .AddPolling(settings.Polling)
        // The guard that all requests pass: a subscriber's address must not be a way into somebody's network.
        .AddSingleton<WebhookPost>(rooms => rooms.GetRequiredService<PostLine>().PostAsync)
        .AddMailing(settings.Mailing, data, settings.Serving.Address())
        .AddDigesting(settings.Digesting, new OrganisationNames(names))
        .AddServing(settings.Serving);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Store.DisposeAsync();
    }
}
