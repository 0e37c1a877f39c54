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
/// <remarks>The source says where they are (<see cref="Backfill"/>): RFC 5005 links, WordPress' <c>?paged=2</c>, or a listing page.
/// A page that fails in passing is asked again at the next polls, and the way goes on from there.</remarks>
internal sealed class GapFiller(Fetcher fetcher, ArticleDesk desk)
{
    /// <summary>A feed that has run further than this is an archive, and archives are not crawled.</summary>
    private const int MostPages = 10;

    /// <summary>What the source announced, and behind it what its older pages did where there is a gap to fill.</summary>
    public async Task<GapFill> FillAsync(Source source, PollMemory memory, PollOutcome outcome, CancellationToken stop)
    {
        var first = (outcome as PollOutcome.Found)?.Announcement;
        var (listed, keys) = first is null ? ([], []) : (first.Items, ItemKey.Of(first.Items));
        if (first is not null && memory.IsGap(keys))
        {
            var fill = await WalkAsync(source, memory, new Walk(listed, keys), Older(source, first, page: 2), stop);
            return fill with { Word = $"Nothing of the last answer stood in this one. {Told(fill.Try!)}" };
        }
        // Where the source itself fails, its older pages are left alone.
        return outcome is PollOutcome.Broken || memory.Gap is not { Next: { } next } gap
            ? new GapFill(listed, keys)
            : await WalkAsync(source, memory, new Walk(listed, keys) { Pages = gap.Pages }, MayAsk(source, next) ? next : null, stop);
    }

    /// <summary>Goes from page to older page, until what was known before the gap begins.</summary>
    private async Task<GapFill> WalkAsync(Source source, PollMemory memory, Walk walk, Uri? at, CancellationToken stop)
    {
        while (at is not null && walk.Pages < MostPages)
        {
            var (outcome, isPassing) = await PageAsync(source, at, stop);
            if (outcome is not ReadOutcome.Read { Announcement: var page })
                return walk.Ended(((ReadOutcome.Unreadable)outcome).Why, isPassing ? at : null);
            var pageKeys = ItemKey.Of(page.Items);
            var fresh = walk.Add(page.Items, pageKeys);
            // Where the answer before the gap begins, or where all is known, it ends; but what an earlier try kept is known, too.
            if (memory.EndsGap(pageKeys) || (memory.Gap?.Next is null && (await desk.UnseenAsync(source.Id, fresh, ItemKey.Of(fresh), memory, stop)).Count == 0))
                return walk.Ended(null, null);
            at = Older(source, page, walk.Pages + 2) is { } next && next != at ? next : null;
        }
        return walk.Ended(at is null ? "The source leads to no older page." : $"After {MostPages} older pages it is an archive, and archives are not crawled.", null);
    }

    private static Uri? Older(Source source, Announcement read, int page) => source.Backfill.Way switch
    {
        BackfillWay.Listing => page == 2 ? source.Backfill.Listing : null,
        BackfillWay.WordPress => Paged(source, page),
        BackfillWay.Rfc5005 when read.Hints.Older is { } older => MayAsk(source, older) ? older : null,
        BackfillWay.Rfc5005 when source.Kind == SourceKind.Feed && source.Address.AbsolutePath.TrimEnd('/').EndsWith("/feed", StringComparison.Ordinal) => Paged(source, page),
        _ => null,
    };

    /// <summary>Another host would be a way for one publisher to have another asked, and another scheme one for a password to be overheard.</summary>
    private static bool MayAsk(Source source, Uri page) => source.Backfill.Way switch
    {
        BackfillWay.None => false,
        BackfillWay.Listing => page == source.Backfill.Listing,
        _ => page.GetLeftPart(UriPartial.Authority) == source.Address.GetLeftPart(UriPartial.Authority),
    };

    private static Uri Paged(Source source, int page) =>
        new UriBuilder(source.Address) { Query = $"{source.Address.Query.TrimStart('?')}&paged={page}".TrimStart('&') }.Uri;

    private async Task<(ReadOutcome Outcome, bool IsPassing)> PageAsync(Source source, Uri address, CancellationToken stop)
    {
        var isListing = source.Backfill.Way == BackfillWay.Listing;
        return await fetcher.FetchAsync(new FetchRequest(address) { Source = source.Id.Value, IsPage = isListing, MayDowngrade = source.MayDowngrade }, stop) switch
        {
            FetchOutcome.Fetched { Download: var download } => (isListing ? PageReader.Read(download, source.Rules) : FeedReader.Read(download), false),
            FetchOutcome.Failed failed => (new ReadOutcome.Unreadable(failed.Advice is null ? failed.Why : $"{failed.Why} {failed.Advice}"), failed.IsPassing),
            _ => throw new UnreachableException(),
        };
    }

    private static string Told(GapTry tried) => tried.Pages == 0
        ? $"No older page was read: {tried.Why}"
        : $"{tried.From} {(tried.Pages == 1 ? "was" : "were")} read to fill a gap.{(tried.Why is null ? "" : $" It went no further: {tried.Why}")}";

    /// <summary>What a way back through older pages has met so far.</summary>
    private sealed class Walk(IReadOnlyList<Item> listed, IReadOnlyList<IReadOnlyList<ItemKey>> keys)
    {
        private readonly List<Item> _items = [.. listed];
        private readonly HashSet<ItemKey> _met = [.. keys.SelectMany(its => its)];

        /// <summary>Older pages read, by this poll and those before it.</summary>
        public int Pages { get; set; }

        /// <summary>Adds a page, and gives those of its items that were not met before.</summary>
        public IReadOnlyList<Item> Add(IReadOnlyList<Item> items, IReadOnlyList<IReadOnlyList<ItemKey>> itsKeys)
        {
            Pages++;
            var fresh = items.Zip(itsKeys).Where(pair => !pair.Second.Any(_met.Contains)).Select(pair => pair.First).ToList();
            _met.UnionWith(ItemKey.Of(fresh).SelectMany(its => its));
            _items.AddRange(fresh);
            return fresh;
        }

        public GapFill Ended(string? why, Uri? failed) => new(_items, ItemKey.Of(_items)) { Try = new GapTry(Pages, why, failed) };
    }
}

/// <summary>What a source announced, with what stood on its older pages when there was a gap.</summary>
/// <param name="Keys">The keys of each of the items, in their order.</param>
internal sealed record GapFill(IReadOnlyList<Item> Items, IReadOnlyList<IReadOnlyList<ItemKey>> Keys)
{
    /// <summary>What came of filling a gap; null when there was none to fill.</summary>
    public GapTry? Try { get; init; }

    /// <summary>What is told of a gap that is new; null when there was none.</summary>
    public string? Word { get; init; }
}
