namespace Aggregator.Articles;

/// <summary>What the first look made of a page's blocks, as the second look sees it: around a block, in its elements, up to the next sure ones.</summary>
internal sealed class BodyLook
{
    private const float Sure = 0.6f;

    private readonly BodySight _page;
    private readonly float[] _chances;
    private readonly float[] _mass;
    private readonly int[] _before;
    private readonly int[] _after;
    private readonly (float Mass, int Words)[] _kin;

    public BodyLook(BodySight page, float[] chances)
    {
        (_page, _chances) = (page, chances);
        var count = page.Count;
        (_mass, _before, _after, _kin) = (new float[count + 1], new int[count], new int[count], new (float Mass, int Words)[page.Paths.Count]);
        var sure = -1;
        for (var at = 0; at < count; at++)
        {
            var words = page.WordsOf(at);
            _mass[at + 1] = _mass[at] + (chances[at] * words);
            ref var kin = ref _kin[page.Paths.Of(at)];
            kin = (kin.Mass + (chances[at] * words), kin.Words + words);
            _before[at] = sure;
            if (IsSure(at))
                sure = at;
        }
        sure = -1;
        for (var at = count - 1; at >= 0; at--)
        {
            _after[at] = sure;
            if (IsSure(at))
                sure = at;
        }
    }

    public void Fill(int block, Span<float> row)
    {
        row.Set(BodySign.First, _chances[block]);
        for (var step = 1; step <= 3; step++)
        {
            row[(int)BodySign.FirstBefore + step - 1] = At(block - step);
            row[(int)BodySign.FirstAfter + step - 1] = At(block + step);
        }
        row.Set(BodySign.FirstAround, Mean(Math.Max(0, block - 5), Math.Min(_page.Count, block + 6)));
        for (var step = 1; step <= 3; step++)
        {
            var (from, end) = _page.RangeOf(_page.Ancestor(block, step));
            row[(int)BodySign.FirstSecond + step - 1] = Mean(from, end);
        }
        var all = _mass[^1];
        var kin = _kin[_page.Paths.Of(block)];
        row.Set(BodySign.FirstKin, kin.Mass / Math.Max(1, kin.Words));
        row.Set(BodySign.FirstKinShare, kin.Mass / Math.Max(1, all));
        row.Set(BodySign.FirstPage, all);
        row.Set(BodySign.FirstHeading, At(_page.HeadingOf(block)));
        row.Set(BodySign.FirstMassBefore, _mass[block] / Math.Max(1, all));
        row.Set(BodySign.FirstMassAfter, (all - _mass[block + 1]) / Math.Max(1, all));
        Nearest(block, _before[block], row, (BodySign.SureBefore, BodySign.SureBeforeWords, BodySign.SharedBefore));
        Nearest(block, _after[block], row, (BodySign.SureAfter, BodySign.SureAfterWords, BodySign.SharedAfter));
    }

    private void Nearest(int block, int sure, Span<float> row, (BodySign Blocks, BodySign Words, BodySign Steps) signs)
    {
        if (sure < 0)
        {
            row.Set(signs.Blocks, 999);
            row.Set(signs.Words, 9999);
            row.Set(signs.Steps, BodySight.MostSteps + 1);
            return;
        }
        row.Set(signs.Blocks, Math.Abs(block - sure));
        row.Set(signs.Words, _page.WordsBetween(Math.Min(block, sure) + 1, Math.Max(block, sure)));
        row.Set(signs.Steps, _page.Steps(block, sure));
    }

    private bool IsSure(int block) => _chances[block] > Sure && _page.WordsOf(block) >= 8;

    private float At(int block) => block < 0 || block >= _page.Count ? -1 : _chances[block];

    private float Mean(int from, int end) => (_mass[end] - _mass[from]) / Math.Max(1, _page.WordsBetween(from, end));
}
