using System.Net;
using Aggregator.Articles;
using Aggregator.Digests;
using Aggregator.Fetching;
using Aggregator.Polls;
using Aggregator.Sources;
using Aggregator.Storing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Aggregator.Polling;

/// <summary>Polling as the program wires it: a real store in a folder of its own, a web on loopback, and a clock the test holds.</summary>
internal sealed class PollingHouse : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 11, 22, 7, 0, 0, TimeSpan.Zero);

    private readonly ScratchFolder _folder;
    private readonly Fetcher _fetcher;
    private readonly PdfDesk _pdfs;
    private readonly PollingSettings _settings;

    private PollingHouse(ScratchFolder folder, Store store, TestWeb web, PollingSettings settings, int perHour)
    {
        (_folder, Store, Web, Book, _settings) = (folder, store, web, new WatchedBook(store.Book), settings);
        _fetcher = new Fetcher(new FetchingSettings { AllowedNetworks = "127.0.0.1/32", Spacing = TimeSpan.Zero, PerHostPerHour = perHour }, Clock);
        _pdfs = new PdfDesk(settings);
        var desk = new ArticleDesk(new PageDesk(_fetcher, new FurtherDesk(_fetcher, settings), _pdfs), new AttachmentDesk(_fetcher, _pdfs, settings), Book, store.Archive, settings, Clock);
        var poller = new Poller(_fetcher, new GapFiller(_fetcher, desk), desk, Book, settings, Clock, NullLogger<Poller>.Instance);
        Round = new PollRound(poller, settings);
    }

    public Store Store { get; }

    /// <summary>The store's own, watched.</summary>
    public WatchedBook Book { get; }

    public TestWeb Web { get; }

    public PollRound Round { get; }

    public FakeTimeProvider Clock { get; } = new(Start);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <param name="perHour">Requests that its web allows in an hour.</param>
    public static async Task<PollingHouse> OpenAsync(PollingSettings? settings = null, int perHour = 600)
    {
        var folder = new ScratchFolder();
        var opened = Assert.IsType<StoreOutcome.Opened>(await Store.OpenAsync(folder.In("data"), "test", mustOwn: true, Stop));
        return new PollingHouse(folder, opened.Store, await TestWeb.StartAsync(Stop), settings ?? new PollingSettings(), perHour);
    }

    public Source SourceAt(string path, string id = "rusi", bool isWire = false)
    {
        Assert.True(SourceId.TryParse(id, out var name));
        return new Source { Id = name, Kind = SourceKind.Feed, Address = Web.At(path), Organisation = new Organisation { Name = id }, IsWire = isWire };
    }

    /// <summary>The worker's polls, ticking by this house's clock.</summary>
    public DuePolls Worker(params IReadOnlyList<Source> sources) => new(Round, Book, sources, _settings, Clock, NullLogger<DuePolls>.Instance);

    /// <summary>Returns when nobody holds a claim on the source.</summary>
    public async Task EndedAsync(Source source)
    {
        while (Round.Claimed.Contains(source.Id))
        {
            Stop.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    public Task<PollReport> PollAsync(Source source) => PollUntilAsync(source, Stop);

    public async Task<PollReport> PollUntilAsync(Source source, CancellationToken stop) => Assert.Single(await Round.RunAsync([source], null, null, stop));

    public Task<PollMemory> MemoryAsync(Source source) => Store.Book.RecallAsync(source.Id, Stop);

    /// <summary>All that was kept, whole.</summary>
    public async Task<IReadOnlyList<KeptArticle>> KeptAsync()
    {
        return [.. (await Some.InWindowAsync(Store.Archive, new Window(0, await Store.Archive.LastNumberAsync(Stop)))).Select(article => article.Kept)];
    }

    /// <summary>A feed of items that are known by a name: id, link /name, title "On name".</summary>
    public string Feed(params IEnumerable<string> names) =>
        $"<rss version=\"2.0\"><channel><title>News</title><link>{Web.Address}</link><description/>{string.Concat(names.Select(name => ItemOf(name)))}</channel></rss>";

    public string ItemOf(string name, string? title = null) =>
        $"<item><guid isPermaLink=\"false\">{name}</guid><link>{Web.At("/" + name)}</link><title>{WebUtility.HtmlEncode(title ?? "On " + name)}</title>"
        + $"<description>What the feed says of {name}.</description><pubDate>Sat, 21 Nov 2026 10:00:00 GMT</pubDate></item>";

    /// <summary>An article's page, which says of its name what a feed does not.</summary>
    public static string Page(string name) =>
        $"<!DOCTYPE html><html lang=\"en\"><head><title>On {name}</title></head><body><nav><a href=\"/\">Home</a></nav><article><h1>On {name}</h1>"
        + $"<p>The page about {name} says more than its feed does, as pages do, and says it at some length.</p>"
        + "<p>Its second paragraph has a lock-keeper in it, who counts the barges and writes them down every evening.</p></article></body></html>";

    /// <summary>A wire's page of one release.</summary>
    /// <param name="latest">The rows of its latest news: a title, and a link where there is one.</param>
    public static string Release(string name, params IEnumerable<(string Title, string? Link)> latest) =>
        $"<!DOCTYPE html><html><head><title>On {name} | Harbour Institute | Official Press Release</title></head><body>"
        + "<table><tr><td><a href=\"/channel\">Harbour Institute</a></td><td><a href=\"/print/x\"><img src=\"/print.gif\"></a></td><td>Printable version</td></tr></table>"
        + $"<h1>On {name}</h1><p>The release about {name} says that the last sailing of the day carries eleven lorries and the island’s post.</p>"
        + $"<p>Original article link: <a href=\"https://harbour.example/{name}\">https://harbour.example/{name}</a></p>"
        + "<h3>Latest News from<br>Harbour Institute</h3>"
        + string.Concat(latest.Select(row => $"<div>{(row.Link is null ? row.Title : $"<a href=\"{row.Link}\">{row.Title}</a>")}<span>20/11/2026 09:25:00</span></div>"))
        + "</body></html>";

    public async ValueTask DisposeAsync()
    {
        _fetcher.Dispose();
        _pdfs.Dispose();
        await Web.DisposeAsync();
        await Store.DisposeAsync();
        _folder.Dispose();
    }
}
