using Aggregator.Pages;
using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>Short hashes of what repeats on a site's pages: texts, paths, addresses. FNV-1a, the same in every process.</summary>
internal static class PageHash
{
    private const uint Start = 2166136261;

    /// <summary>Names of a class attribute that count; those behind are states and variants.</summary>
    private const int Names = 2;

    public static uint Of(ReadOnlySpan<char> text) => Added(Start, text);

    public static uint Of(Uri? address) => Of(address?.AbsoluteUri);

    /// <summary>The path of every block, its element and the one around it by tag and first classes, numbers left out; and the same of the element around it.</summary>
    public static (uint[] Paths, uint[] Around) PathsOf(PageMap map)
    {
        var steps = new uint?[map.Boxes.Length];
        var (paths, around) = (new uint[map.Blocks.Length], new uint[map.Blocks.Length]);
        for (var at = 0; at < paths.Length; at++)
        {
            var box = map.Blocks[at].Box;
            var parent = Parent(box);
            paths[at] = Added(Added(Start, Step(box)), Step(parent));
            // Told apart from a path by its beginning.
            around[at] = Added(Added(Added(Start, '/'), Step(parent)), Step(Parent(parent)));
        }
        return (paths, around);

        int Parent(int box) => box < 0 ? -1 : map.Boxes[box].Parent;

        uint Step(int box) => box < 0 ? 0 : steps[box] ??= StepOf(map.Boxes[box].Element);
    }

    private static uint StepOf(PageElement element)
    {
        var hash = Added(Start, element.LocalName);
        var left = Names;
        foreach (var part in (element.ClassName ?? "").AsSpan().Split(' '))
        {
            var name = element.ClassName.AsSpan()[part].Trim();
            if (name.IsEmpty)
                continue;
            hash = Added(hash, ".");
            foreach (var c in name)
                hash = char.IsAsciiDigit(c) ? hash : Added(hash, c);
            if (--left == 0)
                break;
        }
        return hash;
    }

    private static uint Added(uint hash, ReadOnlySpan<char> text)
    {
        foreach (var c in text)
            hash = Added(hash, c);
        return hash;
    }

    private static uint Added(uint hash, uint value) => (hash ^ value) * 16777619;
}
