using Aggregator.Pages;

namespace Aggregator.Articles;

/// <summary>A page as the judge of bodies sees it: for each block a row of numbers, one for each <see cref="BodySign"/>.</summary>
internal sealed class BodySight
{
    /// <summary>Elements farther apart than this are strangers.</summary>
    public const int MostSteps = 9;

    public static readonly int SignCount = Enum.GetValues<BodySign>().Length;

    /// <summary>What stands beyond the first and the last block.</summary>
    private static readonly BlockSight[] Nothing = new BlockSight[1];

    private readonly PageMap _map;
    private readonly BoxSight[] _boxes;
    private readonly BlockSight[] _blocks;
    private readonly BlockSums _sums;
    private readonly BlockGroups _same;
    private readonly int[] _repeats;
    private readonly Kin[] _kin;
    private readonly bool _hasTold;
    private readonly BodyPlaces _places;
    private readonly BodyPatterns _patterns;
    private readonly BodyTurns _turns;
    private readonly float _mostKin;

    public BodySight(PageMap map, Witness witness, BodyModel model)
    {
        _map = map;
        var words = new WitnessWords(witness);
        _hasTold = words.HasText;
        _boxes = Boxes(map, model);
        _blocks = new BlockSight[map.Blocks.Length];
        for (var at = 0; at < _blocks.Length; at++)
            _blocks[at] = BlockSight.Of(map.Blocks[at], words, model);
        _sums = new BlockSums(map, _blocks);
        Paths = new BlockGroups(_blocks.Length, block => BoxOf(block).Path);
        _same = new BlockGroups(_blocks.Length, block => _blocks[block].Hash);
        (_kin, _repeats) = (new Kin[Paths.Count], new int[_same.Count]);
        for (var at = 0; at < _blocks.Length; at++)
            Meet(at);
        _mostKin = 1;
        foreach (var kin in _kin)
            _mostKin = Math.Max(_mostKin, kin.Words);
        _places = new BodyPlaces(map, _boxes, _blocks, _sums);
        _patterns = new BodyPatterns(map, _boxes, _blocks);
        _turns = new BodyTurns(map, _blocks, _sums, _places.Title);
    }

    public int Count => _blocks.Length;

    public int WordsOf(int block) => _blocks[block].Words;

    public int WordsBetween(int from, int end) => _sums.Words(from, end);

    /// <summary>The blocks in the same kinds of elements with the same names.</summary>
    public BlockGroups Paths { get; }

    /// <summary>The place of the element so many blocks' elements up from a block.</summary>
    public int Ancestor(int block, int step)
    {
        var box = _map.Blocks[block].Box;
        for (; step > 0 && box > 0; step--)
            box = Math.Max(0, _boxes[box].Second);
        return box;
    }

    /// <summary>The last heading before a block; -1 when there is none.</summary>
    public int HeadingOf(int block) => _sums.Heading(block);

    /// <summary>How many elements up from a block is one that holds the other one, too.</summary>
    public int Steps(int block, int other)
    {
        var (steps, box) = (0, _map.Blocks[block].Box);
        for (; steps < MostSteps && RangeOf(box) is var range && (other < range.First || other >= range.End); steps++)
            box = Math.Max(0, _boxes[box].Second);
        return steps;
    }

    public (int First, int End) RangeOf(int box) => _sums.RangeOf(box);

    public void Fill(int block, Span<float> row)
    {
        Own(_blocks[block], row);
        ref readonly var sight = ref _blocks[block];
        row.Set(BodySign.IsAfterBreak, (int)_map.Blocks[block].Break);
        row.Set(BodySign.Repeats, _repeats[_same.Of(block)]);
        row.Set(BodySign.HasTold, _hasTold ? 1 : 0);
        Elements(BoxOf(block), _map.Boxes[_map.Blocks[block].Box].Depth, row);
        Container(Ancestor(block, 1), row, BodySign.SecondWords);
        Container(Ancestor(block, 2), row, BodySign.ThirdWords);
        Container(Ancestor(block, 3), row, BodySign.FourthWords);
        var kin = _kin[Paths.Of(block)];
        row.Set(BodySign.KinWords, kin.Words);
        row.Set(BodySign.KinSentences, (float)kin.Sentences / Math.Max(1, kin.Count));
        row.Set(BodySign.KinLinks, kin.LinkShare / Math.Max(1, kin.Count));
        row.Set(BodySign.KinCount, kin.Count);
        row.Set(BodySign.KinDots, (float)kin.Dots / Math.Max(1, kin.Count));
        row.Set(BodySign.KinLinked, (float)kin.Linked / Math.Max(1, kin.Count));
        row.Set(BodySign.StepsToTitle, _places.Title < 0 ? -1 : Steps(block, _places.Title));
        row.Set(BodySign.KinShareOfMost, kin.Words / _mostKin);
        Neighbours(block, row);
        row.Set(BodySign.BeforeSaid, At(block - 1).SaidMean);
        row.Set(BodySign.AfterSaid, At(block + 1).SaidMean);
        Heading(block, row);
        _places.Fill(block, row);
        _patterns.Fill(block, this, row);
        _turns.Fill(block, row);
    }

