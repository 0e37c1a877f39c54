using System.Globalization;
using System.Runtime.CompilerServices;

namespace Aggregator.Articles;

/// <summary>Decision trees whose answers are added up and made a probability.</summary>
/// <remarks>Four rows go down a tree together: one alone mostly waits for the next node, or for a turn that was foretold wrongly.</remarks>
internal sealed class Trees
{
    public const int Together = 4;

    public static readonly Trees None = new([], [], []);

    private readonly Node[] _nodes;
    private readonly float[] _leaves;
    private readonly int[] _roots;

    private Trees(Node[] nodes, float[] leaves, int[] roots) => (_nodes, _leaves, _roots) = (nodes, leaves, roots);

    /// <summary>A tree a line, its nodes parted by blanks: a fork is <c>Sign&lt;limit?steps</c>, its low side follows it and its high side so many nodes on; a leaf is a number.</summary>
    public static Trees Of(IReadOnlyList<string> lines)
    {
        var nodes = new List<(Node Node, float Leaf)>();
        var roots = new List<int>();
        foreach (var line in lines)
        {
            roots.Add(nodes.Count);
            nodes.AddRange(line.Split(' ').Select(NodeOf));
        }
        return new Trees([.. nodes.Select(node => node.Node)], [.. nodes.Select(node => node.Leaf)], [.. roots]);
    }

    /// <summary>Between 0 and 1.</summary>
    public float Judge(ReadOnlySpan<float> row) => Judge(row, row, row, row).A;

    /// <summary>Between 0 and 1 for each.</summary>
    public (float A, float B, float C, float D) Judge(ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> c, ReadOnlySpan<float> d)
    {
        var (sumA, sumB, sumC, sumD) = (0f, 0f, 0f, 0f);
        ReadOnlySpan<Node> nodes = _nodes;
        foreach (var root in _roots)
        {
            var (atA, atB, atC, atD) = (root, root, root, root);
            while (true)
            {
                var (nodeA, nodeB, nodeC, nodeD) = (nodes[atA], nodes[atB], nodes[atC], nodes[atD]);
                if (nodeA.IsLeaf & nodeB.IsLeaf & nodeC.IsLeaf & nodeD.IsLeaf)
                    break;
                atA += nodeA.Step(a);
                atB += nodeB.Step(b);
                atC += nodeC.Step(c);
                atD += nodeD.Step(d);
            }
            sumA += _leaves[atA];
            sumB += _leaves[atB];
            sumC += _leaves[atC];
            sumD += _leaves[atD];
        }
        return (Chance(sumA), Chance(sumB), Chance(sumC), Chance(sumD));
    }

    private static float Chance(float sum) => 1 / (1 + MathF.Exp(-sum));

    private static (Node Node, float Leaf) NodeOf(string text)
    {
        var parts = text.Split('<', '?');
        return parts.Length == 1 ? (Node.Leaf, Number(text)) : (new Node((short)Enum.Parse<BodySign>(parts[0]), short.Parse(parts[2], CultureInfo.InvariantCulture), Number(parts[1])), 0);
    }

    private static float Number(string text) => float.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>A fork, whose low side follows it and whose high side stands some nodes on.</summary>
    private readonly record struct Node(short Sign, short High, float Limit)
    {
        /// <summary>Nothing is below its limit, and its high side is itself: who has arrived waits there for the others.</summary>
        public static readonly Node Leaf = new(0, 0, float.NaN);

        public bool IsLeaf => High == 0;

        /// <summary>Without a branch, since no processor can foretell it.</summary>
        public int Step(ReadOnlySpan<float> row)
        {
            var low = -Unsafe.BitCast<bool, byte>(row[Sign] < Limit);
            return (High & ~low) | (1 & low);
        }
    }
}
