using System.Collections.Frozen;
using System.Globalization;
using Aggregator.Pages;
using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>Finds where a text that its publisher cut into several pages goes on: by a link that is called by the next page's number, or the next, to the first page's very address with that number.</summary>
/// <remarks>The number is asked for in the address: so a way through pages goes forward only, and never to another article, however it is called.</remarks>
internal static class FurtherPages
{
    /// <summary>Of "Next page" and "Seite 2"; a longer text is a sentence or a title.</summary>
    private const int LongestName = 18;

    /// <summary>Stands for the address of a page from disk that says nothing of it: only a link that is a query alone is surely its own.</summary>
    private static readonly Uri Nowhere = new("http://nowhere.invalid/page");

    /// <summary>A part is none of them: "journey-part-2" is the next article of a series.</summary>
    private static readonly FrozenSet<string> Words = Known(
        "page pg p pageno pagenum page_no page_num pagenumber page_number currentpage pagina página seite sida side strona strana stranica sayfa oldal sivu");

    /// <summary>Where it goes on, in the languages of think tanks; arrows and blanks around it do not count.</summary>
    private static readonly FrozenSet<string> Nexts = Known(
        "next|next page|weiter|nächste seite|zur nächsten seite|suivant|suivante|page suivante|siguiente|página siguiente|próxima|seguinte|próxima página|successiva|pagina successiva|avanti|prossima pagina|volgende|volgende pagina|następna|następna strona|další|následující|další strana|nästa|nästa sida|næste|neste|neste side|seuraava|következő|sonraki|sonraki sayfa|далее|следующая|наступна|次へ|次のページ|下一页|下一頁|다음", '|');

    private static readonly FrozenSet<string> Endings = Known("html htm shtml php asp aspx jsp");

    private static readonly string[] Comments = ["comment", "komment", "koment", "coment", "reactie"];

    /// <summary>The address of a page of an article, as the page before it leads there; null when that says nothing of one.</summary>
    /// <param name="first">Where the first page stands; see <see cref="FirstOf"/>.</param>
    /// <param name="number">Of the page that is looked for: 2 for the second.</param>
    public static Uri? Next(PageMap map, Uri? address, Func<Uri> first, int number)
    {
        var name = number.ToString(CultureInfo.InvariantCulture);
        foreach (var (link, isNumber) in Called(map, name))
        {
            if (WebAddress.Resolve(address ?? first(), link.GetAttribute("href")) is { } other && !IsOfComments(other) && LinkCleaner.Clean(other) is var clean && IsPage(first(), clean, name, isNumber))
                return At(first(), clean);
        }
        return null;
    }

    /// <summary>The address by which a first page's further pages are known: without what only says how somebody came to it, where the page itself says which.</summary>
    public static Uri FirstOf(PageDocument page, OwnPage own)
    {
        var self = LinkCleaner.Clean(page.Self ?? own.Address ?? Nowhere);
        return new[] { own.Canonical, own.Shared }.OfType<Uri>().FirstOrDefault(said => WebSite.IsOne(said, self) && said.AbsolutePath == self.AbsolutePath && said.Query.Length < self.Query.Length) is { } bare ? At(self, bare) : self;
    }

    /// <summary>True for the address of a page of this number, whoever leads there.</summary>
    public static bool IsPage(Uri first, Uri other, int number) => IsPage(first, LinkCleaner.Clean(other), number.ToString(CultureInfo.InvariantCulture), isNumber: true);

    /// <summary>True when a page leads by its number to one before it: a pager does, and hardly another text.</summary>
    public static bool LeadsBack(PageMap map, Uri? address, Uri first, int number)
    {
        for (var before = 1; before < number; before++)
        {
            var name = before.ToString(CultureInfo.InvariantCulture);
            if (Called(map, name).Any(link => link.IsNumber && WebAddress.Resolve(address, link.Link.GetAttribute("href")) is { } other && (IsPage(first, LinkCleaner.Clean(other), name, isNumber: true) || (before == 1 && LinkCleaner.Key(other) == LinkCleaner.Key(first)))))
                return true;
        }
        return false;
    }

    /// <summary>How a person is told of an address.</summary>
    public static string Said(Uri page) => IsKnown(page) ? page.AbsoluteUri : page.Query;

    /// <summary>False for a page behind one of which nobody knows where it stands.</summary>
    public static bool IsKnown(Uri page) => page.Host != Nowhere.Host;

