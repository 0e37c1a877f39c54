using Aggregator.Pages;

namespace Aggregator.Articles;

/// <summary>What repeats around a block and what stands there besides text: cards with a picture and a heading each are a list of other articles, however much they say.</summary>
internal sealed class BodyPatterns
{
    private const int Far = 99;

    private readonly PageMap _map;
    private readonly BoxSums _sums;
    private readonly int[] _lastImage;
    private readonly int[] _nextImage;
    private readonly BlockGroups _paths;
    private readonly (int Count, int Sentences)[] _kin;

    public BodyPatterns(PageMap map, BoxSight[] boxes, BlockSight[] blocks)
    {
        (_map, _sums) = (map, new BoxSums(map, boxes));
        _paths = new BlockGroups(blocks.Length, block => boxes[map.Blocks[block].Box].TagPath);
        _kin = new (int Count, int Sentences)[_paths.Count];
        (_lastImage, _nextImage) = (new int[blocks.Length], new int[blocks.Length]);
        for (var at = 0; at < blocks.Length; at++)
        {
            ref var kin = ref _kin[_paths.Of(at)];
            kin = (kin.Count + 1, kin.Sentences + (blocks[at].IsSentence ? 1 : 0));
        }
        MeasureImages();
    }

    public void Fill(int block, BodySight page, Span<float> row)
    {
        var kin = _kin[_paths.Of(block)];
        row.Set(BodySign.TagKinCount, kin.Count);
        row.Set(BodySign.TagKinSentences, (float)kin.Sentences / kin.Count);
        var (second, third, fourth) = (page.Ancestor(block, 1), page.Ancestor(block, 2), page.Ancestor(block, 3));
        Inside(second, row, BodySign.SecondImages);
        Inside(third, row, BodySign.ThirdImages);
        Inside(fourth, row, BodySign.FourthImages);
        row.Set(BodySign.OwnFellows, _sums.Fellows(_map.Blocks[block].Box));
        row.Set(BodySign.SecondFellows, _sums.Fellows(second));
        row.Set(BodySign.ThirdFellows, _sums.Fellows(third));
        row.Set(BodySign.Articles, _sums.Articles);
        row.Set(BodySign.SinceImage, _lastImage[block]);
        row.Set(BodySign.ToImage, _nextImage[block]);
    }

    private void Inside(int box, Span<float> row, BodySign first)
    {
        row[(int)first] = _sums.Images(box);
        row[(int)first + 1] = _sums.Headings(box);
    }

    /// <summary>For each block how many blocks before it, and how many after it, the next picture stands.</summary>
    private void MeasureImages()
    {
        Array.Fill(_lastImage, Far);
        Array.Fill(_nextImage, Far);
        foreach (var box in _map.Boxes)
        {
            if (box.FirstBlock < _lastImage.Length && box.Element.Kind.IsImage)
                _lastImage[box.FirstBlock] = _nextImage[box.FirstBlock] = 0;
        }
        for (var at = 1; at < _lastImage.Length; at++)
            _lastImage[at] = Math.Min(_lastImage[at], Math.Min(Far, _lastImage[at - 1] + 1));
        for (var at = _nextImage.Length - 2; at >= 0; at--)
            _nextImage[at] = Math.Min(_nextImage[at], Math.Min(Far, _nextImage[at + 1] + 1));
    }
}
