using System.Buffers;
using Aggregator.Pages;
using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>The elements of a page that may say its facts, picked out in one pass: headings, times, what is marked as a date or as an author.</summary>
internal sealed class PageMarks
{
    private const int Ancestors = 24;

    private const int Above = 6;

    private const int Below = 14;

    /// <summary>In characters: of the elements within a block no more names are asked for.</summary>
    private const int LongestNames = 400;

    /// <summary>A picture stands within so many elements before its caption.</summary>
    private const int Before = 8;

    private static readonly SearchValues<string> Asides = SearchValues.Create(
        ["comment", "related", "sidebar", "recommend", "teaser", "popular", "trending", "most-read", "mostread", "newsletter", "widget-area", "widget_", "disqus", "carousel", "read-more", "readmore", "more-from", "upcoming", "latest-", "kommentar", "leserbrief", "cookie", "respond"],
        StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> Talk = SearchValues.Create(["comment", "kommentar", "disqus", "respond", "leserbrief"], StringComparison.OrdinalIgnoreCase);

    private static readonly string[] Idle = ["elementor-", "category-", "tag-"];

    /// <summary>What has a sidebar, or tells where it stands, is not the sidebar.</summary>
    private static readonly SearchValues<string> Layouts = SearchValues.Create(["[", "with-", "has-", "no-", "layout", "position", "enabled", "datetime"], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> AuthorNames = SearchValues.Create(["author", "byline", "autor", "auteur", "writer", "contributor", "redakteur", "verfasser", "reporter", "posted-by", "postedby", "speaker", "auth_name", "auth-name", "firma"], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> Pictures = SearchValues.Create(["caption", "photo", "credit", "copyright", "bild", "foto", "gallery", "legende", "image-author", "image-source"], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> AuthorPages = SearchValues.Create(
        ["/author/", "/authors/", "/autor/", "/autoren/", "/autores/", "/auteur/", "/auteurs/", "/people/", "/person/", "/experts/", "/expert/", "/profile/", "/contributor", "/writers/", "/columnist", "/by/", "/redaktion/", "author="],
        StringComparison.OrdinalIgnoreCase);

    private readonly string?[] _names;

    private readonly bool?[] _asides;

    private HashSet<int>? _signed;

    /// <summary>Characters before each block that lie in no link.</summary>
    private readonly int[] _lengths;

    public PageMarks(PageMap map)
    {
        (Map, _names, _asides) = (map, new string?[map.Boxes.Length], new bool?[map.Boxes.Length]);
        for (var at = 0; at < map.Boxes.Length; at++)
            Note(map.Boxes[at].Element, at);
        _lengths = new int[map.Blocks.Length + 1];
        for (var block = 0; block < map.Blocks.Length; block++)
            _lengths[block + 1] = _lengths[block] + map.Blocks[block].Text.Length - map.Blocks[block].LinkLength;
    }

    public PageMap Map { get; }

    /// <summary>Where the page stands; null when nobody knows.</summary>
    public Uri? Address { get; init; }

    /// <summary>The blocks of the title a reader sees, once it is known: what holds it is no aside.</summary>
    public Range Title { get; set; }

    /// <summary>Places of h1, h2 and h3, ascending.</summary>
    public List<int> Headings { get; } = [];

    /// <summary>Places of what is marked as a point in time: time elements, abbr with a title, itemprop and its kin.</summary>
    public List<int> Times { get; } = [];

    /// <summary>Places of what is marked as an author, ascending: by rel, itemprop or class, or as a link to an author's page.</summary>
    public List<int> Authors { get; } = [];

    /// <summary>The text inside an element, as one line.</summary>
    public string TextOf(int box)
    {
        var found = Map.Boxes[box];
        if (found.Kind == BoxKind.Inline)
            return PlainText.OneLine(found.Element.TextContent);
        return found.EndBlock - found.FirstBlock == 1 ? Map.Blocks[found.FirstBlock].Text : string.Join(' ', Map.Blocks[found.FirstBlock..found.EndBlock].Select(block => block.Text));
    }

    /// <summary>True for what stands in a part of the page that is not its article: comments, related pages, the site's foot.</summary>
    /// <param name="isTitle">True for what says what the page's head says: then it is no aside for what it is called.</param>
    public bool IsAside(int box, bool isTitle = false)
    {
        // The line right under the title is the article's, whatever it is called: an issue of a newsletter, a letter of a reader.
        var isUnderTitle = isTitle || (Title.End.Value > 0 && Map.Boxes[box].FirstBlock == Title.End.Value);
        for (var depth = 0; box > 0 && depth < Ancestors; depth++, box = Map.Boxes[box].Parent)
        {
            var element = Map.Boxes[box].Element;
            if (IsAround(Map.Boxes[box]))
                return false;
            if (element.LocalName is "nav" || (element.LocalName is "footer" or "aside" && !IsOfArticle(box)) || (!isUnderTitle && IsCalledAside(box)) || IsTeaser(box))
                return true;
        }
        return false;
    }

    /// <summary>What an element is called: its class, id, itemprop and property.</summary>
    public string NamesOf(int box) => _names[box] ??= Map.Boxes[box].Element is var element ? $"{element.ClassName} {element.Id} {element.GetAttribute("itemprop")} {element.GetAttribute("property")}" : "";

    /// <summary>What the elements around a block are called, and those within it that hold the words or a part of them; without words all.</summary>
    public string NamesAround(int block, string words = "")
    {
        var (names, length) = (new List<string>(), 0);
        var box = Map.Blocks[block].Box;
        for (var at = box + 1; at < Map.Boxes[box].End && Map.Boxes[at].FirstBlock <= block; at++)
        {
            if (Map.Boxes[at].FirstBlock != block || length >= LongestNames || (words.Length > 0 && !Overlap(TextOf(at), words)))
                continue;
            names.Add(NamesOf(at));
            length += names[^1].Length + 1;
        }
        for (var depth = 0; box > 0 && depth < 3; depth++, box = Map.Boxes[box].Parent)
            names.Add(NamesOf(box));
        return string.Join(' ', names);
    }

    /// <summary>True for a block that stands with the title: a little above it, or in the lines below.</summary>
    public bool IsNear(int block) => block >= Title.Start.Value - Above && block < Title.End.Value + Below;

    /// <summary>True for a block right at the title.</summary>
    public bool IsClose(int block) => block >= Title.Start.Value - (Above / 2) && block < Title.End.Value + (Below / 2);

    /// <summary>The words before an element in its line, or in a short line before it.</summary>
    public string LabelOf(int box)
    {
        var block = Map.Boxes[box].FirstBlock;
        if (block >= Map.Blocks.Length)
            return "";
        var at = Map.Blocks[block].Text.IndexOf(TextOf(box), StringComparison.Ordinal);
        var before = at > 0 ? Map.Blocks[block].Text[Math.Max(0, at - 40)..at] : "";
        return before.Length == 0 && block > 0 && Map.Blocks[block - 1].Text is { Length: < 30 } line ? line : before;
    }

    /// <summary>True for a block within which an author is marked, or with which one begins.</summary>
    public bool IsOfAuthor(int block) => (_signed ??= [.. Authors.Select(box => Map.Boxes[box].FirstBlock)]).Contains(block);

    /// <summary>True for the words of a picture.</summary>
    public bool IsOfPicture(int box)
    {
        for (var depth = 0; box > 0 && depth < 4; depth++, box = Map.Boxes[box].Parent)
        {
            if (Map.Boxes[box].Element is var element && (element.LocalName is "figure" or "figcaption" || IsCalledByItself(element, Pictures)))
                return true;
        }
        return false;
    }

    /// <summary>True for a line that says what a picture shows: it stands with it in a figure, or is its other text too.</summary>
    public bool IsCaption(int block)
    {
        var (box, text) = (Map.Blocks[block].Box, Map.Blocks[block].Text);
        for (var at = box; at > 0 && at > box - Before; at--)
        {
            if (Map.Boxes[at].Element is { LocalName: "img" } picture && (picture.GetAttribute("alt") == text || picture.GetAttribute("title") == text))
                return true;
        }
        return Map.Boxes[box].Element.LocalName == "figcaption" || Map.Boxes[Math.Max(0, Map.Boxes[box].Parent)].Element.LocalName is "figcaption" or "figure";
    }

    /// <summary>True for the way back to the front page: it leads through sections, and some are called people.</summary>
    public bool IsOfTrail(int box)
    {
        for (var depth = 0; box > 0 && depth < 4; depth++, box = Map.Boxes[box].Parent)
        {
            if (NamesOf(box).Contains("breadcrumb", StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }

    public bool HoldsTitle(PageBox box) => box.FirstBlock <= Title.Start.Value && Title.Start.Value < box.EndBlock && Title.End.Value > 0;

    /// <summary>True for what holds the title, or most of the page.</summary>
    private bool IsAround(PageBox box) =>
        HoldsTitle(box) || (box.EndBlock - box.FirstBlock) * 2 > Map.Blocks.Length
        || (Title.End.Value > 0 && box.FirstBlock >= Title.End.Value && IsClose(box.FirstBlock) && TextIn(box) * 2 > _lengths[^1] && !ElementNames.IsCalled(box.Element, Talk));

    /// <summary>Characters of text within a box that lead nowhere: what holds half of them under the title is the article, unless readers talk there.</summary>
    private int TextIn(PageBox box) => _lengths[box.EndBlock] - _lengths[box.FirstBlock];

    private static bool Overlap(string text, string words) => text.Contains(words, StringComparison.Ordinal) || words.Contains(text, StringComparison.Ordinal);

    /// <summary>By whole names, which few elements must be asked for: a page builder's own names and the topics of a post tell nothing of a part.</summary>
    /// <param name="other">What makes a name one of something else.</param>
    private static bool IsCalledByItself(PageElement element, SearchValues<string> names, SearchValues<string>? other = null) => ElementNames.IsCalled(element, names)
        && (element.Id.AsSpan().ContainsAny(names) || element.ClassName!.Split(' ').Any(name => name.AsSpan().ContainsAny(names) && !(other is not null && name.AsSpan().ContainsAny(other)) && !IsIdle(name)));

    private static bool IsIdle(string name) => Idle.Any(start => name.StartsWith(start, StringComparison.Ordinal));

    /// <summary>A measure in brackets and a layout are no aside.</summary>
    private bool IsCalledAside(int box) => _asides[box] ??= IsCalledByItself(Map.Boxes[box].Element, Asides, Layouts);

    /// <summary>True for an item of a list that has a heading of its own: whoever signs there, and when, is another page's.</summary>
    private bool IsTeaser(int box) => Map.Boxes[box].Element.LocalName == "li" && Title.End.Value > 0 && ~Headings.BinarySearch(box) is var next && next < Headings.Count && Headings[next] < Map.Boxes[box].End;

    private bool IsOfArticle(int box)
    {
        for (var at = Map.Boxes[box].Parent; at > 0; at = Map.Boxes[at].Parent)
        {
            if (Map.Boxes[at].Element.LocalName is "article" or "main")
                return true;
        }
        return false;
    }

    private void Note(PageElement element, int at)
    {
        switch (element.LocalName)
        {
            case "h1" or "h2" or "h3": Headings.Add(at); break;
            case "time": Times.Add(at); return;
            case "abbr" when element.HasAttribute("title"): Times.Add(at); break;
        }
        foreach (var (name, value) in element.Attributes)
        {
            if (NoteAttribute(name, value, at))
                return;
        }
    }

    /// <summary>True when it says what the element is.</summary>
    private bool NoteAttribute(string name, string value, int at)
    {
        switch (name)
        {
            case "itemprop" or "property" when value.Contains("date", StringComparison.OrdinalIgnoreCase):
                Times.Add(at);
                return true;
            case "itemprop" or "rel" or "property" when value.Contains("author", StringComparison.OrdinalIgnoreCase) || value.Contains("creator", StringComparison.OrdinalIgnoreCase):
            case "class" or "id" when value.AsSpan().ContainsAny(AuthorNames):
                Authors.Add(at);
                return true;
            case "href" when value.AsSpan().ContainsAny(AuthorPages):
                Authors.Add(at);
                return true;
            default:
                return false;
        }
    }
}