    /// <summary>Readers' comments have pages of their own, at the article's address.</summary>
    private static bool IsOfComments(Uri link) => Array.Exists(Comments, word => link.Fragment.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<(PageElement Link, bool IsNumber)> Called(PageMap map, string number)
    {
        foreach (var block in map.Blocks)
        {
            for (var at = 0; block.LinkLength > 0 && at < block.Runs.Count; at++)
            {
                if (block.Runs[at] is not { Link: { } link } run)
                    continue;
                var isNumber = run.Length <= LongestName && IsNumber(block.Text.AsSpan(run.Start, run.Length), number);
                if ((isNumber || IsNext(link) || (run.Length <= LongestName && IsNext(block.Text.AsSpan(run.Start, run.Length)))) && !BodyStrangers.IsInComments(map, block.Box))
                    yield return (link, isNumber);
            }
        }
        foreach (var link in map.Links.Where(IsNext))
            yield return (link, false);
    }

    /// <summary>True for the number alone, or behind the word for a page.</summary>
    private static bool IsNumber(ReadOnlySpan<char> text, string number) =>
        text.Trim("[]()|. ") is var name && name.EndsWith(number) && (name.Length == number.Length || IsWord(name[..^number.Length].TrimEnd()));

    private static bool IsNext(PageElement link) => link.GetAttribute("rel") is { } rel && rel.Contains("next", StringComparison.OrdinalIgnoreCase) && rel.Split(' ').Contains("next", StringComparer.OrdinalIgnoreCase);

    private static bool IsNext(ReadOnlySpan<char> text) => Nexts.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text.Trim(" \u00A0»›>→▶…"));

    /// <param name="isNumber">True where the link is called by the number. Where it is only called the next, what hangs a number on a name may be another article: "report" and "report-2".</param>
    private static bool IsPage(Uri first, Uri other, string number, bool isNumber)
    {
        if (!IsOneHost(first, other))
            return false;
        var (path, whole) = (first.AbsolutePath.TrimEnd('/'), other.AbsolutePath.TrimEnd('/'));
        if (path == whole)
            return (path.Length > 0 || first.Query.Length > 0) && Parts(first).Where(part => !IsNumbered(part, "1")).ToList() is var own
                && own.All(Parts(other).Contains) && Parts(other).Except(own).ToList() is [var added] && IsNumbered(added, number);
        return path.Length > 0 && first.Query == other.Query && Added(path, whole) is { } tail && IsTail(tail, number, isNumber);
    }

    private static bool IsOneHost(Uri first, Uri other) => WebSite.Bare(first) == WebSite.Bare(other)
        && (first.Scheme == other.Scheme ? first.Port == other.Port : first.IsDefaultPort && other.IsDefaultPort);

    private static List<string> Parts(Uri address) => [.. address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>True for <c>page=2</c>.</summary>
    private static bool IsNumbered(string part, string number) => part.Split('=') is [var name, var value] && value == number && (IsWord(Uri.UnescapeDataString(name)) || name.Equals("part", StringComparison.OrdinalIgnoreCase));

    /// <summary>What a path has behind another one, or before its ending: of <c>ferry.html</c> and <c>ferry_2.html</c> the <c>_2</c>.</summary>
    private static string? Added(string path, string whole)
    {
        if (whole.StartsWith(path, StringComparison.Ordinal))
            return whole[path.Length..];
        var dot = path.LastIndexOf('.');
        return dot > path.LastIndexOf('/') && whole.Length > path.Length && whole.StartsWith(path[..dot], StringComparison.Ordinal) && whole.EndsWith(path[dot..], StringComparison.Ordinal)
            ? whole[dot..^(path.Length - dot)]
            : null;
    }

    /// <summary>True for <c>/2</c>, <c>/page/2</c>, <c>/seite-2.html</c>, and of what hangs on the name <c>-2</c>, <c>_2</c>, <c>-p2</c> and the like.</summary>
    private static bool IsTail(ReadOnlySpan<char> tail, string number, bool isNumber)
    {
        if (tail.StartsWith('/') && tail.LastIndexOf('.') is > 0 and var dot && Endings.GetAlternateLookup<ReadOnlySpan<char>>().Contains(tail[(dot + 1)..]))
            tail = tail[..dot];
        if (tail.Length <= number.Length || tail[0] is not ('/' or '-' or '_' or ',') || (tail[0] != '/' && !isNumber) || !tail.EndsWith(number))
            return false;
        var word = tail[1..^number.Length];
        return word.IsEmpty || IsWord(word.TrimEnd("/-_"));
    }

    private static bool IsWord(ReadOnlySpan<char> text) => Words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text);

    /// <summary>On the first page's own host and scheme: an old template's http is no reason to ask in the clear.</summary>
    private static Uri At(Uri first, Uri other) => new(first.GetLeftPart(UriPartial.Authority) + other.PathAndQuery);

    private static FrozenSet<string> Known(string words, char between = ' ') => words.Split(between).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
