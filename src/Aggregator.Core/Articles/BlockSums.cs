using Aggregator.Pages;

namespace Aggregator.Articles;

/// <summary>Running sums over a page's blocks: what lies between any two of them is one subtraction.</summary>
internal sealed class BlockSums
{
    private readonly PageMap _map;
    private readonly int[] _words;
    private readonly int[] _sentences;
    private readonly int[] _letters;
    private readonly int[] _links;
    private readonly int[] _headings;

    public BlockSums(PageMap map, BlockSight[] blocks)
    {
        _map = map;
        var count = blocks.Length;
        (_words, _sentences, _letters, _links, _headings) = (new int[count + 1], new int[count + 1], new int[count + 1], new int[count + 1], new int[count]);
        var heading = -1;
        for (var at = 0; at < count; at++)
        {
            _words[at + 1] = _words[at] + blocks[at].Words;
            _sentences[at + 1] = _sentences[at] + (blocks[at].IsSentence ? blocks[at].Words : 0);
            _letters[at + 1] = _letters[at] + map.Blocks[at].Text.Length;
            _links[at + 1] = _links[at] + map.Blocks[at].LinkLength;
            _headings[at] = heading;
            if (BoxSums.RankOf(map, map.Blocks[at]) > 0)
                heading = at;
        }
    }

    /// <summary>The blocks that begin inside an element.</summary>
    public (int First, int End) RangeOf(int box) => (_map.Boxes[box].FirstBlock, Math.Min(_map.Boxes[box].EndBlock, _map.Blocks.Length));

    public int Words(int from, int end) => end <= from ? 0 : _words[end] - _words[from];

    /// <summary>Words of the blocks that are sentences.</summary>
    public int SentenceWords(int from, int end) => end <= from ? 0 : _sentences[end] - _sentences[from];

    public float LinkShare(int from, int end) => end <= from ? 0 : (float)(_links[end] - _links[from]) / Math.Max(1, _letters[end] - _letters[from]);

    /// <summary>The last heading before a block; -1 when there is none.</summary>
    public int Heading(int block) => _headings[block];
}
