using System.Globalization;
using Aggregator.Articles;

namespace Aggregator.Benchmarks;

/// <summary>Grows boosted decision trees: each new tree corrects what those before it got wrong.</summary>
internal sealed class TreeGrower
{
    private const int Bins = 64;

    private const float Calm = 2;

    private readonly GrowthPlan _plan;
    private readonly BodySign[] _signs;
    private readonly float[][] _limits;
    private readonly byte[][] _bins;
    private readonly TrainingRows _rows;
    private readonly float[] _sums;
    private readonly float[] _slopes;
    private readonly float[] _bends;
    private readonly Random _random;

    private TreeGrower(TrainingRows rows, GrowthPlan plan)
    {
        _random = new(17 + plan.Draw);
        (_rows, _plan, _signs) = (rows, plan, plan.Signs);
        _limits = new float[_signs.Length][];
        _bins = new byte[_signs.Length][];
        Parallel.For(0, _signs.Length, new ParallelOptions { MaxDegreeOfParallelism = 2 }, Limit);
        for (var row = 0; row < rows.Count; row++)
            Bin(row);
        (_sums, _slopes, _bends) = (new float[rows.Count], new float[rows.Count], new float[rows.Count]);
    }

    /// <summary>The trees as the model's file holds them, a line each.</summary>
    public static IReadOnlyList<string> Grow(TrainingRows rows, GrowthPlan plan)
    {
        var grower = new TreeGrower(rows, plan);
        var (kept, all) = (0d, 0d);
        for (var row = 0; row < rows.Count; row++)
            (kept, all) = (kept + (rows.Weights[row] * rows.Labels[row]), all + rows.Weights[row]);
        var start = (float)Math.Log(kept / (all - kept));
        Array.Fill(grower._sums, start);
        return [Shared(start, plan), .. Enumerable.Range(0, plan.Trees).Select(_ => grower.Next())];
    }

