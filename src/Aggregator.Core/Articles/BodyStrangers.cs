using System.Buffers;
using System.Text.RegularExpressions;
using Aggregator.Pages;
using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>Whole parts of a page that are known to be another text, however much they read like a body: readers' comments, other articles and lists of them, boxes about the author or a newsletter, dialogs that are not open, the body once more.</summary>
/// <remarks>
/// Whole names that say what is inside count for nearly all here; parts of names are weights (<see cref="NameWeights"/>). What is left must still be a text: a page of nothing but comments
/// keeps them.
/// </remarks>
internal static partial class BodyStrangers
{
    /// <summary>That such a part is the body's after all. Other pages of the source, that had their text in its place, outweigh it.</summary>
    private const float Unlikely = 0.1f;

    /// <summary>In characters. The shortest releases have as much; a standfirst alone has not.</summary>
    private const int LeastLeft = 150;

    /// <summary>In characters. A shorter text may well say again what stands elsewhere.</summary>
    private const int LeastTwin = 400;

    /// <summary>In characters. A shorter title may begin any line.</summary>
    private const int LeastTitle = 20;

    /// <summary>Places where it stands that are looked at.</summary>
    private const int MostTitles = 10;

    private const int LongestTwin = 100_000;

    /// <summary>In characters. A shorter block may stand in a longer one by chance.</summary>
    private const int LeastPart = 40;

    /// <summary>One text twice may be meant; the whole of several in one is not.</summary>
    private const int LeastParts = 4;

