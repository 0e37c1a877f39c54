using System.Globalization;

namespace Aggregator.Articles;

/// <summary>Decision trees whose answers are added up and made a probability.</summary>
internal sealed class Trees
{
    public static readonly Trees None = new([], []);

    private readonly Node[] _nodes;
    private readonly int[] _roots;

    private Trees(Node[] nodes, int[] roots) => (_nodes, _roots) = (nodes, roots);

    /// <summary>A tree a line, its nodes parted by blanks: a fork is <c>Sign&lt;limit?steps</c>, its low side follows it and its high side so many nodes on; a leaf is a number.</summary>
    public static Trees Of(IReadOnlyList<string> lines)
    {
        var nodes = new List<Node>();
        var roots = new List<int>();
        foreach (var line in lines)
        {
            roots.Add(nodes.Count);
            nodes.AddRange(line.Split(' ').Select(NodeOf));
        }
        return new Trees([.. nodes], [.. roots]);
    }

    /// <summary>Between 0 and 1.</summary>
    public float Judge(ReadOnlySpan<float> row)
    {
        var sum = 0f;
        ReadOnlySpan<Node> nodes = _nodes;
        foreach (var root in _roots)
        {
            var at = root;
            ref readonly var node = ref nodes[at];
            while (node.Sign >= 0)
            {
                at += row[node.Sign] < node.Value ? 1 : node.High;
                node = ref nodes[at];
            }
            sum += node.Value;
        }
        return 1 / (1 + MathF.Exp(-sum));
    }

    private static Node NodeOf(string text)
    {
        var parts = text.Split('<', '?');
        return parts.Length == 1 ? new Node(-1, 0, Number(text)) : new Node((short)Enum.Parse<BodySign>(parts[0]), short.Parse(parts[2], CultureInfo.InvariantCulture), Number(parts[1]));
    }

    private static float Number(string text) => float.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>A fork, whose low side follows it and whose high side stands some nodes on; or without a sign a leaf.</summary>
    private readonly record struct Node(short Sign, short High, float Value);
}
