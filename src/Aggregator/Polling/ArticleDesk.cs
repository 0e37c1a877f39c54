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
internal sealed class ArticleDesk(Fetcher fetcher, IPollBook book)
{
    /// <summary>The items the store has to be asked about: an item that stood unchanged in the last answer is not among them.</summary>
    public static IReadOnlyList<AskedItem> Asked(IReadOnlyList<Item> items, PollMemory? memory)
    {
        var asked = items.Zip(ItemKey.Of(items)).Select((pair, place) => new AskedItem(place, pair.Second, ItemKey.Fingerprint(pair.First)));
        return [.. asked.Where(item => memory is null || !memory.Remembers(item.Keys[0], item.Fingerprint))];
    }

    public async Task<DeskResult> ReadAsync(Source source, IReadOnlyList<Item> items, IReadOnlyList<UnseenItem> unseen, IProgress<PollStep>? progress, CancellationToken stop)
    {
        var result = new DeskResult();
        foreach (var item in unseen)
        {
            progress?.Report(new PollStep(source.Id, result.Kept.Count, unseen.Count));
            var announced = await KeepAsync(source, items[item.Asked.Place], item.Asked, result, stop);
            // One step and no further: the archive of a channel is not crawled backwards.
            await FollowAsync(source, announced, items, result, stop);
        }
        return result;
    }

    /// <summary>Adds the item's article, and returns what its page announces.</summary>
    private async Task<IReadOnlyList<Item>> KeepAsync(Source source, Item item, AskedItem asked, DeskResult result, CancellationToken stop)
    {
        var page = await PageAsync(item, stop);
        result.Kept.Add(new ReadArticle(asked, ArticleWriter.Write(item, page, source)));
        return page is PageOutcome.Page found && WirePage.Read(found.Download) is { } release ? PageReader.Announced(release, found.Download).Items : [];
    }

    private async Task FollowAsync(Source source, IReadOnlyList<Item> announced, IReadOnlyList<Item> listed, DeskResult result, CancellationToken stop)
    {
        foreach (var row in announced.Where(row => row.Link is null))
            result.Drops.Add(new Drop("no link", row.Title ?? "", "A row of the latest news has no link to follow."));
        var rows = announced.Where(row => row.Link is not null).ToList();
        if (rows.Count == 0)
            return;
        var known = result.Kept.SelectMany(kept => kept.Asked.Keys).Concat(ItemKey.Of(listed).SelectMany(keys => keys)).ToHashSet();
        var asked = Asked(rows, null).Where(row => !row.Keys.Any(known.Contains)).ToList();
        foreach (var row in await book.UnseenAsync(source.Id, asked, stop))
        {
            if (row.IsNew)
                await KeepAsync(source, rows[row.Asked.Place], row.Asked, result, stop);
        }
    }

    private async Task<PageOutcome> PageAsync(Item item, CancellationToken stop)
    {
        if (item.Link is null)
            return new PageOutcome.NoPage("The item has no link to a page of its own.");
        return await fetcher.FetchAsync(item.Link, Validators.None, stop) switch
        {
            FetchOutcome.Fetched { Download: var download } when !IsText(download) => new PageOutcome.NoPage($"The page is {download.ContentType}, not text."),
            FetchOutcome.Fetched fetched => new PageOutcome.Page(fetched.Download),
            FetchOutcome.Failed failed => new PageOutcome.NoPage(failed.Why),
            _ => new PageOutcome.NoPage("The page said 'not modified' without having been asked."),
        };
    }

    private static bool IsText(Download download) =>
        download.ContentType is null || download.ContentType.StartsWith("text/", StringComparison.OrdinalIgnoreCase) || download.ContentType.Contains("html", StringComparison.OrdinalIgnoreCase);
}

/// <summary>What reading a poll's items came to.</summary>
internal sealed class DeskResult
{
    public List<ReadArticle> Kept { get; } = [];

    public List<Drop> Drops { get; } = [];
}
