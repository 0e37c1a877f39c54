using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace Aggregator.Articles;

/// <summary>Decision trees whose answers are added up and made a probability.</summary>
/// <remarks>
/// No tree is walked, since a processor guesses every other fork wrong. Each fork at which a row goes high strikes out the leaves on its low side,
/// for eight rows at a time, and of what is left of a tree the first leaf is its answer (QuickScorer; Lucchese and others, 2015). Forks on the same
/// sign stand in the order of their limits: beyond the first at which all rows go low, none of that sign is looked at.
/// </remarks>
internal sealed class Trees
{
    /// <summary>As many rows are judged at a time.</summary>
    public const int Rows = 8;

    /// <summary>Of one tree: a bit each.</summary>
    public const int MostLeaves = 32;

    public static readonly Trees None = new([], [], 0);

    private readonly Fork[] _forks;
    private readonly (int Sign, int First, int End)[] _signs;
    private readonly float[] _leaves;
    private readonly int _count;

    private Trees(Fork[] forks, float[] leaves, int count)
    {
        (_forks, _leaves, _count) = ([.. forks.OrderBy(fork => fork.Sign).ThenBy(fork => fork.Limit)], leaves, count);
        _signs = [.. _forks.Index().GroupBy(fork => fork.Item.Sign).Select(forks => ((int)forks.Key, forks.First().Index, forks.Last().Index + 1))];
    }

    /// <summary>A tree a line, its nodes parted by blanks: a fork is <c>Sign&lt;limit?steps</c>, its low side follows it and its high side so many nodes on; a leaf is a number.</summary>
    public static Trees Of(IReadOnlyList<string> lines)
    {
        var forks = new List<Fork>();
        var leaves = new float[lines.Count * MostLeaves];
        for (var tree = 0; tree < lines.Count; tree++)
        {
            var (nodes, leaf) = (lines[tree].Split(' '), 0);
            for (var at = 0; at < nodes.Length; at++)
            {
                if (nodes[at].Split('<', '?') is not [var sign, var limit, var steps])
                    leaves.AsSpan(tree * MostLeaves, MostLeaves)[leaf++] = Number(nodes[at]);
                else
                    forks.Add(new Fork(Number(limit), (short)Enum.Parse<BodySign>(sign), (short)tree, ~(Bits(nodes.AsSpan(at + 1, int.Parse(steps, CultureInfo.InvariantCulture) - 1)) << leaf)));
            }
        }
        return new Trees([.. forks], leaves, lines.Count);
    }

    /// <summary>Between 0 and 1.</summary>
    public float Judge(ReadOnlySpan<float> row)
    {
        Span<float> answer = stackalloc float[1];
        Judge(row, [0], answer);
        return answer[0];
    }

    /// <summary>One answer, between 0 and 1, for each of the rows, of which there are <see cref="Rows"/> at most, that begin at these places.</summary>
    public void Judge(ReadOnlySpan<float> rows, ReadOnlySpan<int> places, Span<float> answers)
    {
        Span<int> each = stackalloc int[Rows];
        each.Fill(places[^1]);
        places.CopyTo(each);
        var left = ArrayPool<Vector256<uint>>.Shared.Rent(_count);
        Strike(rows, each, left);
        var sums = Sum(left);
        ArrayPool<Vector256<uint>>.Shared.Return(left);
        for (var row = 0; row < places.Length; row++)
            answers[row] = 1 / (1 + MathF.Exp(-sums[row]));
    }

    private void Strike(ReadOnlySpan<float> rows, ReadOnlySpan<int> places, Vector256<uint>[] left)
    {
        left.AsSpan(0, _count).Fill(Vector256<uint>.AllBitsSet);
        foreach (var (sign, first, end) in _signs)
        {
            var values = Vector256.Create(rows[places[0] + sign], rows[places[1] + sign], rows[places[2] + sign], rows[places[3] + sign],
                rows[places[4] + sign], rows[places[5] + sign], rows[places[6] + sign], rows[places[7] + sign]);
            foreach (ref readonly var fork in _forks.AsSpan(first, end - first))
            {
                var low = Vector256.LessThan(values, Vector256.Create(fork.Limit)).AsUInt32();
                if (low == Vector256<uint>.AllBitsSet)
                    break;
                left[fork.Tree] &= low | Vector256.Create(fork.Stay);
            }
        }
    }

    /// <summary>Tree by tree, as they were grown.</summary>
    private Vector256<float> Sum(Vector256<uint>[] left)
    {
        var sums = Vector256<float>.Zero;
        for (var tree = 0; tree < _count; tree++)
        {
            var its = left[tree];
            var leaves = _leaves.AsSpan(tree * MostLeaves, MostLeaves);
            sums += Vector256.Create(First(leaves, its[0]), First(leaves, its[1]), First(leaves, its[2]), First(leaves, its[3]),
                First(leaves, its[4]), First(leaves, its[5]), First(leaves, its[6]), First(leaves, its[7]));
        }
        return sums;
    }

    private static float First(ReadOnlySpan<float> leaves, uint left) => leaves[BitOperations.TrailingZeroCount(left)];

    /// <summary>A bit for each leaf among these nodes.</summary>
    private static uint Bits(ReadOnlySpan<string> nodes)
    {
        var bits = 0u;
        foreach (var node in nodes)
            bits = node.Contains('<', StringComparison.Ordinal) ? bits : (bits << 1) | 1;
        return bits;
    }

    private static float Number(string text) => float.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>A row whose sign is not below the limit keeps of the tree's leaves only those that stay.</summary>
    private readonly record struct Fork(float Limit, short Sign, short Tree, uint Stay);
}
