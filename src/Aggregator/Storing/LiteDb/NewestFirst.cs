using Lucene.Net.Search;

namespace Aggregator.Storing.LiteDb;

/// <summary>Walks an index from its newest article backwards, until there are enough: for words that are everywhere that is a small part of it.</summary>
/// <param name="count">So many of the newest.</param>
internal sealed class NewestFirst(IReadOnlyList<IndexPart> parts, long below, int count)
{
    /// <summary>A part is walked in stretches: the first is long enough to expect so many in it, each further one is <see cref="Longer"/> times as long, or as long as what is wanted still should need.</summary>
    private const int Expected = 1024;

    private const int Longer = 16;

    /// <summary>To begin a stretch takes as long as to look at so many articles.</summary>
    private const int Shortest = 1024;

    private readonly PriorityQueue<long, long> _newest = new(count + 1);
    private int _found;
    private int _passed;
    private long _walked;

    /// <param name="asked">The query as a part is asked; null where it has none.</param>
    public IndexFind Find(Func<IndexPart, Query?> asked)
    {
        foreach (var part in parts.OrderByDescending(part => part.HighestBefore(part.Count)))
            Walk(part, asked);
        var share = (double)_walked / Math.Max(1, parts.Sum(part => (long)part.Count));
        return new IndexFind([.. _newest.UnorderedItems.Select(item => item.Element).OrderDescending()], (_found + _passed) / share - _passed, share == 1);
    }

    private void Walk(IndexPart part, Func<IndexPart, Query?> asked)
    {
        if (!MayHave(part, part.Count))
            return;
        // Asked part by part: what a word is in a part that is not walked need not be looked up.
        if (asked(part) is not { } query)
        {
            _walked += part.Count;
            return;
        }
        var weight = new IndexSearcher(part.Reader).CreateNormalizedWeight(query);
        var (to, stretch, before) = ((long)part.Count, 0L, _newest.Count);
        while (MayHave(part, (int)to))
        {
            var hits = weight.GetScorer(part.Reader.AtomicContext, part.Live);
            stretch = hits is null ? to : stretch == 0 ? Math.Max(Shortest, Expected * to / Math.Max(1, hits.GetCost())) : Further(stretch, part.Count - to, _newest.Count - before);
            var from = Math.Max(0, to - stretch);
            if (hits is not null)
                Gather(part, hits, (int)from, (int)to);
            _walked += to - from;
            to = from;
        }
    }

    /// <summary>How long the next stretch is: twice what so many took so far, of those that are missing.</summary>
    private long Further(long stretch, long walked, int found) =>
        found == 0 || _newest.Count == count ? Longer * stretch : Math.Clamp(2 * walked * (count - _newest.Count) / found, Shortest, Longer * stretch);

    /// <summary>True when there may be a newer one, before this place, than those that were found.</summary>
    private bool MayHave(IndexPart part, int place) => place > 0 && (_newest.Count < count || part.HighestBefore(place) > _newest.Peek());

    private void Gather(IndexPart part, Scorer hits, int from, int to)
    {
        for (var place = hits.Advance(from); place < to; place = hits.NextDoc())
        {
            var number = part.NumberOf(place);
            if (number >= below)
            {
                _passed++;
                continue;
            }
            _found++;
            if (_newest.Count < count)
                _newest.Enqueue(number, number);
            else
                _newest.EnqueueDequeue(number, number);
        }
    }
}
