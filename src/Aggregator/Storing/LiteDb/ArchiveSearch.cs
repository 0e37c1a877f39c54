using Aggregator.Articles;
using LiteDB;
using Query = Aggregator.Watches.Query;

namespace Aggregator.Storing.LiteDb;

/// <summary>One search: the index says which articles may be meant, the query judges each, and what the index does not have yet is read in the store.</summary>
internal sealed class ArchiveSearch(LiteDbStore store, SearchRequest request, Query query)
{
    /// <summary>Articles that are read in one turn at the gate: nobody else should wait long there.</summary>
    private const int Page = 50;

    /// <summary>Proposed beyond those that are wanted: now and then the query refuses one.</summary>
    private const int Spare = 4;

    private readonly List<SearchHit> _hits = [];
    private readonly Dictionary<long, StoredArticle?> _read = [];
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
        IndexFind found;
        IReadOnlyList<long> changed;
        do
        {
            visible = index.Visible;
            found = IsRanked(visible) ? MostRelevant(index, request.Skip) : Newest(index, BelowIn(visible));
            changed = await LookAsync(visible, found, stop);
        }
        while (indexer.Forgotten > visible.Change);
        return IsRanked(visible) ? await ByRelevanceAsync(index, found, changed, stop) : await ByNumberAsync(index, visible, found, changed, stop);
    }

    /// <summary>What has no place in the index yet has no rank.</summary>
    private bool IsRanked(IndexReach visible) => request.Order == SearchOrder.Relevance && visible.IsWhole;

    private long BelowIn(IndexReach visible) => visible.IsWhole ? Below : Math.Min(Below, visible.Built + 1);

    private IndexFind Newest(SearchIndex index, long below) => index.Newest(query.Root, request, below, request.Limit + Spare);

    private IndexFind MostRelevant(SearchIndex index, int skip) => index.MostRelevant(query.Root, request, skip, request.Limit + Spare);

    private bool IsLast(IndexFind found) => found.Numbers.Count < request.Limit + Spare;

    /// <summary>In one turn at the gate: what changed that the index does not show yet, and the first articles that it proposes.</summary>
    private async Task<IReadOnlyList<long>> LookAsync(IndexReach visible, IndexFind found, CancellationToken stop)
    {
        long[] first = [.. found.Numbers.Take(Piece)];
        var (changed, stored) = await store.ReadAsync(db => (ChangeRows.NumbersAbove(db, visible.Change), StoredArticle.Find(db, first)), stop);
        // What changes in between is among the changes when it is looked at again.
        _read.Clear();
        Note(first, stored);
        return changed;
    }

    private async Task<SearchResult> ByNumberAsync(SearchIndex index, IndexReach visible, IndexFind found, IReadOnlyList<long> changed, CancellationToken stop)
    {
        var below = BelowIn(visible);
        if (!visible.IsWhole)
            await ReadDownAsync(Below, visible.Built, stop);
        var late = changed.Where(number => number < below).OrderDescending().ToList();
        var about = visible.IsWhole ? found.AboutWith(late.Count) : (int?)null;
        while (!IsFull)
        {
            var end = IsLast(found) ? 0 : found.Numbers[^1];
            await JudgeAsync([.. found.Numbers.Concat(late.Where(number => number >= end && number < below)).Distinct().OrderDescending()], stop);
            if (IsLast(found))
                break;
            below = end;
            found = IsFull ? found : Newest(index, below);
        }
        var note = visible.IsWhole ? null : $"The search index is being made; what it does not have yet was read one by one{(request.Order == SearchOrder.Relevance ? ", the newest first" : "")}.";
        return new SearchResult(_hits, about, IsFull ? _last : null, note);
    }

    /// <summary>What the index does not have yet comes first.</summary>
    private async Task<SearchResult> ByRelevanceAsync(SearchIndex index, IndexFind found, IReadOnlyList<long> changed, CancellationToken stop)
    {
        var late = changed.ToHashSet();
        if (request.Skip == 0)
            await JudgeAsync([.. late.Where(number => number < Below).OrderDescending()], stop);
        var skip = request.Skip;
        while (!IsFull)
        {
            foreach (var piece in found.Numbers.Chunk(Piece))
            {
                var read = (await ReadAsync([.. piece.Where(number => !late.Contains(number))], stop)).ToDictionary(article => article.Number);
                foreach (var number in piece.TakeWhile(_ => !IsFull))
                {
                    skip++;
                    if (read.TryGetValue(number, out var article))
                        Judge([article]);
                }
            }
            if (IsLast(found))
                break;
            found = IsFull ? found : MostRelevant(index, skip);
        }
        var about = found.AboutWith(0);
        return new SearchResult(_hits, about, IsFull && skip < about ? skip : null, null);
    }

    private int Piece => Math.Max(1, Math.Min(Page, request.Limit));

    private async Task JudgeAsync(IReadOnlyList<long> numbers, CancellationToken stop)
    {
        foreach (var piece in numbers.Chunk(Piece))
        {
            if (IsFull)
                return;
            Judge(await ReadAsync(piece, stop));
        }
    }

    private async Task<IReadOnlyList<StoredArticle>> ReadAsync(IReadOnlyList<long> numbers, CancellationToken stop)
    {
        long[] missing = [.. numbers.Where(number => !_read.ContainsKey(number))];
        if (missing.Length > 0)
            Note(missing, await store.ReadAsync(db => StoredArticle.Find(db, missing), stop));
        return [.. numbers.Select(number => _read[number]).OfType<StoredArticle>()];
    }

    private void Note(IEnumerable<long> numbers, IReadOnlyList<StoredArticle> stored)
    {
        foreach (var number in numbers)
            _read[number] = null;
        foreach (var article in stored)
            _read[article.Number] = article;
    }

    /// <summary>Reads all articles from one number down to another.</summary>
    private async Task ReadDownAsync(long below, long above, CancellationToken stop)
    {
        while (!IsFull)
        {
            var from = below;
            var page = await store.ReadAsync(db => ArticleRows.Below(db, from).Where(row => row["_id"].AsInt64 > above).Select(row => (Number: row["_id"].AsInt64, Stored: IsMeant(row) ? StoredArticle.Of(db, row) : null)).ToList(), stop);
            if (page.Count == 0)
                return;
            Judge(page.Select(row => row.Stored).OfType<StoredArticle>());
            below = page[^1].Number;
        }
    }

    private void Judge(IEnumerable<StoredArticle> articles)
    {
        foreach (var stored in articles)
        {
            if (IsFull)
                return;
            // Unpacked one by one: whoever has enough unpacks no more.
            var kept = request.WithHtml ? stored.Read() : stored.ReadText();
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
