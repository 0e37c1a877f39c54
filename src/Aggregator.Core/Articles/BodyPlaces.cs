using Aggregator.Pages;

namespace Aggregator.Articles;

/// <summary>Where on its page a block stands: after the title or before it, in or outside of the elements that may hold the body.</summary>
internal sealed class BodyPlaces
{
    private readonly PageMap _map;
    private readonly BoxSight[] _boxes;
    private readonly BlockSight[] _blocks;
    private readonly BlockSums _sums;
    private readonly (int First, int End) _best;
    private readonly (int First, int End) _voted;
    private readonly (int First, int End) _named;
    private readonly int _marked;
    private readonly int _article;

    public BodyPlaces(PageMap map, BoxSight[] boxes, BlockSight[] blocks, BlockSums sums)
    {
        (_map, _boxes, _blocks, _sums) = (map, boxes, blocks, sums);
        (_best, _voted, _named, Title) = (Densest(), Voted(), Named(), TitleBlock());
        for (var at = 0; at < _blocks.Length; at++)
        {
            _marked += Has(at, BoxTrait.MarkedBody);
            _article += Has(at, BoxTrait.Article);
        }
    }

    /// <summary>The block that is the title; -1 when there is none.</summary>
    public int Title { get; }

    public void Fill(int block, Span<float> row)
    {
        var sentences = Math.Max(1f, _sums.SentenceWords(0, _blocks.Length));
        row.Set(BodySign.Place, (float)_sums.Words(0, block) / Math.Max(1, _sums.Words(0, _blocks.Length)));
        row.Set(BodySign.SentencesBefore, _sums.SentenceWords(0, block) / sentences);
        row.Set(BodySign.SinceTitle, Title < 0 ? -1 : block < Title ? -_sums.Words(block, Title) - 1 : _sums.Words(Title, block));
        row.Set(BodySign.IsAfterTitle, Title < 0 ? -1 : block > Title ? 1 : block == Title ? 0.5f : 0);
        row.Set(BodySign.InBest, block >= _best.First && block < _best.End ? 1 : 0);
        row.Set(BodySign.BestBefore, block < _best.First ? -_sums.Words(block, _best.First) : _sums.SentenceWords(_best.First, block));
        row.Set(BodySign.BestAfter, block >= _best.End ? -_sums.Words(_best.End, block) - 1 : _sums.SentenceWords(block, _best.End));
        row.Set(BodySign.BestShare, _sums.SentenceWords(_best.First, _best.End) / sentences);
        row.Set(BodySign.InVoted, block >= _voted.First && block < _voted.End ? 1 : 0);
        row.Set(BodySign.InNamed, block >= _named.First && block < _named.End ? 1 : 0);
        row.Set(BodySign.NamedShare, _sums.SentenceWords(_named.First, _named.End) / sentences);
        row.Set(BodySign.MarkedBodyShare, _marked / sentences);
        row.Set(BodySign.ArticleShare, _article / sentences);
        row.Set(BodySign.PageWords, _sums.Words(0, _blocks.Length));
        row.Set(BodySign.PageSentences, sentences);
    }

    /// <summary>The innermost element that still holds most of the page's sentences.</summary>
    private (int First, int End) Densest()
    {
        var (box, range) = (0, (0, _blocks.Length));
        for (var inner = 1; inner < _map.Boxes.Length; inner++)
        {
            if (inner >= _map.Boxes[box].End && box != 0)
                break;
            var (from, end) = _sums.RangeOf(inner);
            if (_sums.SentenceWords(from, end) < 0.8 * _sums.SentenceWords(range.Item1, range.Item2) || end <= from)
                continue;
            (box, range) = (inner, (from, end));
        }
        return range;
    }

    /// <summary>Sentences vote for the elements around them, as Readability's do.</summary>
    private (int First, int End) Voted()
    {
        var votes = new Dictionary<int, float>();
        for (var block = 0; block < _blocks.Length; block++)
        {
            if (!_blocks[block].IsSentence || (_boxes[_map.Blocks[block].Box].Traits & (BoxTrait.Nav | BoxTrait.Footer | BoxTrait.Hidden | BoxTrait.Form)) != 0)
                continue;
            var vote = 1 + _blocks[block].Commas + Math.Min(_blocks[block].Letters / 100f, 3);
            var box = Math.Max(0, _boxes[_map.Blocks[block].Box].Second);
            votes[box] = votes.GetValueOrDefault(box) + vote;
            box = Math.Max(0, _boxes[box].Second);
            votes[box] = votes.GetValueOrDefault(box) + (vote / 2);
        }
        var (best, most) = (0, 0f);
        foreach (var (box, vote) in votes)
        {
            var (from, end) = _sums.RangeOf(box);
            if (vote * (1 - _sums.LinkShare(from, end)) is var score && (score > most || (score == most && box < best)))
                (best, most) = (box, score);
        }
        return _sums.RangeOf(best);
    }

    /// <summary>The element with the best name of those that hold a good part of the page's sentences.</summary>
    private (int First, int End) Named()
    {
        var (best, most) = (0, 0f);
        for (var box = 1; box < _boxes.Length; box++)
        {
            if (_boxes[box].Named <= most)
                continue;
            var (from, end) = _sums.RangeOf(box);
            if (_sums.SentenceWords(from, end) * 4 > _sums.SentenceWords(0, _blocks.Length))
                (best, most) = (box, _boxes[box].Named);
        }
        return _sums.RangeOf(best);
    }

    private int Has(int block, BoxTrait trait) => (_boxes[_map.Blocks[block].Box].Traits & trait) != 0 && _blocks[block].IsSentence ? _blocks[block].Words : 0;

    /// <summary>The heading with the title's words; without one the first h1.</summary>
    private int TitleBlock()
    {
        var (best, most) = (-1, 0f);
        for (var block = 0; block < _blocks.Length; block++)
        {
            var isFirst = _map.Boxes[_map.Blocks[block].Box].Element.LocalName == "h1";
            var score = (_blocks[block].Words >= 2 ? _blocks[block].OfTitle : 0) + (isFirst ? 0.5f : 0);
            if ((isFirst || _blocks[block].OfTitle > 0.8f) && score > most)
                (best, most) = (block, score);
        }
        return best;
    }
}
