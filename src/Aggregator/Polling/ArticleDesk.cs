using System.Diagnostics;
using Aggregator.Articles;
using Aggregator.Downloads;
using Aggregator.Fetching;
using Aggregator.Files;
using Aggregator.Items;
using Aggregator.Pages;
using Aggregator.Polls;
using Aggregator.Sources;
using Aggregator.Storing;
using Aggregator.Text;

namespace Aggregator.Polling;

/// <summary>Turns unseen items into articles: asks for their pages, and follows what a wire's page announces beside its release.</summary>
internal sealed class ArticleDesk(Fetcher fetcher, AttachmentDesk attachments, PdfDesk pdfs, IPollBook book, PollingSettings settings)
{
    /// <summary>The wire lists eight; a page that lists thousands wants something else of us.</summary>
    private const int MostFollowed = 20;

    /// <summary>A copy of a copy of a copy was seen; a longer chain is a circle or a trap.</summary>
    private const int MostSteps = 3;

    /// <summary>Of these items, those that must be read: they are new, or say something else than before.</summary>
    public async Task<IReadOnlyList<UnseenItem>> UnseenAsync(SourceId source, IReadOnlyList<Item> items, IReadOnlyList<IReadOnlyList<ItemKey>> keys, PollMemory memory, CancellationToken stop)
    {
        var unseen = new List<UnseenItem>();
        // In pieces: a feed of a hundred thousand items must not keep everybody else from the store.
        foreach (var piece in Asked(items, keys, memory).Chunk(settings.Batch))
            unseen.AddRange(await book.UnseenAsync(source, piece, stop));
        return unseen;
    }

    /// <summary>The articles of these unseen items, and of what their pages announce beside them.</summary>
    public async Task<IReadOnlyList<ReadArticle>> ReadAsync(Source source, IReadOnlyList<Item> items, IReadOnlyList<UnseenItem> unseen, PollNotes notes, IProgress<int>? progress, CancellationToken stop)
    {
        var read = new List<ReadArticle>();
        for (var at = 0; at < unseen.Count; at++)
        {
            progress?.Report(at);
            var asked = unseen[at].Asked;
            var item = items[asked.Place];
            if (!notes.IsFirst(asked.Keys))
            {
                notes.Drops.Add(new Drop("stands twice", item.Title ?? item.Link?.AbsoluteUri ?? "", "The answer lists it more than once; it was read the first time."));
                continue;
            }
            var announced = await AddAsync(read, source, item, unseen[at], notes, stop);
            // One step and no further: the archive of a channel is not crawled backwards.
            await FollowAsync(read, source, announced, notes, stop);
        }
        return read;
    }

    /// <summary>The items the store has to be asked about: an item that stood unchanged in the last answer is not among them.</summary>
    private static IReadOnlyList<AskedItem> Asked(IReadOnlyList<Item> items, IReadOnlyList<IReadOnlyList<ItemKey>> keys, PollMemory? memory)
    {
        var asked = items.Zip(keys).Select((pair, place) => new AskedItem(place, pair.Second, ItemKey.Fingerprint(pair.First)));
        return [.. asked.Where(item => memory is null || !memory.Remembers(item.Keys[0], item.Fingerprint))];
    }

    /// <summary>Adds the item's article, and returns what its page announces.</summary>
    private async Task<IReadOnlyList<Item>> AddAsync(List<ReadArticle> read, Source source, Item item, UnseenItem unseen, PollNotes notes, CancellationToken stop)
    {
        var page = await PageAsync(source, item.Link, notes, stop);
        // A page that failed in passing is asked for once more, at the next poll; then the source's own text has to do.
        var isAgain = unseen.IsNew && page is PageOutcome.NoPage { IsPassing: true };
        if (isAgain)
            notes.Again.Add(unseen.Asked.Keys[0]);
        var article = ArticleWriter.Write(item, page, source, out var release);
        article = article with { Original = await EndOfAsync(article, source, notes, stop) };
        read.Add(new ReadArticle(unseen.Asked, await attachments.WithFilesAsync(article, source, notes, stop), isAgain));
        return page is PageOutcome.Page found && release is not null ? PageReader.Announced(release, found.Download).Items : [];
    }

    /// <summary>Where the named original is itself a copy on a wire, the original that it names, and so on to the end.</summary>
    private async Task<OriginalLink> EndOfAsync(Article article, Source source, PollNotes notes, CancellationToken stop)
    {
        var original = article.Original;
        var met = new HashSet<string>(new[] { article.Link }.OfType<Uri>().Select(LinkCleaner.Key));
        for (var step = 0; step < MostSteps && original.Link is { } link; step++)
        {
            var isOwnWire = source.IsWire && WebSite.IsOne(link, source.Address);
            if (!met.Add(LinkCleaner.Key(link)) || !(isOwnWire || Wires.Known.Carries(link)) || await PageAsync(source, link, notes, stop) is not PageOutcome.Page page)
                break;
            var next = ArticleWriter.Read(page.Download, isOwnWire ? source : null).Original;
            if (next.Link is null || met.Contains(LinkCleaner.Key(next.Link)))
                break;
            original = original.Then(next);
        }
        return original;
    }

