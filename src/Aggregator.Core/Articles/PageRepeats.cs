using Aggregator.Pages;
using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>Says what of each page of a cut article is its share of the text: what stands on several of them, as a title, a standfirst, an author's box or "this article continues", is said once or not at all.</summary>
internal static class PageRepeats
{
    /// <summary>In characters. What is shorter may stand in a text more than once: a heading, a name before an answer, a figure.</summary>
    private const int Short = 25;

    /// <summary>In characters.</summary>
    private const int Paragraph = 60;

    /// <summary>So many of them make a text.</summary>
    private const int Paragraphs = 3;

    /// <summary>Of a page's text what may stand on another at most.</summary>
    private const double MostShared = 0.6;

    /// <summary>The same, where it is several paragraphs.</summary>
    private const double MostParagraphsShared = 0.4;

    /// <summary>In characters. A standfirst and some points to take away are shorter.</summary>
    private const int LeastBeginning = 800;

    /// <summary>In characters. A longer line with a link in it is a sentence.</summary>
    private const int LongestWay = 120;

    /// <summary>Letters that are not linked in a row of numbers: "Page 1 of 3".</summary>
    private const int MostOfNumbers = 8;

    /// <summary>For each page whether its blocks are in the joined text.</summary>
    /// <param name="pages">Keys of the pages' addresses: lines that lead to them are ways through the text, and none of it.</param>
    public static IReadOnlyList<bool[]> LeftOut(IReadOnlyList<PagePart> parts, IReadOnlySet<string> pages)
    {
        var kept = parts.Select(part => (bool[])part.Body.Kept.Clone()).ToList();
        for (var at = 0; at < parts.Count; at++)
            LeaveOutWays(parts[at], pages, kept[at]);
        LeaveOutEnds(parts, kept);
        for (var at = 1; at < parts.Count; at++)
        {
            LeaveOutSaid(parts[at].Map.Blocks, Said(parts, kept, at), kept[at]);
            new BodyTables(parts[at].Map).KeepRows(kept[at]);
        }
        return kept;
    }

    /// <summary>True for a page on which another one stands again, with other comments or another picture: not its standfirst and its author's box alone, but paragraphs.</summary>
    public static bool IsAgain(PagePart page, bool[] kept, PagePart other)
    {
        var there = other.Map.Blocks.Select(block => block.Text).ToHashSet();
        var own = page.Map.Blocks.Where((_, at) => kept[at]).Select(block => block.Text).ToList();
        var (again, all) = (own.Where(there.Contains).ToList(), own.Sum(text => text.Length));
        // However many comments follow upon it: what it begins with is the article.
        var beginning = own.Where(text => text.Length >= Paragraph).TakeWhile(there.Contains).ToList();
        return Length(again) > MostShared * all || (again.Count(text => text.Length >= Paragraph) >= Paragraphs && Length(again) > MostParagraphsShared * all)
            || (beginning.Count > Paragraphs && Length(beginning) >= LeastBeginning);

        static int Length(List<string> texts) => texts.Sum(text => text.Length);
    }

    /// <summary>Characters of the blocks that are kept.</summary>
    public static int LengthOf(PagePart page, bool[] kept) => page.Map.Blocks.Where((_, at) => kept[at]).Sum(block => block.Text.Length);

    /// <summary>Lines that lead to the text's own pages, and the number of this one that stands among them.</summary>
    private static void LeaveOutWays(PagePart part, IReadOnlySet<string> pages, bool[] kept)
    {
        var ways = part.Map.Blocks.Select(block => block.Text.Length <= LongestWay && (IsLinked(block) || LettersBeside(block) <= MostOfNumbers)
            && block.Runs.Any(run => run.Link?.GetAttribute("href") is { } href && WebAddress.Resolve(part.Page.Address, href) is { } link && pages.Contains(LinkCleaner.Key(link)))).ToList();
        for (var at = 0; at < kept.Length; at++)
            kept[at] = kept[at] && !ways[at] && !(PageNotes.IsNumber(part.Map.Blocks[at].Text) && (ways.ElementAtOrDefault(at - 1) || ways.ElementAtOrDefault(at + 1)));
    }

    /// <summary>What ends a page, and stands again in the text of a later one or ended an earlier one, belongs to the end of all, if anywhere.</summary>
    private static void LeaveOutEnds(IReadOnlyList<PagePart> parts, IReadOnlyList<bool[]> kept)
    {
        var ends = new HashSet<string>();
        for (var at = 0; at < parts.Count - 1; at++)
        {
            var later = Enumerable.Range(at + 1, parts.Count - at - 1).SelectMany(other => Texts(parts[other], (_, block) => kept[other][block])).ToHashSet();
            for (var block = kept[at].Length - 1; block >= 0; block--)
            {
                if (!kept[at][block])
                    continue;
                if (!later.Contains(parts[at].Map.Blocks[block].Text) && !ends.Contains(parts[at].Map.Blocks[block].Text))
                    break;
                kept[at][block] = false;
                ends.Add(parts[at].Map.Blocks[block].Text);
            }
        }
    }

    /// <summary>What the pages before say: in their text, or beside it and not as a link: a table of contents names the headings that are to come.</summary>
    private static HashSet<string> Said(IReadOnlyList<PagePart> parts, IReadOnlyList<bool[]> kept, int page) =>
        [.. Enumerable.Range(0, page).SelectMany(at => Texts(parts[at], (block, place) => kept[at][place] || (!parts[at].Body.Kept[place] && !IsLinked(block))))];

    private static void LeaveOutSaid(PageBlock[] blocks, HashSet<string> said, bool[] kept)
    {
        var own = Enumerable.Range(0, kept.Length).Where(at => kept[at] && IsNew(blocks[at].Text)).ToList();
        for (var at = 0; at < kept.Length; at++)
            kept[at] = kept[at] && (!said.Contains(blocks[at].Text) || (blocks[at].Text.Length < Short && own.Count > 0 && at > own[0] && at < own[^1]));

        bool IsNew(string text) => text.Length >= Short && !said.Contains(text);
    }

    /// <summary>Letters of a block that lie in no link.</summary>
    private static int LettersBeside(PageBlock block) =>
        block.Text.Count(char.IsLetter) - block.Runs.Where(run => run.Link is not null).Sum(run => block.Text.Substring(run.Start, run.Length).Count(char.IsLetter));

    private static bool IsLinked(PageBlock block) => block.LinkLength * 2 >= block.Text.Length;

    private static IEnumerable<string> Texts(PagePart part, Func<PageBlock, int, bool> isMeant) => part.Map.Blocks.Where(isMeant).Select(block => block.Text);
}
