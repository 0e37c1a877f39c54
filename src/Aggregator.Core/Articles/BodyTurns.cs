using Aggregator.Pages;

namespace Aggregator.Articles;

/// <summary>Where a page turns to something else: of the short blocks, and of the headings, since the article began, the one that says most clearly that it is over. "Related", "Comments", "About us" stand between an article and what only looks like one.</summary>
internal sealed class BodyTurns
{
    /// <summary>So many words of sentences after the title, and the article has begun.</summary>
    private const int Begun = 40;

    private const int LongestTurn = 12;

    private readonly PageMap _map;
    private readonly BlockSums _sums;
    private readonly (float Said, int At)[] _headings;
    private readonly (float Said, int At)[] _turns;

    public BodyTurns(PageMap map, BlockSight[] blocks, BlockSums sums, int title)
    {
        (_map, _sums) = (map, sums);
        (_headings, _turns) = (new (float, int)[blocks.Length], new (float, int)[blocks.Length]);
        (float Said, int At) heading = (0, -1);
        (float Said, int At) turn = (0, -1);
        for (var at = 0; at < blocks.Length; at++)
        {
            (_headings[at], _turns[at]) = (heading, turn);
            if (at <= title || blocks[at].Words > LongestTurn || sums.SentenceWords(Math.Max(0, title), at) < Begun)
                continue;
            var said = blocks[at].SaidMean + (blocks[at].SaidFirst / 2);
            if (said < turn.Said)
                turn = (said, at);
            if (said < heading.Said && RankOf(at) > 0)
                heading = (said, at);
        }
    }

    public void Fill(int block, Span<float> row)
    {
        row.Set(BodySign.HeadingRank, _sums.Heading(block) is >= 0 and var heading ? RankOf(heading) : 0);
        Turn(block, _headings[block], row, BodySign.HeadingTurn);
        Turn(block, _turns[block], row, BodySign.Turn);
    }

    private void Turn(int block, (float Said, int At) turn, Span<float> row, BodySign first)
    {
        row[(int)first] = turn.Said;
        row[(int)first + 1] = turn.At < 0 ? -1 : _sums.Words(turn.At, block);
    }

    private int RankOf(int block) => BoxSums.RankOf(_map, _map.Blocks[block]);
}
