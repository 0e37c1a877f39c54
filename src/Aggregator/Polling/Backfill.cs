using Aggregator.Downloads;
using Aggregator.Feeds;
using Aggregator.Fetching;
using Aggregator.Items;
using Aggregator.Polls;
using Aggregator.Sources;

namespace Aggregator.Polling;

/// <summary>Reads a feed's older pages when its answer has nothing in common with the last one: then items may have come and gone between.</summary>
/// <remarks>RFC 5005 says where they are; WordPress has them at <c>?paged=2</c> and on.</remarks>
internal sealed class Backfill(Fetcher fetcher, ArticleDesk desk)
{
    /// <summary>A feed that has run further than this is an archive, and archives are not crawled.</summary>
    private const int MostPages = 10;

    /// <summary>What the source announced, and behind it what its older pages did when there was a gap.</summary>
    /// <param name="drops">Takes a word on the gap.</param>
    public async Task<IReadOnlyList<Item>> ItemsAsync(Source source, PollMemory memory, Announcement first, List<Drop> drops, CancellationToken stop)
    {
        if (!IsGap(memory, first))
            return first.Items;
        var (items, met) = (first.Items.ToList(), Keys(first.Items).ToHashSet());
        var (pages, end) = (0, "");
        for (var at = Older(source, first, page: 2); at is not null && end.Length == 0 && pages < MostPages;)
        {
            switch (await PageAsync(source, at, stop))
            {
                case ReadOutcome.Read { Announcement: var page }:
                    var fresh = page.Items.Zip(ItemKey.Of(page.Items)).Where(pair => !pair.Second.Any(met.Contains)).Select(pair => pair.First).ToList();
                    met.UnionWith(Keys(fresh));
                    items.AddRange(fresh);
                    pages++;
                    // Where the last answer begins, or where all is known, the gap ends.
                    if (!IsGap(memory, page) || (await desk.UnseenAsync(source.Id, fresh, memory, stop)).Count == 0)
                        at = null;
                    else
                        at = Older(source, page, pages + 2) is { } next && next != at ? next : null;
                    break;
                case ReadOutcome.Unreadable bad:
                    end = $" It went no further: {bad.Why}";
                    break;
            }
        }
        drops.Add(new Drop("gap", source.Address.AbsoluteUri, $"Nothing of the last answer stood in this one. {Told(pages)}{end}"));
        return items;
    }

    /// <summary>True when there was a last answer, and nothing of it stands here.</summary>
    private static bool IsGap(PollMemory memory, Announcement read) =>
        memory.LastAnswer.Count > 0 && read.Items.Count > 0 && !ItemKey.Of(read.Items).Any(keys => memory.LastAnswer.ContainsKey(keys[0]));

    private static Uri? Older(Source source, Announcement read, int page)
    {
        if (source.Kind != SourceKind.Feed)
            return null;
        if (read.Hints.Older is { } older)
            // Another host would be a way for one publisher to have another asked, and another scheme one for a password to be overheard.
            return older.GetLeftPart(UriPartial.Authority) == source.Address.GetLeftPart(UriPartial.Authority) ? older : null;
        var isWordPress = source.Address.AbsolutePath.TrimEnd('/').EndsWith("/feed", StringComparison.Ordinal);
        return isWordPress ? new UriBuilder(source.Address) { Query = $"{source.Address.Query.TrimStart('?')}&paged={page}".TrimStart('&') }.Uri : null;
    }

    private async Task<ReadOutcome> PageAsync(Source source, Uri address, CancellationToken stop) =>
        await fetcher.FetchAsync(new FetchRequest(address) { Source = source.Id.Value }, stop) switch
        {
            FetchOutcome.Fetched { Download: var download } => FeedReader.Read(download),
            FetchOutcome.Failed failed => new ReadOutcome.Unreadable(failed.Why),
            _ => new ReadOutcome.Unreadable("The page said 'not modified' without having been asked."),
        };

    private static IEnumerable<ItemKey> Keys(IReadOnlyList<Item> items) => ItemKey.Of(items).SelectMany(keys => keys);

    private static string Told(int pages) => pages switch
    {
        0 => "It has no older page that could be read.",
        1 => "1 older page was read to fill a gap.",
        _ => $"{pages} older pages were read to fill a gap.",
    };
}
