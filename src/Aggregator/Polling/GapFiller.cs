using System.Diagnostics;
using Aggregator.Downloads;
using Aggregator.Feeds;
using Aggregator.Fetching;
using Aggregator.Items;
using Aggregator.Pages;
using Aggregator.Polls;
using Aggregator.Sources;

namespace Aggregator.Polling;

/// <summary>Reads a source's older pages when its answer has nothing in common with the last one: then items may have come and gone between.</summary>
/// <remarks>The source says where they are (<see cref="Backfill"/>): RFC 5005 links, WordPress' <c>?paged=2</c>, or a listing page.</remarks>
internal sealed class GapFiller(Fetcher fetcher, ArticleDesk desk)
{
    /// <summary>A feed that has run further than this is an archive, and archives are not crawled.</summary>
    private const int MostPages = 10;

    /// <summary>What the source announced, and behind it what its older pages did when there was a gap.</summary>
    public async Task<GapFill> FillAsync(Source source, PollMemory memory, Announcement first, CancellationToken stop)
    {
        var keys = ItemKey.Of(first.Items);
        if (!memory.IsGap(keys))
            return new GapFill(first.Items, keys);
        var (items, met) = (first.Items.ToList(), keys.SelectMany(its => its).ToHashSet());
        var (pages, isClosed, end) = (0, false, "");
        for (var at = Older(source, first, page: 2); at is not null && pages < MostPages;)
        {
            var outcome = await PageAsync(source, at, stop);
            if (outcome is not ReadOutcome.Read { Announcement: var page })
            {
                end = $" It went no further: {((ReadOutcome.Unreadable)outcome).Why}";
                break;
            }
            var pageKeys = ItemKey.Of(page.Items);
            var fresh = page.Items.Zip(pageKeys).Where(pair => !pair.Second.Any(met.Contains)).Select(pair => pair.First).ToList();
            var freshKeys = ItemKey.Of(fresh);
            met.UnionWith(freshKeys.SelectMany(its => its));
            items.AddRange(fresh);
            pages++;
            // Where the last answer begins, or where all is known, the gap ends.
            isClosed = !memory.IsGap(pageKeys) || (await desk.UnseenAsync(source.Id, fresh, freshKeys, memory, stop)).Count == 0;
            at = !isClosed && Older(source, page, pages + 2) is { } next && next != at ? next : null;
        }
        return new GapFill(items, ItemKey.Of(items)) { Pages = pages, IsClosed = isClosed, Word = $"Nothing of the last answer stood in this one. {Told(pages)}{end}" };
    }

    private static Uri? Older(Source source, Announcement read, int page) => source.Backfill.Way switch
    {
        BackfillWay.Listing => page == 2 ? source.Backfill.Listing : null,
        BackfillWay.WordPress => Paged(source, page),
        // Another host would be a way for one publisher to have another asked, and another scheme one for a password to be overheard.
        BackfillWay.Rfc5005 when read.Hints.Older is { } older => older.GetLeftPart(UriPartial.Authority) == source.Address.GetLeftPart(UriPartial.Authority) ? older : null,
        BackfillWay.Rfc5005 when source.Kind == SourceKind.Feed && source.Address.AbsolutePath.TrimEnd('/').EndsWith("/feed", StringComparison.Ordinal) => Paged(source, page),
        _ => null,
    };

    private static Uri Paged(Source source, int page) =>
        new UriBuilder(source.Address) { Query = $"{source.Address.Query.TrimStart('?')}&paged={page}".TrimStart('&') }.Uri;

    private async Task<ReadOutcome> PageAsync(Source source, Uri address, CancellationToken stop)
    {
        var isListing = source.Backfill.Way == BackfillWay.Listing;
        return await fetcher.FetchAsync(new FetchRequest(address) { Source = source.Id.Value, IsPage = isListing, MayDowngrade = source.MayDowngrade }, stop) switch
        {
            FetchOutcome.Fetched { Download: var download } => isListing ? PageReader.Read(download, source.Rules) : FeedReader.Read(download),
            FetchOutcome.Failed failed => new ReadOutcome.Unreadable(failed.Why),
            _ => throw new UnreachableException(),
        };
    }

    private static string Told(int pages) => pages switch
    {
        0 => "It has no older page that could be read.",
        1 => "1 older page was read to fill a gap.",
        _ => $"{pages} older pages were read to fill a gap.",
    };
}

/// <summary>What a source announced, with what stood on its older pages when there was a gap.</summary>
/// <param name="Keys">The keys of each of the items, in their order.</param>
internal sealed record GapFill(IReadOnlyList<Item> Items, IReadOnlyList<IReadOnlyList<ItemKey>> Keys)
{
    public static readonly GapFill Nothing = new([], []);

    /// <summary>Older pages that were read.</summary>
    public int Pages { get; init; }

    /// <summary>True when they reached what was known: nothing is missing between.</summary>
    public bool IsClosed { get; init; }

    /// <summary>What is told of the gap; null when there was none.</summary>
    public string? Word { get; init; }
}
