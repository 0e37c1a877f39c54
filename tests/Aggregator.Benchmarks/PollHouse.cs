using System.Diagnostics;
using Aggregator.Articles;
using Aggregator.Commands;
using Aggregator.Digesting;
using Aggregator.Downloads;
using Aggregator.Fetching;
using Aggregator.Mailing;
using Aggregator.Polling;
using Aggregator.Polls;
using Aggregator.Serving;
using Aggregator.Sources;
using Aggregator.Storing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aggregator.Benchmarks;

/// <summary>The program's rooms, wired as the program wires them, over a store in a folder of its own.</summary>
internal sealed class PollHouse : IAsyncDisposable
{
    public const int Concurrency = 64;

    private readonly string _folder = Directory.CreateTempSubdirectory("aggregator-bench-").FullName;
    private Store? _store;

    public static readonly Settings Settings = new(
        new FetchingSettings { AllowedNetworks = "127.0.0.0/8", Spacing = TimeSpan.Zero },
        new PollingSettings { Concurrency = Concurrency },
        new MailingSettings(),
        new DigestingSettings(),
        new ServingSettings(),
        new RetentionSettings());

    public static async Task<PollHouse> OpenAsync(CancellationToken stop)
    {
        var house = new PollHouse();
        await house.RestartAsync(stop);
        return house;
    }

    /// <summary>Closes the store and opens it again: what still worked behind it, as the search index on the articles of a first poll, rests until something new comes.</summary>
    public async Task RestartAsync(CancellationToken stop)
    {
        if (_store is not null)
            await _store.DisposeAsync();
        _store = await Store.OpenAsync(_folder, "benchmark", mustOwn: true, stop) is StoreOutcome.Opened opened ? opened.Store : throw new UnreachableException();
    }

    public static IReadOnlyList<Source> Sources(int port, int count, bool hasLinks = false) =>
        [.. Enumerable.Range(0, count).Select(number => new Source
        {
            Id = SourceId.TryParse($"s{number}", out var id) ? id : throw new UnreachableException(),
            Kind = SourceKind.Feed,
            Address = PollWeb.Address(port, number, hasLinks),
            Organisation = new Organisation { Name = $"Publisher {number}" },
        })];

    /// <summary>One whole poll with connections of its own, as every start of the program has them; they are closed when it returns.</summary>
    /// <param name="isKept">False to leave the store out.</param>
    public async Task PollAsync(IReadOnlyList<Source> sources, PollState expected, bool isKept, CancellationToken stop)
    {
        var rooms = Session.AddRooms(new ServiceCollection(), Settings, _store!, _folder, []).AddLogging(logs => logs.SetMinimumLevel(LogLevel.Error));
        if (!isKept)
            rooms.AddSingleton<IPollBook>(new NoBook(expected == PollState.Unchanged ? new Validators("\"0\"", null) : Validators.None));
        await using var services = rooms.BuildServiceProvider();
        var round = services.GetRequiredService<PollRound>();
        var reports = await round.RunAsync(sources, progress: null, done: null, stop);
        if (reports.FirstOrDefault(report => report.State != expected) is { } odd)
            throw new InvalidOperationException($"{odd.Source}: {odd.Sentence}");
    }

    public async ValueTask DisposeAsync()
    {
        if (_store is not null)
            await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A book that remembers a tag at most, and keeps nothing: the poll without its store.</summary>
    private sealed class NoBook(Validators validators) : IPollBook
    {
        public Task<PollMemory> RecallAsync(SourceId source, CancellationToken stop) => Task.FromResult(new PollMemory { Source = source, Validators = validators });

        public Task<IReadOnlyList<PollMemory>> RecallAllAsync(CancellationToken stop) => Task.FromResult<IReadOnlyList<PollMemory>>([]);

        public Task<IReadOnlyList<SourceId>> DueAsync(DateTimeOffset now, CancellationToken stop) => Task.FromResult<IReadOnlyList<SourceId>>([]);

        public Task<IReadOnlyList<UnseenItem>> UnseenAsync(SourceId source, IReadOnlyList<AskedItem> items, CancellationToken stop) =>
            Task.FromResult<IReadOnlyList<UnseenItem>>([.. items.Select(item => new UnseenItem(item, IsNew: true))]);

        public Task<SiteMemory> RecallSiteAsync(SourceId source, CancellationToken stop) => Task.FromResult(SiteMemory.Empty);

        public Task<PollResult> CompleteAsync(PollCompletion poll, CancellationToken stop) => Task.FromResult(new PollResult(poll.Articles.Count, 0));
    }
}