    private async Task FollowAsync(List<ReadArticle> read, Source source, IReadOnlyList<Item> announced, PollNotes notes, CancellationToken stop)
    {
        foreach (var row in announced.Skip(MostFollowed))
            notes.Drops.Add(new Drop("too many rows", row.Title ?? "", $"A page's latest news is followed for {MostFollowed} rows; this one lists more."));
        if (announced.Count == 0)
            return;
        announced = [.. announced.Take(MostFollowed)];
        foreach (var row in announced.Where(row => row.Link is null))
            notes.Drops.Add(new Drop("no link", row.Title ?? "", "A row of the latest news has no link to follow."));
        var rows = announced.Where(row => row.Link is not null).ToList();
        // What the source lists itself is read as its own item, and says more there.
        var asked = Asked(rows, ItemKey.Of(rows), null).Where(row => !notes.IsListed(row.Keys)).ToList();
        foreach (var row in await book.UnseenAsync(source.Id, asked, stop))
        {
            if (row.IsNew && notes.IsFirst(row.Asked.Keys))
                await AddAsync(read, source, rows[row.Asked.Place], row, notes, stop);
        }
    }

    private async Task<PageOutcome> PageAsync(Source source, Uri? link, PollNotes notes, CancellationToken stop)
    {
        if (link is null)
            return new PageOutcome.NoPage("The item has no link to a page of its own.");
        if (notes.Unreachable.TryGetValue(link.Authority, out var known))
            return known;
        switch (await fetcher.FetchAsync(new FetchRequest(link) { IsPage = true, MayDowngrade = source.MayDowngrade, Source = source.Id.Value }, stop))
        {
            case FetchOutcome.Fetched { Download: var download } when PdfReader.IsPdf(download): return new PageOutcome.Pdf(download, await pdfs.ReadAsync(download.Body, stop));
            case FetchOutcome.Fetched { Download: var download } when !IsText(download): return new PageOutcome.NoPage($"The page is {download.ContentType}, not text.");
            case FetchOutcome.Fetched fetched: return new PageOutcome.Page(fetched.Download);
            case FetchOutcome.Failed failed: return notes.Heard(link, failed);
            default: throw new UnreachableException();
        }
    }

    private static bool IsText(Download download) =>
        download.ContentType is null || download.ContentType.StartsWith("text/", StringComparison.OrdinalIgnoreCase) || download.ContentType.Contains("html", StringComparison.OrdinalIgnoreCase);
}

/// <summary>What one poll has met so far.</summary>
/// <param name="listed">The keys of each item that the source lists.</param>
/// <param name="drops">What was left out before.</param>
internal sealed class PollNotes(IReadOnlyList<IReadOnlyList<ItemKey>> listed, IReadOnlyList<Drop> drops)
{
    private readonly HashSet<ItemKey> _listed = [.. listed.SelectMany(keys => keys)];
    private readonly HashSet<ItemKey> _read = [];
    private readonly HashSet<string> _closed = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What was left out on the way.</summary>
    public List<Drop> Drops { get; } = [.. drops];

    /// <summary>First keys of the items to be read once more.</summary>
    public HashSet<ItemKey> Again { get; } = [];

    /// <summary>Hosts that this poll could not reach, and why.</summary>
    public Dictionary<string, PageOutcome.NoPage> Unreachable { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Why the pages of a host could not be read, and what a person can try instead; null when all could, or none can help.</summary>
    public string? Advice { get; private set; }

    /// <summary>Why there is no page, and so for its whole host, when that cannot be reached: it is not asked for each of its pages, which costs a poll minutes, and the host its peace.</summary>
    public PageOutcome.NoPage Heard(Uri address, FetchOutcome.Failed failed)
    {
        var none = new PageOutcome.NoPage(failed.Why, failed.IsPassing);
        if (failed.Failure is FetchFailure.NoSuchHost or FetchFailure.NoConnection or FetchFailure.Throttled or FetchFailure.Budget)
            Unreachable[address.Authority] = none;
        if (failed.Advice is { } advice)
            Close(address.Authority, $"{failed.Why} The source's own text stands in. {advice}");
        return none;
    }

    public bool IsListed(IReadOnlyList<ItemKey> keys) => keys.Any(_listed.Contains);

    /// <summary>True when none of these keys was met before; from now on they are.</summary>
    public bool IsFirst(IReadOnlyList<ItemKey> keys)
    {
        var isFirst = !keys.Any(_read.Contains);
        _read.UnionWith(keys);
        return isFirst;
    }

    /// <summary>Notes, once for each host, that it keeps programs from its pages.</summary>
    private void Close(string host, string why)
    {
        if (!_closed.Add(host))
            return;
        Drops.Add(new Drop("page", host, why));
        Advice ??= $"Pages of {host} were not read: {why}";
    }
}
