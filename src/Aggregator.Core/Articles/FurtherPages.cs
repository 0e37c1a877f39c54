using Aggregator.Pages;
using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>Finds where a text that its publisher cut into several pages goes on: by a link that is called 2, or the next, to this very address with that number.</summary>
internal static class FurtherPages
{
    private static readonly string[] Parameters = ["page", "pg", "pageno", "pagenum", "page_no", "currentpage", "part", "pagina", "página", "seite", "sida", "side", "strona", "strana"];

    /// <summary>The address of the second page; null when the page says nothing of one.</summary>
    public static Uri? Second(PageMap map, Uri? self, Uri? address)
    {
        if (self is null)
            return null;
        var own = LinkCleaner.Clean(self);
        return Called(map).Concat(map.Links.Where(IsNext)).Select(link => WebAddress.Resolve(address, link.GetAttribute("href"))).FirstOrDefault(link => link is not null && IsSecond(own, LinkCleaner.Clean(link)));
    }

    private static IEnumerable<PageElement> Called(PageMap map)
    {
        foreach (var block in map.Blocks)
        {
            for (var at = 0; block.LinkLength > 0 && at < block.Runs.Count; at++)
            {
                if (block.Runs[at] is { Link: { } link } run && ((run.Length == 1 && block.Text[run.Start] == '2') || IsNext(link)))
                    yield return link;
            }
        }
    }

    private static bool IsNext(PageElement link) => "next".Equals(link.GetAttribute("rel"), StringComparison.OrdinalIgnoreCase);

    private static bool IsSecond(Uri own, Uri other)
    {
        if (!WebSite.IsOne(own, other))
            return false;
        var (path, second) = (own.AbsolutePath.TrimEnd('/'), other.AbsolutePath.TrimEnd('/'));
        if (path == second)
            return Added(own.Query, other.Query) is [var added] && added.Split('=') is [var name, "2"] && Parameters.Contains(name, StringComparer.OrdinalIgnoreCase);
        var dot = path.LastIndexOf('.') is var at && at > path.LastIndexOf('/') ? at : path.Length;
        return own.Query == other.Query && path.Length > 1 && second.StartsWith(path[..dot], StringComparison.Ordinal) && second.EndsWith(path[dot..], StringComparison.Ordinal)
            && second[dot..^(path.Length - dot)] is "/2" or "/page/2" or "-2" or "_2" or ",2";
    }

    private static List<string> Added(string own, string other) => [.. other.TrimStart('?').Split('&').Except(own.TrimStart('?').Split('&'))];
}
