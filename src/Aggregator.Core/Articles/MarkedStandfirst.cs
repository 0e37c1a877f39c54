using Aggregator.Pages;
using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>A standfirst that the page marks as such stands with the text: an analyst misses it more than it disturbs.</summary>
internal static class MarkedStandfirst
{
    private const int Longest = 1200;

    private const int Shortest = 30;

    /// <summary>Between title and text. A second headline is none.</summary>
    public static void Keep(PageMap map, string? title, bool[] kept)
    {
        var first = Array.IndexOf(kept, true);
        var head = first < 0 ? -1 : Array.FindLastIndex(map.Blocks, first, block => BoxSums.RankOf(map, block) is var rank && (rank == 1 || (rank > 0 && block.Text == title)));
        foreach (var box in head < 0 ? [] : map.Boxes)
        {
            if (box.FirstBlock > head && box.FirstBlock < first && box.EndBlock <= first && box.Element.GetAttribute("itemprop") == "description" && !IsOther(box.Element) && IsText(map, box))
                kept.AsSpan(box.FirstBlock..box.EndBlock).Fill(true);
        }
    }

    private static bool IsText(PageMap map, PageBox box)
    {
        var (length, linked) = (0, 0);
        for (var block = box.FirstBlock; block < box.EndBlock && length <= Longest; block++)
            (length, linked) = (length + map.Blocks[block].Text.Length, linked + map.Blocks[block].LinkLength);
        return length is >= Shortest and <= Longest && linked * 2 < length;
    }

    /// <summary>What a picture or the site is described by bears the same mark.</summary>
    private static bool IsOther(PageElement element) =>
        element.LocalName == "figcaption" || element.Kind.Rank > 0 || (element.ClassName is { } names && (names.Contains("caption", StringComparison.OrdinalIgnoreCase) || names.Contains("site-", StringComparison.OrdinalIgnoreCase)));
}