    private static void Own(in BlockSight sight, Span<float> row)
    {
        var letters = Math.Max(1f, sight.Letters);
        var words = Math.Max(1f, sight.Words);
        row.Set(BodySign.Words, sight.Words);
        row.Set(BodySign.Letters, sight.Letters);
        row.Set(BodySign.WordLength, letters / words);
        row.Set(BodySign.LinkShare, sight.LinkShare);
        row.Set(BodySign.LinkCount, sight.Links);
        row.Set(BodySign.EndsSentence, sight.EndsSentence ? 1 : 0);
        row.Set(BodySign.EndsColon, sight.EndsColon ? 1 : 0);
        row.Set(BodySign.EndsDots, sight.EndsDots ? 1 : 0);
        row.Set(BodySign.StartsSmall, sight.StartsSmall ? 1 : 0);
        row.Set(BodySign.CapitalShare, sight.Capitals / letters);
        row.Set(BodySign.DigitShare, sight.Digits / letters);
        row.Set(BodySign.SmallWords, sight.SmallWords / words);
        row.Set(BodySign.Commas, sight.Commas / words);
        row.Set(BodySign.Sentences, sight.Ends);
        row.Set(BodySign.HasYear, sight.HasYear ? 1 : 0);
        row.Set(BodySign.HasSign, sight.HasSign ? 1 : 0);
        row.Set(BodySign.HasBar, sight.HasBar ? 1 : 0);
        row.Set(BodySign.HasQuote, sight.HasQuote ? 1 : 0);
        row.Set(BodySign.HasAddress, sight.HasAddress ? 1 : 0);
        row.Set(BodySign.MarkedShare, Math.Min(1, sight.Marked / letters));
        row.Set(BodySign.StartsMarked, sight.StartsMarked ? 1 : 0);
        row.Set(BodySign.WordsOfTitle, sight.OfTitle);
        row.Set(BodySign.WordsOfSummary, sight.OfSummary);
        row.Set(BodySign.ShareTold, sight.Told);
        row.Set(BodySign.SaidWords, sight.SaidMean);
        row.Set(BodySign.SaidLeast, sight.SaidLeast);
        row.Set(BodySign.SaidFirst, sight.SaidFirst);
        row.Set(BodySign.StartsLinked, sight.StartsLinked ? 1 : 0);
        row.Set(BodySign.SaidPairs, sight.SaidPairs);
        row.Set(BodySign.SaidPairsLeast, sight.SaidPairsLeast);
    }

    private void Elements(in BoxSight box, int depth, Span<float> row)
    {
        row.Set(BodySign.Tag, box.Tag);
        row.Set(BodySign.Depth, depth);
        for (var trait = 0; trait <= BodySign.InMarkedBody - BodySign.InArticle; trait++)
            row[(int)BodySign.InArticle + trait] = (int)box.Traits >> trait & 1;
        ref readonly var second = ref _boxes[Math.Max(0, box.Second)];
        row.Set(BodySign.NamedOwn, box.Named);
        row.Set(BodySign.NamedSecond, second.Named);
        ref readonly var third = ref _boxes[Math.Max(0, second.Second)];
        row.Set(BodySign.NamedThird, third.Named);
        row.Set(BodySign.NamedFourth, _boxes[Math.Max(0, third.Second)].Named);
        row.Set(BodySign.ArticleDepth, box.ArticleDepth);
        row.Set(BodySign.NamedSum, box.NamedSum);
        row.Set(BodySign.NamedLeast, box.NamedLeast);
        row.Set(BodySign.NamedMost, box.NamedMost);
        row.Set(BodySign.NamedMean, box.NamedSum / Math.Max(1, box.NamedCount));
    }

