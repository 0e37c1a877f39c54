using System.Runtime.InteropServices;
using Aggregator.Pages;
using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>Running sums over a page's elements: how many pictures and headings lie in any of them is one subtraction; and how many fellows each has.</summary>
internal sealed class BoxSums
{
    private readonly PageMap _map;
    private readonly int[] _images;
    private readonly int[] _headings;
    private readonly int[] _families;
    private readonly List<int> _sizes = [0];

    public BoxSums(PageMap map, BoxSight[] boxes)
    {
        _map = map;
        var count = boxes.Length;
        (_images, _headings, _families) = (new int[count + 1], new int[count + 1], new int[count]);
        var families = new Dictionary<long, int>(count / 2);
        for (var at = 0; at < count; at++)
        {
            var box = map.Boxes[at];
            Count(at, box.Element.Kind);
            if (box.Kind != BoxKind.Block || box.FirstBlock >= Math.Min(box.EndBlock, map.Blocks.Length))
                continue;
            ref var family = ref CollectionsMarshal.GetValueRefOrAddDefault(families, ((long)box.Parent << 8) + boxes[at].Tag, out var isKnown);
            if (!isKnown)
            {
                family = _sizes.Count;
                _sizes.Add(0);
            }
            _families[at] = family;
            _sizes[family]++;
        }
    }

    public int Images(int box) => Within(_images, box);

    public int Headings(int box) => Within(_headings, box);

    /// <summary>How many elements of the same kind lie in the same one.</summary>
    public int Fellows(int box) => _sizes[_families[box]];

    /// <summary>How many elements of the page are called articles.</summary>
    public int Articles { get; private set; }

    /// <summary>Of the heading in which a block stands 1 to 6; 0 when it stands in none.</summary>
    public static int RankOf(PageMap map, PageBlock block) => map.Boxes[block.Box].Element.Kind.Rank;

    private int Within(int[] sums, int box) => sums[_map.Boxes[box].End] - sums[box];

    private void Count(int at, ElementKind kind)
    {
        _images[at + 1] = _images[at] + (kind.IsImage ? 1 : 0);
        _headings[at + 1] = _headings[at] + (kind.Rank > 0 ? 1 : 0);
        Articles += kind.Name == "article" ? 1 : 0;
    }
}
