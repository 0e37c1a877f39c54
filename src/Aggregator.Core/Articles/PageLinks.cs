using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>Tells of words in links whether they are of another page: a card of it, or the name of the site that leads to its front page.</summary>
internal static class PageLinks
{
    /// <summary>What a card says besides its day is longer: the title of another page, and no name.</summary>
    private const int Card = 25;

    /// <summary>True for what stands in a link that says more than it, and not the title: a card, which leads to another page.</summary>
    /// <param name="length">In characters, of what stands there.</param>
    public static bool IsOfCard(PageMarks marks, int box, int length)
    {
        while (box > 0 && !(marks.Map.Boxes[box].Element is { LocalName: "a" } link && link.HasAttribute("href")))
            box = marks.Map.Boxes[box].Parent;
        return box > 0 && !marks.HoldsTitle(marks.Map.Boxes[box]) && !IsOwn(marks.Address, marks.Map.Boxes[box].Element) && marks.TextOf(box).Length > length + Card;
    }

    /// <summary>True for a line that as a whole leads to the front page: the site's name.</summary>
    public static bool IsMasthead(PageMarks marks, int box)
    {
        var place = marks.Map.Boxes[box];
        return place.EndBlock - place.FirstBlock == 1 && marks.Map.Blocks[place.FirstBlock] is { Runs: [{ Link: { } link } only] } line && only.Length == line.Text.Length
            && link.GetAttribute("href") is { } address && IsFront(marks.Address, address);
    }

    /// <summary>True for a link inside a heading that leads to the heading itself, and says no word.</summary>
    public static bool IsAnchor(PageMarks marks, int box) =>
        marks.Map.Boxes[box].Element is { LocalName: "a" } link && link.GetAttribute("href")?.Contains('#', StringComparison.Ordinal) == true && !marks.TextOf(box).Any(char.IsLetterOrDigit);

    /// <summary>A blog among others has its front page one step below the host's, and its articles further down.</summary>
    private static bool IsFront(Uri? page, string address)
    {
        if (page is null || WebAddress.Resolve(page, address) is not { } front || front.Host != page.Host || front.Query.Length > 0)
            return address == "/";
        var (own, above) = (Steps(page), Steps(front));
        return above.Length == 0 ? own.Length > 0 : above.Length == 1 && own.Length > 2 && own[0] == above[0];
    }

    /// <summary>A list of the newest shows the page itself, too.</summary>
    private static bool IsOwn(Uri? page, PageElement link) => page is not null && WebAddress.Resolve(page, link.GetAttribute("href")) is { } target && LinkCleaner.Key(target) == LinkCleaner.Key(page);

    private static string[] Steps(Uri address) => address.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
}
