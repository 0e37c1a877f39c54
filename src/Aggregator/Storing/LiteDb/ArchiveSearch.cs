using Aggregator.Articles;
using LiteDB;
using Query = Aggregator.Watches.Query;

namespace Aggregator.Storing.LiteDb;

/// <summary>One search: the index says which articles may be meant, the query judges each, and what the index does not have yet is read in the store.</summary>
internal sealed class ArchiveSearch(LiteDbStore store, SearchRequest request, Query query)
{
    private const int Page = 50;

    private readonly List<SearchHit> _hits = [];
    private long? _last;

    private bool IsFull => _hits.Count >= request.Limit;

    private long Below => request.Below ?? long.MaxValue;

    /// <summary>Without an index: every article is read, the newest first.</summary>
    public async Task<SearchResult> ReadAllAsync(string? note, CancellationToken stop)
    {
        await ReadDownAsync(Below, 0, stop);
        return new SearchResult(_hits, null, IsFull ? _last : null, note);
    }

    public async Task<SearchResult> RunAsync(SearchIndex index, Indexer indexer, CancellationToken stop)
    {
        IndexReach visible;
        IReadOnlyList<long> changed;
        do
        {
            visible = index.Visible;
            changed = await store.ReadAsync(db => ChangeRows.NumbersAbove(db, visible.Change), stop);
        }
        while (indexer.Forgotten > visible.Change);
        if (request.Order == SearchOrder.Relevance && visible.IsWhole)
            return await ByRelevanceAsync(index, changed, stop);
        return await ByNumberAsync(index, visible, changed, stop);
    }

    private async Task<SearchResult> ByNumberAsync(SearchIndex index, IndexReach visible, IReadOnlyList<long> changed, CancellationToken stop)
    {
        var below = Below;
        if (!visible.IsWhole)
        {
            await ReadDownAsync(below, visible.Built, stop);
            below = Math.Min(below, visible.Built + 1);
        }
        var late = changed.Where(number => number < below).OrderDescending().ToList();
        int? about = null;
        while (!IsFull)
        {
            var found = index.Find(query.Root, request, below, 0, Page + request.Limit);
            about ??= found.Total;
            var isLast = found.Numbers.Count < Page + request.Limit;
            var end = isLast ? 0 : found.Numbers[^1];
            await JudgeAsync([.. found.Numbers.Concat(late.Where(number => number >= end && number < below)).Distinct().OrderDescending()], stop);
            if (isLast)
                break;
            below = end;
        }
        var note = visible.IsWhole ? null : $"The search index is being made; what it does not have yet was read one by one{(request.Order == SearchOrder.Relevance ? ", the newest first" : "")}.";
        return new SearchResult(_hits, visible.IsWhole ? about + late.Count : null, IsFull ? _last : null, note);
    }

    /// <summary>What the index does not have yet has no rank: it comes first.</summary>
    private async Task<SearchResult> ByRelevanceAsync(SearchIndex index, IReadOnlyList<long> changed, CancellationToken stop)
    {
        var late = changed.ToHashSet();
        if (request.Skip == 0)
            await JudgeAsync([.. late.Where(number => number < Below).OrderDescending()], stop);
        var (skip, total) = (request.Skip, 0);
        while (!IsFull)
        {
            var found = index.Find(query.Root, request, Below, skip, Page);
            total = found.Total;
            var read = (await ReadAsync([.. found.Numbers.Where(number => !late.Contains(number))], stop)).ToDictionary(kept => kept.Number);
            foreach (var number in found.Numbers.TakeWhile(_ => !IsFull))
            {
                skip++;
                Judge(read.TryGetValue(number, out var kept) ? [kept] : []);
            }
            if (found.Numbers.Count < Page)
                break;
        }
        return new SearchResult(_hits, total, IsFull && skip < total ? skip : null, null);
    }

    private async Task JudgeAsync(IReadOnlyList<long> numbers, CancellationToken stop)
    {
        // In pieces: nobody else should wait long at the gate, and judging needs none of it.
        foreach (var piece in numbers.Chunk(Math.Max(1, Math.Min(Page, request.Limit))))
        {
            if (IsFull)
                return;
            Judge(await ReadAsync(piece, stop));
        }
    }

    /// <summary>Unpacks each when it is asked for: whoever has enough asks for no more.</summary>
    private async Task<IEnumerable<KeptArticle>> ReadAsync(IReadOnlyList<long> numbers, CancellationToken stop)
    {
        var stored = await store.ReadAsync(db => numbers.Select(number => StoredArticle.Find(db, number)).OfType<StoredArticle>().ToList(), stop);
        return stored.Select(article => article.Read());
    }

    /// <summary>Reads all articles from one number down to another.</summary>
    private async Task ReadDownAsync(long below, long above, CancellationToken stop)
    {
        while (!IsFull)
        {
            var from = below;
            var page = await store.ReadAsync(db => ArticleRows.Below(db, from).Where(row => row["_id"].AsInt64 > above).Select(row => (Number: row["_id"].AsInt64, Kept: IsMeant(row) ? ArticleRows.Whole(db, row) : null)).ToList(), stop);
            if (page.Count == 0)
                return;
            Judge(page.Select(row => row.Kept).OfType<KeptArticle>());
            below = page[^1].Number;
        }
    }

    private void Judge(IEnumerable<KeptArticle> articles)
    {
        foreach (var kept in articles)
        {
            if (IsFull)
                return;
            _last = kept.Number;
            if (IsMeant(kept) && query.Match(kept) is { } match)
                _hits.Add(new SearchHit(kept, match));
        }
    }

    private bool IsMeant(KeptArticle kept) =>
        (request.Source is not { } source || kept.Article.Source == source) && (request.Since is not { } since || kept.FirstSeen >= since) && kept.Number < Below;

    private bool IsMeant(BsonDocument row) =>
        (request.Source is not { } source || row["s"].AsString == source.Value) && (request.Since is not { } since || ArticleRows.FirstSeen(row) >= since);
}