    private static readonly SearchValues<string> CommentParts = SearchValues.Create(["comment", "comentario", "comentário", "kommentare", "komentarze", "reacties"], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> OtherParts = SearchValues.Create(
        ["relat", "recirc", "trend", "popul", "recommend", "recent", "latest", "most", "more", "read", "further", "also", "next", "prev", "navigation", "newsletter", "subscri", "author", "bio", "about",
            "gallery", "carousel", "slide", "pag", "hidden", "sr-only", "screen", "invisible", "sabox", "like"], StringComparison.OrdinalIgnoreCase);

    /// <summary>The chances that each block is the body's, with what is known of strangers and what other pages of the source say.</summary>
    /// <param name="elsewhere">What those make of chances; null when there are none.</param>
    public static float[] Doubted(PageMap map, string? title, float[] chances, Func<float[], float[]>? elsewhere)
    {
        var own = Array.ConvertAll(chances, chance => chance >= BodyChoice.Lowest);
        LeaveOut(map, title, own);
        float[] doubted = [.. chances.Select((chance, block) => IsStranger(block) ? Unlikely : chance)];
        var seen = elsewhere is null ? doubted : elsewhere(doubted);
        // A stranger for whom nobody speaks takes nothing from what the rest promises, however long it is.
        return [.. seen.Select((chance, block) => IsStranger(block) && chance < BodyChoice.Lowest ? 0 : chance)];

        bool IsStranger(int block) => chances[block] >= BodyChoice.Lowest && !own[block];
    }

    /// <param name="kept">What reads like the body; what is left of it comes back.</param>
    public static void LeaveOut(PageMap map, string? title, bool[] kept)
    {
        var around = Around(map, kept);
        LeaveOut(map, kept, around.Where(box => IsNamed(map.Boxes[box].Element, CommentNames(), CommentParts) || IsUnmet(map.Boxes[box].Element)));
        LeaveOut(map, kept, OtherEntries(map, title, around));
        LeaveOut(map, kept, ListsWithTitle(map, title, around));
        // Before what is asked whether it holds the smaller part: a text that is there twice is twice as long.
        LeaveOutTwin(map, kept);
        LeaveOut(map, kept, around.Where(box => map.Boxes[box].Element is { LocalName: "dialog" } dialog && !dialog.HasAttribute("open")), isLess: true);
        LeaveOut(map, kept, around.Where(box => IsNamed(map.Boxes[box].Element, OtherNames(), OtherParts)), isLess: true);
    }

    /// <summary>True for the place of an element within readers' comments, by their name.</summary>
    public static bool IsInComments(PageMap map, int box)
    {
        while (box >= 0 && !IsNamed(map.Boxes[box].Element, CommentNames(), CommentParts))
            box = map.Boxes[box].Parent;
        return box >= 0;
    }

    /// <summary>The places of the elements around what was kept.</summary>
    private static HashSet<int> Around(PageMap map, bool[] kept)
    {
        var around = new HashSet<int>();
        for (var block = 0; block < kept.Length; block++)
        {
            var box = kept[block] ? map.Blocks[block].Box : -1;
            while (box >= 0 && around.Add(box))
                box = map.Boxes[box].Parent;
        }
        return around;
    }

    /// <param name="isLess">True where the evidence is not good enough for what holds most of the text.</param>
    private static void LeaveOut(PageMap map, bool[] kept, IEnumerable<int> boxes, bool isLess = false)
    {
        var (left, end) = ((bool[]?)null, 0);
        foreach (var box in boxes.Order())
        {
            if (map.Boxes[box].EndBlock <= end)
                continue;
            left ??= [.. kept];
            end = Math.Min(map.Boxes[box].EndBlock, kept.Length);
            left.AsSpan(map.Boxes[box].FirstBlock..end).Clear();
        }
        if (left is not null && LengthOf(map, left) >= (isLess ? Math.Max(LeastLeft, LengthOf(map, kept) / 2) : LeastLeft))
            left.CopyTo(kept, 0);
    }

    private static bool IsNamed(PageElement element, Regex names, SearchValues<string> parts) =>
        ElementNames.IsCalled(element, names, parts) && element.GetAttribute("itemprop") != "articleBody";

    /// <summary>True for what Webflow's own style sheet hides: its condition is not met on this page, and it belongs to another one that is made from the same sheet.</summary>
    private static bool IsUnmet(PageElement element) => element.ClassName?.Contains("w-condition-invisible", StringComparison.Ordinal) == true;

    /// <summary>A list in which this article is one of those that are led to, is a list of articles.</summary>
    private static IEnumerable<int> ListsWithTitle(PageMap map, string? title, HashSet<int> around) =>
        title is not { Length: >= LeastTitle } ? [] : map.Blocks.Where(block => block.LinkLength >= title.Length && block.Text.StartsWith(title, StringComparison.OrdinalIgnoreCase)).Take(MostTitles)
            .Select(block => ListAround(map, block.Box)).Where(around.Contains);

    /// <summary>The place of the innermost list around an element; -1 when there is none.</summary>
    private static int ListAround(PageMap map, int box)
    {
        while (box >= 0 && map.Boxes[box].Element.LocalName is not ("ul" or "ol"))
            box = map.Boxes[box].Parent;
        return box;
    }

    /// <summary>Where the title stands in an element that is declared an entry of its own, other such elements beside it are other articles.</summary>
    private static IEnumerable<int> OtherEntries(PageMap map, string? title, HashSet<int> around)
    {
        if (Array.FindIndex(map.Blocks, block => block.Text == title && BoxSums.RankOf(map, block) > 0) is not (>= 0 and var head))
            yield break;
        var entries = around.Where(box => IsEntry(map.Boxes[box].Element)).ToList();
        var own = entries.Where(Holds).DefaultIfEmpty(-1).Min();
        foreach (var entry in own < 0 ? [] : entries.Where(entry => !Holds(entry) && (entry < own || entry >= map.Boxes[own].End)))
            yield return entry;

        bool Holds(int box) => map.Boxes[box].FirstBlock <= head && head < map.Boxes[box].EndBlock;
    }

    /// <summary>True for what hAtom or schema.org calls an entry: a bare <c>article</c> is also what pages are put together from.</summary>
    private static bool IsEntry(PageElement element) =>
        element.LocalName == "article" && ((element.ClassName is { } names && names.Split((char[]?)null).Contains("hentry")) || (element.GetAttribute("itemtype") is { } type && (type.EndsWith("Article", StringComparison.Ordinal) || type.EndsWith("Posting", StringComparison.Ordinal))));

    /// <summary>One block that holds what the others hold together, without their paragraphs: a copy for printing or for a script.</summary>
    private static void LeaveOutTwin(PageMap map, bool[] kept)
    {
        var all = LengthOf(map, kept);
        var twin = Enumerable.Range(0, kept.Length).FirstOrDefault(block => kept[block] && map.Blocks[block].Text.Length is >= LeastTwin and <= LongestTwin and var length && length >= (all - length) / 2, -1);
        if (twin < 0)
            return;
        var (parts, length) = (0, 0);
        for (var block = 0; block < kept.Length; block++)
        {
            if (block == twin || !kept[block] || map.Blocks[block].Text.Length < LeastPart || !map.Blocks[twin].Text.Contains(map.Blocks[block].Text, StringComparison.Ordinal))
                continue;
            parts++;
            length += map.Blocks[block].Text.Length;
        }
        if (parts >= LeastParts && length >= map.Blocks[twin].Text.Length * 0.8)
            kept[twin] = false;
    }

    private static int LengthOf(PageMap map, bool[] kept)
    {
        var length = 0;
        for (var block = 0; block < kept.Length; block++)
            length += kept[block] ? map.Blocks[block].Text.Length : 0;
        return length;
    }

    [GeneratedRegex(@"(?:^|\s)(?:(?:post|article|entry|user|the)[-_]?)?(?:commentlist|(?:comments|commentaires|comentarios|comentários|kommentare|komentarze|reacties)(?:[-_]?(?:list|area|section|container|wrapper|wrap|thread|body|block|box|content|item|feed|pager|pagination|navigation|nav))*|comment(?:[-_]?(?:list|area|section|container|wrapper|wrap|thread|body|content|respond|pager|pagination|navigation|nav|\d+))+)(?:\s|$)", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex CommentNames();

    /// <summary>Lists of other articles, newsletter boxes, what is said of the author, what only a screen reader speaks.</summary>
    [GeneratedRegex(@"(?:^|\s)(?:(?:\w{1,12}[-_]{1,2})?related(?:[-_]\S*|s?)"
        + @"|(?:(?:post|article|entry|yarpp)[-_]?)?(?:related(?:posts?|articles?|content|stor(?:y|ies)|news|links?)|more[-_]?(?:stories|articles|news|posts|links|reading)|further[-_]?reading|see[-_]?also|also[-_]?(?:read|like)|read[-_]?next|you[-_]?may[-_]?(?:also[-_]?)?like"
        + @"|recirc(?:ulation)?|(?:next|prev(?:ious)?)[-_]?(?:article|story|post)|post[-_]navigation|trending|most[-_]?(?:read|popular)|(?:popular|latest|recent|recommended)[-_]?(?:posts?|articles?|stories|news|reading))(?:[-_]?(?:wrap|wrapper|container|section|list|widget|box|block|module|grid))*"
        + @"|(?:newsletter|subscri(?:be|ption))[-_]*(?:sign[-_]?up|form|box|widget|block|wrap|wrapper|container|module|cta|promo|inline|embed|banner|section)\S*"
        + @"|(?:(?:post|article|entry)[-_]?)?(?:author[-_]?(?:box|bio|info|card|desc(?:ription)?|profile|about|details?|block|section|widget|panel|blurb|dropdown)|about[-_]?(?:the[-_]?)?author|saboxplugin|bio[-_]?box)(?:[-_]?(?:wrap|wrapper|container))*"
        + @"|(?:(?:photo|image|picture|media|article|post|story|wp-block|jetpack|(?:\w{1,5}_)?html)[-_]?)?(?:gallery|carousel|slide-?show)(?:[-_]\S*)?|(?:\w{1,12}[-_])?(?:pagination|pagenavi|page-numbers)(?:[-_]\S*)?|pager"
        + @"|visually[-_]?hidden|sr-only|screen-?reader(?:-text|-only)?|element-invisible)(?:\s|$)", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex OtherNames();
}
