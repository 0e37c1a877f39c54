using System.Buffers;
using System.Text.RegularExpressions;
using Aggregator.Pages;
using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>What is no part of a body by its kind, wherever it stands: captions, buttons, a date on a line of its own, ways to other articles, data that a script would show; and a text that only asks for consent.</summary>
internal static partial class BodyFurniture
{
    /// <summary>A longer text that speaks of cookies may be an article about them.</summary>
    private const int LongestConsent = 1000;

    private const int LongestCaption = 400;

    private const int LongestCrumb = 50;

    private const int LongestByline = 60;

    /// <summary>Of "Zuletzt aktualisiert am", and the like.</summary>
    private const int LongestLabel = 25;

    /// <summary>So many lines stand behind a notice, at most.</summary>
    private const int MostBehind = 3;

    /// <summary>Signs between two names: " and ".</summary>
    private const int Between = 5;

    /// <summary>One of them is in each name of a caption.</summary>
    private static readonly SearchValues<string> CaptionParts = SearchValues.Create(
        ["caption", "gende", "legend", "bildunter", "bildtext", "billedtekst", "bildetekst", "didascalia", "foto", "schrift", "desc", "credit"], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> SignedParts = SearchValues.Create(["author", "byline", "speaker"], StringComparison.OrdinalIgnoreCase);

    public static void LeaveOut(PageMap map, Uri? address, bool[] kept)
    {
        foreach (var box in map.Boxes)
        {
            var (first, end) = (box.FirstBlock, Math.Min(box.EndBlock, kept.Length));
            if (first >= end)
                continue;
            if (box.Element.LocalName is "figcaption" or "label")
                kept.AsSpan(first, end - first).Clear();
            else if (box.Element.LocalName == "button")
                LeaveOutButton(map, box, kept);
            else if (kept[first] && (IsTime(map, box) || IsCaption(map, box)))
                kept[first] = false;
        }
        SeeAlso.LeaveOut(map, address, kept);
        for (var block = 0; block < kept.Length; block++)
            kept[block] = kept[block] && !IsData(map, map.Blocks[block]);
        LeaveOutAroundMarked(map, kept);
        LeaveOutNotice(map, kept);
        LeaveOutCrumbs(map, kept);
    }

    /// <summary>What Chinese pages say of their liability and of who may copy them; what stands behind it is their telephone.</summary>
    private static void LeaveOutNotice(PageMap map, bool[] kept)
    {
        var left = MostBehind;
        for (var block = kept.Length - 1; block >= 0 && left >= 0; block--)
        {
            if (!kept[block])
                continue;
            if (map.Blocks[block].Text is [> '\u2000', ..] and { } text && Notice().IsMatch(text))
            {
                kept.AsSpan(block).Clear();
                left = MostBehind;
            }
            left--;
        }
    }

    /// <summary>A heading that is a button opens the text under it, and is that text's.</summary>
    private static void LeaveOutButton(PageMap map, PageBox button, bool[] kept)
    {
        var end = Math.Min(button.EndBlock, kept.Length);
        var isOfText = end < kept.Length && kept[end];
        for (var block = button.FirstBlock; block < end; block++)
            kept[block] = kept[block] && isOfText && (BoxSums.RankOf(map, map.Blocks[block]) > 0 || map.Boxes[button.Parent].Element.Kind.Rank > 0);
    }

    private static bool IsTime(PageMap map, PageBox box) => box.Element.LocalName == "time" && map.Blocks[box.FirstBlock].Text == PlainText.OneLine(box.Element.TextContent);

    /// <summary>A short block of its own that is named so.</summary>
    private static bool IsCaption(PageMap map, PageBox box) =>
        box.EndBlock == box.FirstBlock + 1 && map.Blocks[box.FirstBlock].Text.Length <= LongestCaption
            && ElementNames.IsCalled(box.Element, CaptionNames(), CaptionParts) && IsMost(map, box);

    /// <summary>False for a few signs within a sentence: a note's number is called a caption, too.</summary>
    private static bool IsMost(PageMap map, PageBox box) => box.Kind == BoxKind.Block || PlainText.OneLine(box.Element.TextContent).Length * 2 > map.Blocks[box.FirstBlock].Text.Length;

    /// <summary>True for JSON that is not shown as code.</summary>
    private static bool IsData(PageMap map, PageBlock block) =>
        block.Text is ['{' or '[', .., '}' or ']'] && block.Text.Contains("\":", StringComparison.Ordinal) && (map.Boxes[block.Box].Element is not { LocalName: "pre" or "code" } code || code.HasAttribute("hidden"));

    /// <summary>Where the page marks its body and nearly all that was chosen lies in it, the rest was chosen by mistake.</summary>
    private static void LeaveOutAroundMarked(PageMap map, bool[] kept)
    {
        var marked = Array.FindIndex(map.Boxes, box => box.Element.GetAttribute("itemprop") == "articleBody");
        if (marked < 0)
            return;
        var (from, end, inside, all) = (map.Boxes[marked].FirstBlock, Math.Min(map.Boxes[marked].EndBlock, kept.Length), 0, 0);
        for (var block = 0; block < kept.Length; block++)
        {
            var length = kept[block] ? map.Blocks[block].Text.Length : 0;
            all += length;
            inside += block >= from && block < end ? length : 0;
        }
        if (inside < all * 0.75)
            return;
        kept.AsSpan(0, from).Clear();
        kept.AsSpan(end).Clear();
    }

    /// <summary>A few linked words before the first or after the last paragraph are a way elsewhere; and before the first, who wrote it and when are fields of their own, and the head of a release is none of its text.</summary>
    private static void LeaveOutCrumbs(PageMap map, bool[] kept)
    {
        var isBegun = false;
        for (var block = 0; block < kept.Length && (!kept[block] || IsCrumb(map, map.Blocks[block]) || IsByline(map.Blocks[block].Text) || IsSigned(map, map.Blocks[block]) || IsDay(map.Blocks[block].Text) || ReleaseHead.Holds(map.Blocks[block].Text, isBegun)); block++)
        {
            isBegun |= kept[block] && ReleaseHead.Begins(map.Blocks[block].Text);
            kept[block] = false;
        }
        LeaveOutLastCrumbs(map, kept);
        if (Array.LastIndexOf(kept, true) is > 0 and var last && IsHeading(map, last) && !IsHeading(map, Array.LastIndexOf(kept, true, last - 1)))
            kept[last] = false;
        LeaveOutLastCrumbs(map, kept);
    }

    private static void LeaveOutLastCrumbs(PageMap map, bool[] kept)
    {
        for (var block = kept.Length - 1; block >= 0 && (!kept[block] || IsCrumb(map, map.Blocks[block]) || IsEnd(map.Blocks[block].Text)); block--)
            kept[block] = false;
    }

    /// <summary>True for a short heading. Behind the last paragraph it is that of something else; several of them are a list.</summary>
    private static bool IsHeading(PageMap map, int block) => block >= 0 && BoxSums.RankOf(map, map.Blocks[block]) > 0 && map.Blocks[block].Text is { Length: <= LongestCrumb } and [.., not '.'];

    private static bool IsByline(string text) => !text.EndsWith('.') && AuthorNames.IsByline(text) && (text.Length <= LongestByline || IsOfNames(text));

    /// <summary>True for a name alone in an element that is called after who writes or speaks.</summary>
    private static bool IsSigned(PageMap map, PageBlock block) =>
        block.Text.Length <= LongestByline && map.Boxes[block.Box].Element.ClassName.AsSpan().ContainsAny(SignedParts) && AuthorNames.In(block.Text).ToList() is [var name] && AuthorNames.IsPerson(name) && block.Text.EndsWith(name, StringComparison.Ordinal);

    /// <summary>True for several names and hardly a word more.</summary>
    private static bool IsOfNames(string text) => AuthorNames.In(text).ToList() is { Count: > 1 } names && names.Sum(name => name.Length + Between) >= text.Length - LongestLabel;

    /// <summary>True for a day and what it is the day of: "Published 3 March 2026".</summary>
    private static bool IsDay(string text) => text.Length <= LongestByline && DateFinder.Find(text, 1) is [{ } day] && text.Length - day.Length <= LongestLabel && (day.Start < 2 || DayWords.IsPublished(text[..day.Start]) || DayWords.IsChange(text[..day.Start]));

    /// <summary>True for a few linked words, and for a row of stars or strokes: what it would part from the text is not there. The ___ of agencies is theirs.</summary>
    private static bool IsCrumb(PageMap map, PageBlock block) => block.Text.Length <= LongestCrumb
        && (block.LinkLength >= block.Text.Length * 0.9 || (!WordSign().IsMatch(block.Text) && map.Boxes[block.Box].Element.LocalName is not ("td" or "th")));

    /// <summary>True for the sign that a release ends: "-ENDS-", "-30-", "ENDS/12".</summary>
    private static bool IsEnd(string text) => text.Length <= LongestLabel && text[0] is '-' or '–' or '—' or '#' or '*' or 'E' && End().IsMatch(text);

    [GeneratedRegex(@"(?:(?-i:[a-z]C)aptions?|(?:^|[\s_-])(?:captions?|l[eé]gende|bildunterschrift|bildlegende|bildtexte?|billedtekst|bildetekst|didascalia|pie[_-]?(?:de[_-])?foto|onderschrift|bijschrift|(?:photo|image|picture|video|media)[_-]?(?:desc|description|credits?|legend)))(?:$|[\s_-])", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex CaptionNames();

    /// <summary>A statement that is the article's own is called so, too: of those that are not called after liability or copying, the next words tell.</summary>
    [GeneratedRegex(@"^\W*(?:(?:免[责責]|版[权權])[声聲]明|特[别別][声聲]明\W*(?:以上|本文|本[网網]|本站|本平台)|凡(?:注明|本[网網]|本站)|[声聲]明\W*(?:凡|本[网網]|本站|$))", RegexOptions.NonBacktracking)]
    private static partial Regex Notice();

    [GeneratedRegex(@"^(?:[-–—#*]+\s*(?:[Ee]nds?|ENDS?|30)\s*[-–—#*]*|ENDS?(?:[ /.:]{1,3}[\w-]{0,12})?)$", RegexOptions.NonBacktracking)]
    private static partial Regex End();

    [GeneratedRegex(@"\w", RegexOptions.NonBacktracking)]
    private static partial Regex WordSign();

    /// <summary>True when what is left is short and most of it speaks of cookies: the word is the same in most languages.</summary>
    public static bool IsConsent(PageMap map, bool[] kept)
    {
        var (length, ofCookies) = (0, 0);
        for (var block = 0; block < kept.Length && length <= LongestConsent; block++)
        {
            if (!kept[block])
                continue;
            var text = map.Blocks[block].Text;
            length += text.Length;
            ofCookies += text.Contains("cookie", StringComparison.OrdinalIgnoreCase) ? text.Length : 0;
        }
        return length <= LongestConsent && ofCookies * 2 > length;
    }
}
