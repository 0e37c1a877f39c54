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

    /// <summary>The path of every block: its element and the one around it by tag and first classes, numbers left out.</summary>
    public static uint[] PathsOf(PageMap map)
    {
        var steps = new uint?[map.Boxes.Length];
        return [.. map.Blocks.Select(block => Added(Added(Start, Step(block.Box)), Step(map.Boxes[block.Box].Parent)))];

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