    private void Limit(int at)
    {
        var values = new float[Math.Min(_rows.Count, 40_000)];
        for (var i = 0; i < values.Length; i++)
            values[i] = _rows.Value((int)((long)i * _rows.Count / values.Length), _signs[at]);
        Array.Sort(values);
        var distinct = values.Distinct().ToArray();
        float[] limits = distinct.Length <= Bins
            ? [.. distinct.Zip(distinct.Skip(1), (a, b) => (a + b) / 2)]
            : [.. Enumerable.Range(1, Bins - 1).Select(bin => values[bin * values.Length / Bins]).Distinct()];
        // As the file will round them, so that training and reading agree.
        _limits[at] = [.. limits.Select(limit => float.Parse(limit.ToString("G5", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)).Distinct().Order()];
        _bins[at] = new byte[_rows.Count];
    }

    /// <summary>All signs of a row together, since they lie side by side.</summary>
    private void Bin(int row)
    {
        for (var at = 0; at < _signs.Length; at++)
        {
            var place = Array.BinarySearch(_limits[at], _rows.Value(row, _signs[at]));
            _bins[at][row] = (byte)(place >= 0 ? place + 1 : ~place);
        }
    }

    private string Next()
    {
        for (var row = 0; row < _rows.Count; row++)
        {
            var chance = 1 / (1 + MathF.Exp(-_sums[row]));
            _slopes[row] = _rows.Weights[row] * (chance - _rows.Labels[row]);
            _bends[row] = _rows.Weights[row] * Math.Max(chance * (1 - chance), 1e-4f);
        }
        var looked = Enumerable.Range(0, _signs.Length).Where(_ => _random.NextDouble() < _plan.SignShare).ToArray();
        // Whole pages at once: the blocks of one are too much alike.
        var pages = Enumerable.Range(0, _rows.Pages).Select(_ => _random.NextDouble() < _plan.PageShare).ToArray();
        var root = new Leaf([.. Enumerable.Range(0, _rows.Count).Where(row => pages[_rows.Page(row)])]);
        var leaves = new List<Leaf> { root };
        Measure(root, looked);
        while (leaves.Count < _plan.Leaves)
        {
            var best = leaves.MaxBy(leaf => leaf.Gain)!;
            if (best.Gain <= 1e-4f)
                break;
            Split(best, looked);
            leaves.Remove(best);
            leaves.AddRange([best.Low!, best.High!]);
        }
        var nodes = new List<Leaf>();
        Number(root, nodes);
        Apply(nodes);
        return string.Join(' ', nodes.Select(node => node.Low is null ? Shared(node.Value, _plan) : $"{_signs[node.Sign]}<{_limits[node.Sign][node.Bin - 1].ToString("G5", CultureInfo.InvariantCulture)}?{node.High!.Number - node.Number}"));
    }

    private void Measure(Leaf leaf, int[] looked)
    {
        // Side by side, since they are read once for each sign.
        var (itsSlopes, itsBends) = (Array.ConvertAll(leaf.Rows, row => _slopes[row]), Array.ConvertAll(leaf.Rows, row => _bends[row]));
        leaf.Slopes = new double[_signs.Length * Bins];
        leaf.Bends = new double[_signs.Length * Bins];
        Parallel.ForEach(looked, new ParallelOptions { MaxDegreeOfParallelism = 2 }, sign =>
        {
            var bins = _bins[sign];
            var slopes = leaf.Slopes.AsSpan(sign * Bins, Bins);
            var bends = leaf.Bends.AsSpan(sign * Bins, Bins);
            for (var at = 0; at < itsSlopes.Length; at++)
            {
                var bin = bins[leaf.Rows[at]];
                slopes[bin] += itsSlopes[at];
                bends[bin] += itsBends[at];
            }
        });
        Weigh(leaf, looked);
    }

    private void Weigh(Leaf leaf, int[] looked)
    {
        var (slope, bend) = (0d, 0d);
        foreach (var row in leaf.Rows)
            (slope, bend) = (slope + _slopes[row], bend + _bends[row]);
        leaf.Value = float.Parse(Written((float)(-_plan.Pace * slope / (bend + Calm))), CultureInfo.InvariantCulture);
        var whole = slope * slope / (bend + Calm);
        foreach (var sign in looked)
        {
            var (lowSlope, lowBend) = (0d, 0d);
            for (var bin = 1; bin <= _limits[sign].Length; bin++)
            {
                lowSlope += leaf.Slopes[(sign * Bins) + bin - 1];
                lowBend += leaf.Bends[(sign * Bins) + bin - 1];
                var (highSlope, highBend) = (slope - lowSlope, bend - lowBend);
                if (lowBend < _plan.Least || highBend < _plan.Least)
                    continue;
                var gain = (lowSlope * lowSlope / (lowBend + Calm)) + (highSlope * highSlope / (highBend + Calm)) - whole;
                if (gain > leaf.Gain)
                    (leaf.Gain, leaf.Sign, leaf.Bin) = (gain, sign, bin);
            }
        }
    }

    private void Split(Leaf leaf, int[] looked)
    {
        var bins = _bins[leaf.Sign];
        leaf.Low = new Leaf([.. leaf.Rows.Where(row => bins[row] < leaf.Bin)]);
        leaf.High = new Leaf([.. leaf.Rows.Where(row => bins[row] >= leaf.Bin)]);
        var (small, large) = leaf.Low.Rows.Length < leaf.High.Rows.Length ? (leaf.Low, leaf.High) : (leaf.High, leaf.Low);
        Measure(small, looked);
        (large.Slopes, large.Bends) = (leaf.Slopes, leaf.Bends);
        for (var at = 0; at < large.Slopes.Length; at++)
        {
            large.Slopes[at] -= small.Slopes[at];
            large.Bends[at] -= small.Bends[at];
        }
        Weigh(large, looked);
        (leaf.Slopes, leaf.Bends) = ([], []);
    }

    private static void Number(Leaf leaf, List<Leaf> nodes)
    {
        leaf.Number = nodes.Count;
        nodes.Add(leaf);
        if (leaf.Low is null)
            return;
        Number(leaf.Low, nodes);
        Number(leaf.High!, nodes);
    }

    private void Apply(List<Leaf> nodes)
    {
        for (var row = 0; row < _rows.Count; row++)
        {
            var node = nodes[0];
            while (node.Low is not null)
                node = _bins[node.Sign][row] < node.Bin ? node.Low : node.High!;
            _sums[row] += node.Value;
        }
    }

    /// <summary>Finer than what was learned, so that the rows together say the same.</summary>
    private static string Shared(float value, GrowthPlan plan) => (value / plan.Rows).ToString("0.#####", CultureInfo.InvariantCulture);

    private static string Written(float value) => value.ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>A node of a tree that grows.</summary>
    private sealed class Leaf(int[] rows)
    {
        public int[] Rows { get; set; } = rows;

        public double[] Slopes { get; set; } = [];

        public double[] Bends { get; set; } = [];

        public float Value { get; set; }

        public double Gain { get; set; }

        public int Sign { get; set; }

        public int Bin { get; set; }

        public int Number { get; set; }

        public Leaf? Low { get; set; }

        public Leaf? High { get; set; }
    }
}

/// <summary>How many trees are grown, how large, how fast, and on which signs.</summary>
/// <param name="Pace">How much of each correction is taken.</param>
/// <param name="SignShare">What share of the signs each tree may look at.</param>
/// <param name="PageShare">What share of the pages each tree learns from.</param>
/// <param name="Least">What a leaf must hold at least, in weight.</param>
/// <param name="Rows">How many such rows of trees are averaged: each gives its part of the answer.</param>
internal sealed record GrowthPlan(int Trees, int Leaves, float Pace, float SignShare, float PageShare, float Least, BodySign[] Signs, int Rows)
{
    /// <summary>Another draw, other trees.</summary>
    public int Draw { get; init; }
}

/// <summary>Rows of numbers to learn from: what was seen, what is right, and how much it matters.</summary>
internal sealed class TrainingRows
{
    private readonly List<float[]> _rows = [];
    private readonly List<int> _places = [];
    private readonly List<int> _pages = [];

    public List<float> Labels { get; } = [];

    public List<float> Weights { get; } = [];

    public int Count => Labels.Count;

    public int Pages { get; private set; }

    public void Add(float[] rows, int place, float label, float weight)
    {
        if (_rows.Count == 0 || _rows[^1] != rows)
            Pages++;
        _pages.Add(Pages - 1);
        _rows.Add(rows);
        _places.Add(place * BodySight.SignCount);
        Labels.Add(label);
        Weights.Add(weight);
    }

    public int Page(int row) => _pages[row];

    public float Value(int row, BodySign sign) => _rows[row][_places[row] + (int)sign];
}
