using System.Buffers;
using System.Globalization;
using Aggregator.Pages;

namespace Aggregator.Articles;

/// <summary>What was not chosen between blocks that were, though it stands in the same element with them and is likely enough: a question between two answers, a quotation, a few items of a list; and behind them, what goes on with the next number, and sentences behind a list.</summary>
internal static class BodyGaps
{
    /// <summary>Blocks. More of them in a row are a part of their own.</summary>
    private const int Longest = 8;

    /// <summary>What the quotation of another site's post is called.</summary>
    private static readonly SearchValues<string> Embedded = SearchValues.Create(["tweet", "instagram", "tiktok"], StringComparison.OrdinalIgnoreCase);

    /// <summary>Elements between a quotation and its paragraphs.</summary>
    private const int Deep = 3;

    /// <summary>What stands in the middle of a text needs less than what is chosen by itself.</summary>
    private const float Least = 0.2f;

    /// <summary>In characters.</summary>
    private const int LeastSentence = 60;

    /// <summary>What other pages or its surroundings made so much less likely fills no gap.</summary>
    private const float Doubt = 0.01f;

    /// <param name="judged">For each block, how likely the judge took it to be.</param>
    /// <param name="chances">The same after what other pages and its surroundings say.</param>
    public static void Fill(PageMap map, float[] judged, float[] chances, bool[] kept)
    {
        var last = Array.IndexOf(kept, true);
        for (var block = last + 1; last >= 0 && block < kept.Length; block++)
        {
            if (!kept[block])
                continue;
            if (block - last - 1 is > 0 and <= Longest && IsGap(map, judged, chances, last, block))
                kept.AsSpan((last + 1)..block).Fill(true);
            last = block;
        }
        var isBehind = false;
        for (var block = 1; block < kept.Length; block++)
        {
            isBehind = !kept[block] && kept[block - 1] && (isBehind || IsItem(map, block - 1)) && IsGoingOn(map, judged, chances, block);
            kept[block] = kept[block] || isBehind || (kept[block - 1] && IsNext(map, block));
        }
    }

    /// <summary>True for a paragraph whose number follows on that of the paragraph before it: notes and points of a resolution are all kept, or none.</summary>
    private static bool IsNext(PageMap map, int block) =>
        NumberOf(map.Blocks[block - 1].Text) is > 0 and var number && NumberOf(map.Blocks[block].Text) == number + 1 && Around(map, block) == Around(map, block - 1);

    /// <summary>True for a sentence of the same element behind a list: a judge that has seen the list takes the text to be over.</summary>
    private static bool IsGoingOn(PageMap map, float[] judged, float[] chances, int block) =>
        !IsItem(map, block) && map.Blocks[block] is { LinkLength: 0, Text: { Length: >= LeastSentence } and [.., '.'] } && chances[block] >= judged[block] - Doubt && Around(map, block) == Around(map, block - 1);

    private static bool IsItem(PageMap map, int block) => map.Boxes[map.Blocks[block].Box].Element.LocalName == "li";

    /// <summary>The number with a full stop or a bracket that begins a line; 0 when none does.</summary>
    private static int NumberOf(string text)
    {
        var line = text.AsSpan().TrimStart("[(");
        var digits = line[..^line.TrimStart("0123456789").Length];
        return digits.Length is > 0 and <= 3 && line.Length > digits.Length + 1 && line[digits.Length] is '.' or ')' or ']' ? int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture) : 0;
    }

    private static bool IsGap(PageMap map, float[] judged, float[] chances, int before, int after)
    {
        var around = Around(map, before);
        for (var block = before + 1; block <= after; block++)
        {
            if (Around(map, block) != around || (block < after && (chances[block] < Math.Max(Least, judged[block] - Doubt) || !IsOfWords(map.Blocks[block]))))
                return false;
        }
        return true;
    }

    private static bool IsOfWords(PageBlock block) => block.LinkLength * 2 <= block.Text.Length && block.Text.Any(char.IsLetterOrDigit);

    /// <summary>The place of the element around a block that is more than a paragraph, a heading, a quotation or a list without a name.</summary>
    private static int Around(PageMap map, int block)
    {
        var box = QuotationAround(map, map.Blocks[block].Box);
        while (box >= 0 && map.Boxes[box].Element is { LocalName: "p" or "li" or "ul" or "ol" or "blockquote" or "h2" or "h3" or "h4", ClassName: null or "" })
            box = map.Boxes[box].Parent;
        return box;
    }

    /// <summary>What a quotation stands in, however that and what is inside it are called, but for one from another site; elsewhere the place itself.</summary>
    private static int QuotationAround(PageMap map, int box)
    {
        for (var (at, depth) = (box, 0); at >= 0 && depth < Deep; at = map.Boxes[at].Parent, depth++)
        {
            if (map.Boxes[at].Element is { LocalName: "blockquote" } quotation)
                return quotation.ClassName.AsSpan().ContainsAny(Embedded) ? box : map.Boxes[at].Parent;
        }
        return box;
    }
}
