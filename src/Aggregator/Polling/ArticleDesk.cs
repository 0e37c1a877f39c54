using Aggregator.Articles;
using Aggregator.Items;
using Aggregator.Pages;
using Aggregator.Polls;
using Aggregator.Sources;
using Aggregator.Storing;
using Aggregator.Text;

namespace Aggregator.Polling;

/// <summary>Turns unseen items into articles, and follows what a wire's page announces beside its release.</summary>
internal sealed class ArticleDesk(PageDesk pages, AttachmentDesk attachments, IPollBook book, IArchive archive, PollingSettings settings, TimeProvider clock)
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
    public async Task<IReadOnlyList<ReadArticle>> ReadAsync(IReadOnlyList<Item> items, IReadOnlyList<UnseenItem> unseen, PollNotes notes, IProgress<int>? progress, CancellationToken stop)
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
            var announced = await AddAsync(read, item, unseen[at], notes, stop);
            // One step and no further: the archive of a channel is not crawled backwards.
            await FollowAsync(read, announced, notes, stop);
        }
        if (isYoung)
            read = [.. read.Select(article => SecondLook.Again(article, notes))];
        await AddFilesAsync(read, notes, stop);
        notes.Again.UnionWith(read.Where(article => article.IsAgain).Select(article => article.Asked.Keys[0]));
        return read;
    }

    /// <summary>The items the store has to be asked about: an item that stood unchanged in the last answer is not among them.</summary>
    private static IReadOnlyList<AskedItem> Asked(IReadOnlyList<Item> items, IReadOnlyList<IReadOnlyList<ItemKey>> keys, PollMemory? memory)
    {
        var asked = items.Zip(keys).Select((pair, place) => new AskedItem(place, pair.Second, ItemKey.Fingerprint(pair.First)));
        return [.. asked.Where(item => memory is null || !memory.Remembers(item.Keys[0], item.Fingerprint))];
    }

    /// <summary>Adds the item's article, and returns what its page announces.</summary>
    private async Task<IReadOnlyList<Item>> AddAsync(List<ReadArticle> read, Item item, UnseenItem unseen, PollNotes notes, CancellationToken stop)
    {
        var (page, written) = await pages.WriteAsync(item, notes, stop);
        // A page that failed in passing, or was walled up, is asked for once more, at the next poll; then what came has to do.
        // One that was not asked for has had no chance.
        var isAgain = page is PageOutcome.NoPage { IsUnasked: true }
            || (!unseen.IsAgain && (page is PageOutcome.NoPage { IsPassing: true } || written.Reading is { IsWall: true } or { IsMissingForNow: true }));
        notes.Drops.AddRange(written.Reading?.Drops ?? []);
        var hasChanged = notes.Learn(written, page);
        var article = written.Article with { Original = await EndOfAsync(written.Article, notes, stop) };
        read.Add(new ReadArticle(unseen.Asked, article, isAgain) { Page = page is PageOutcome.Page came ? KeptPage.Of(item, came, clock.GetUtcNow()) : null, WasAgain = unseen.IsAgain });
        if (hasChanged)
            SecondLook.AtChange(read, await archive.PagesAsync(notes.Source.Id, stop), notes);
        return page is PageOutcome.Page found && written.Reading?.Release is { } release ? PageReader.Announced(release, found.Download).Items : [];
    }

    /// <summary>Where the named original is itself a copy on a wire, the original that it names, and so on to the end.</summary>
    private async Task<OriginalLink> EndOfAsync(Article article, PollNotes notes, CancellationToken stop)
    {
        var original = article.Original;
        var met = new HashSet<string>(new[] { article.Link }.OfType<Uri>().Select(LinkCleaner.Key));
        for (var step = 0; step < MostSteps && original.Link is { } link; step++)
        {
            var isOwnWire = notes.Source.IsWire && WebSite.IsOne(link, notes.Source.Address);
            if (!met.Add(LinkCleaner.Key(link)) || !(isOwnWire || Wires.Known.Carries(link)) || await pages.PageAsync(link, notes, stop) is not PageOutcome.Page page)
                break;
            var next = ArticleWriter.Read(page.Download, isOwnWire ? notes.Source : null).Original;
            if (next.Link is null || met.Contains(LinkCleaner.Key(next.Link)))
                break;
            original = original.Then(next);
        }
        return original;
    }

    private async Task FollowAsync(List<ReadArticle> read, IReadOnlyList<Item> announced, PollNotes notes, CancellationToken stop)
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
        foreach (var row in await book.UnseenAsync(notes.Source.Id, asked, stop))
        {
            if (row.IsNew && notes.IsFirst(row.Asked.Keys))
                await AddAsync(read, rows[row.Asked.Place], row, notes, stop);
        }
    }

    /// <summary>Last: an article that was read a second time may lead to other files than at first sight.</summary>
    private async Task AddFilesAsync(List<ReadArticle> read, PollNotes notes, CancellationToken stop)
    {
        for (var at = 0; at < read.Count; at++)
        {
            read[at] = read[at] with { Article = await attachments.WithFilesAsync(read[at].Article, notes, stop) };
            // A file that failed in passing is asked for once more, with its page.
            if (!read[at].WasAgain && read[at].Article.Files.Any(file => file.Address is { } address && notes.FilesForNow.Contains(address)))
                read[at] = read[at] with { IsAgain = true };
        }
        for (var at = 0; at < notes.Renewed.Count; at++)
            notes.Renewed[at] = notes.Renewed[at] with { Article = await attachments.WithFilesAsync(notes.Renewed[at].Article, notes, stop) };
    }
}
