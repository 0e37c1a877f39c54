using System.Diagnostics;
using Aggregator.Articles;
using Aggregator.Downloads;
using Aggregator.Fetching;
using Aggregator.Items;
using Aggregator.Pages;
using Aggregator.Polls;
using Aggregator.Sources;
using Aggregator.Storing;

namespace Aggregator.Polling;

/// <summary>Turns unseen items into articles: asks for their pages, and follows what a wire's page announces beside its release.</summary>
internal sealed class ArticleDesk(Fetcher fetcher, IPollBook book, PollingSettings settings, TimeProvider clock)
{
    /// <summary>The wire lists eight; a page that lists thousands wants something else of us.</summary>
    private const int MostFollowed = 20;

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
        var isYoung = notes.Site.Learned < SiteMemory.Young;
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
        return isYoung ? [.. read.Select(article => Again(article, source, notes.Site))] : read;
    }

    /// <summary>An article of a source's first pages, written again with the others known.</summary>
    private static ReadArticle Again(ReadArticle read, Source source, SiteMemory site) =>
        read.Page is { } kept ? read with { Article = ArticleWriter.Write(kept.Item, new PageOutcome.Page(kept.Page), source, site).Article } : read;

    /// <summary>The items the store has to be asked about: an item that stood unchanged in the last answer is not among them.</summary>
    private static IReadOnlyList<AskedItem> Asked(IReadOnlyList<Item> items, IReadOnlyList<IReadOnlyList<ItemKey>> keys, PollMemory? memory)
    {
        var asked = items.Zip(keys).Select((pair, place) => new AskedItem(place, pair.Second, ItemKey.Fingerprint(pair.First)));
        return [.. asked.Where(item => memory is null || !memory.Remembers(item.Keys[0], item.Fingerprint))];
    }

    /// <summary>Adds the item's article, and returns what its page announces.</summary>
    private async Task<IReadOnlyList<Item>> AddAsync(List<ReadArticle> read, Source source, Item item, UnseenItem unseen, PollNotes notes, CancellationToken stop)
    {
        var page = await PageAsync(source, item, notes, stop);
        // A page that failed in passing is asked for once more, at the next poll; then the source's own text has to do.
        var isAgain = unseen.IsNew && page is PageOutcome.NoPage { IsPassing: true };
        if (isAgain)
            notes.Again.Add(unseen.Asked.Keys[0]);
        var written = ArticleWriter.Write(item, page, source, notes.Site);
        notes.Learn(written, page);
        var kept = page is PageOutcome.Page { Download: var download } ? new KeptPage(item, download, clock.GetUtcNow()) : null;
        read.Add(new ReadArticle(unseen.Asked, written.Article, isAgain) { Page = kept });
        return page is PageOutcome.Page found && written.Release is { } release ? PageReader.Announced(release, found.Download).Items : [];
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

    private async Task<PageOutcome> PageAsync(Source source, Item item, PollNotes notes, CancellationToken stop)
    {
        if (item.Link is null)
            return new PageOutcome.NoPage("The item has no link to a page of its own.");
        if (notes.Unreachable.TryGetValue(item.Link.Authority, out var known))
            return known;
        switch (await fetcher.FetchAsync(new FetchRequest(item.Link) { IsPage = true, MayDowngrade = source.MayDowngrade, Source = source.Id.Value }, stop))
        {
            case FetchOutcome.Fetched { Download: var download } when !IsText(download): return new PageOutcome.NoPage($"The page is {download.ContentType}, not text.");
            case FetchOutcome.Fetched fetched: return new PageOutcome.Page(fetched.Download);
            case FetchOutcome.Failed failed:
                var none = new PageOutcome.NoPage(failed.Why, failed.IsPassing);
                // A host that cannot be reached is not asked for each of its pages: that costs a poll minutes, and the host its peace.
                if (failed.Failure is FetchFailure.NoSuchHost or FetchFailure.NoConnection or FetchFailure.Throttled or FetchFailure.Budget)
                    notes.Unreachable[item.Link.Authority] = none;
                return none;
            default: throw new UnreachableException();
        }
    }

    private static bool IsText(Download download) =>
        download.ContentType is null || download.ContentType.StartsWith("text/", StringComparison.OrdinalIgnoreCase) || download.ContentType.Contains("html", StringComparison.OrdinalIgnoreCase);
}

/// <summary>What one poll has met so far.</summary>
/// <param name="listed">The keys of each item that the source lists.</param>
/// <param name="drops">What was left out before.</param>
/// <param name="site">What was known of the source's pages before.</param>
internal sealed class PollNotes(IReadOnlyList<IReadOnlyList<ItemKey>> listed, IReadOnlyList<Drop> drops, SiteMemory site)
{
    private readonly HashSet<ItemKey> _listed = [.. listed.SelectMany(keys => keys)];
    private readonly HashSet<ItemKey> _read = [];

    /// <summary>What was left out on the way.</summary>
    public List<Drop> Drops { get; } = [.. drops];

    /// <summary>First keys of the items to be read once more.</summary>
    public HashSet<ItemKey> Again { get; } = [];

    /// <summary>Hosts that this poll could not reach, and why.</summary>
    public Dictionary<string, PageOutcome.NoPage> Unreachable { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What is known of the source's pages so far.</summary>
    public SiteMemory Site { get; private set; } = site;

    /// <summary>For each page that was read, why its reading is in doubt; null when it is not.</summary>
    public List<string?> Doubts { get; } = [];

    /// <summary>True when the source's pages were found to have changed for good.</summary>
    public bool HasChanged { get; private set; }

    public bool IsListed(IReadOnlyList<ItemKey> keys) => keys.Any(_listed.Contains);

    public void Learn(WrittenArticle written, PageOutcome page)
    {
        HasChanged |= written.Site.Changes > Site.Changes;
        Site = written.Site;
        if (page is PageOutcome.Page)
            Doubts.Add(written.Article.Doubt);
    }

    /// <summary>True when none of these keys was met before; from now on they are.</summary>
    public bool IsFirst(IReadOnlyList<ItemKey> keys)
    {
        var isFirst = !keys.Any(_read.Contains);
        _read.UnionWith(keys);
        return isFirst;
    }
}