    private void Container(int box, Span<float> row, BodySign first)
    {
        var (from, end) = RangeOf(box);
        var words = _sums.Words(from, end);
        row[(int)first] = words;
        row[(int)first + 1] = (float)words / Math.Max(1, _sums.Words(0, Count));
        row[(int)first + 2] = _sums.LinkShare(from, end);
        row[(int)first + 3] = (float)_sums.SentenceWords(from, end) / Math.Max(1, words);
        row[(int)first + 4] = end - from;
    }

    private void Neighbours(int block, Span<float> row)
    {
        Neighbour(block - 1, row, BodySign.BeforeWords);
        Neighbour(block + 1, row, BodySign.AfterWords);
        ref readonly var before = ref At(block - 2);
        ref readonly var after = ref At(block + 2);
        row.Set(BodySign.Before2Words, before.Words);
        row.Set(BodySign.Before2Ends, before.IsSentence ? 1 : 0);
        row.Set(BodySign.After2Words, after.Words);
        row.Set(BodySign.After2Ends, after.IsSentence ? 1 : 0);
        var (from, end) = (Math.Max(0, block - 4), Math.Min(Count, block + 5));
        row.Set(BodySign.AroundSentences, (float)_sums.SentenceWords(from, end) / Math.Max(1, _sums.Words(from, end)));
        row.Set(BodySign.AroundLinks, _sums.LinkShare(from, end));
    }

    private void Neighbour(int block, Span<float> row, BodySign first)
    {
        ref readonly var sight = ref At(block);
        row[(int)first] = sight.Words;
        row[(int)first + 1] = sight.LinkShare;
        row[(int)first + 2] = sight.EndsSentence ? 1 : 0;
        row[(int)first + 3] = block < 0 || block >= Count ? -1 : BoxOf(block).Tag;
    }

    private void Heading(int block, Span<float> row)
    {
        var heading = _sums.Heading(block);
        row.Set(BodySign.SinceHeading, heading < 0 ? -1 : block - heading);
        ref readonly var sight = ref At(heading);
        row.Set(BodySign.HeadingSaid, sight.SaidMean);
        row.Set(BodySign.HeadingSaidFirst, sight.SaidFirst);
    }

    private void Meet(int block)
    {
        ref readonly var sight = ref _blocks[block];
        _repeats[_same.Of(block)]++;
        ref var kin = ref _kin[Paths.Of(block)];
        kin = new Kin(kin.Count + 1, kin.Words + sight.Words, kin.Sentences + (sight.IsSentence ? 1 : 0), kin.LinkShare + sight.LinkShare, kin.Dots + (sight.EndsDots ? 1 : 0), kin.Linked + (sight.Links > 0 ? 1 : 0));
    }

    private ref readonly BoxSight BoxOf(int block) => ref _boxes[_map.Blocks[block].Box];

    private ref readonly BlockSight At(int block) => ref block < 0 || block >= Count ? ref Nothing[0] : ref _blocks[block];

    private static BoxSight[] Boxes(PageMap map, BodyModel model)
    {
        var names = new NameWeights(model, map.Boxes.Length);
        var boxes = new BoxSight[map.Boxes.Length];
        BoxSight none = default;
        for (var at = 0; at < boxes.Length; at++)
        {
            var parent = map.Boxes[at].Parent;
            if (parent >= 0 && IsIdle(map, at))
                continue;
            var second = parent < 0 ? 0 : map.Boxes[parent].Kind == BoxKind.Block ? parent : boxes[parent].Second;
            boxes[at] = BoxSight.Of(map.Boxes[at].Element, parent < 0 ? none : boxes[parent], second, names);
        }
        return boxes;
    }

    /// <summary>True for an element that nothing is asked of: without text, or within a line.</summary>
    private static bool IsIdle(PageMap map, int at) =>
        map.Boxes[at] is var box && (box.FirstBlock >= Math.Min(box.EndBlock, map.Blocks.Length) || (box.Kind == BoxKind.Inline && box.EndBlock == box.FirstBlock + 1 && map.Blocks[box.FirstBlock].Box < at));

    /// <summary>Blocks in elements of the same kinds and names.</summary>
    private readonly record struct Kin(int Count, int Words, int Sentences, float LinkShare, int Dots, int Linked);
}
