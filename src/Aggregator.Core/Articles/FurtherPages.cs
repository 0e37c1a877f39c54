using System.Collections.Frozen;
using System.Globalization;
using Aggregator.Pages;
using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>Finds where a text that its publisher cut into several pages goes on, and where it began: by a link that is called by a page's number, or the next, to the first page's very address with that number.</summary>
/// <remarks>The number is asked for in the address: so a way through pages goes forward only, and never to another article, however it is called.</remarks>
internal static class FurtherPages
{
    /// <summary>Of "Next page" and "Seite 2"; a longer text is a sentence or a title.</summary>
    private const int LongestName = 18;

    /// <summary>Stands for the address of a page from disk that says nothing of it: only a link that is a query alone is surely its own.</summary>
    private static readonly Uri Nowhere = new("http://nowhere.invalid/page");

    /// <summary>Where it goes on, in the languages of think tanks; arrows and blanks around it do not count.</summary>
    private static readonly FrozenSet<string> Nexts =
        "next|next page|weiter|nächste seite|zur nächsten seite|suivant|suivante|page suivante|siguiente|página siguiente|próxima|seguinte|próxima página|successiva|pagina successiva|avanti|prossima pagina|volgende|volgende pagina|następna|następna strona|další|následující|další strana|nästa|nästa sida|næste|neste|neste side|seuraava|következő|sonraki|sonraki sayfa|далее|следующая|наступна|次へ|次のページ|下一页|下一頁|다음".Split('|').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>How a link leads to the next page, whatever it is called.</summary>
    private static readonly string[] Onward = ["next"];

    /// <summary>The same to one before.</summary>
    private static readonly string[] Back = ["prev", "first"];

    private static readonly string[] Comments = ["comment", "komment", "koment", "coment", "reactie"];

    /// <summary>The address of an article's second page, and how its pages are numbered, as the first one leads there; null when that says nothing of one.</summary>
    public static (PageNumbers Numbers, Uri Next)? Second(PageDocument page, OwnPage own)
    {
        var called = Called(page.Map!, "2", Onward).ToList();
        if (called.Count == 0)
            return null;
        var fromOne = new PageNumbers(FirstOf(page, own));
        if (Next(called, page.Address, fromOne, 2) is { } second)
            return (fromOne, second);
        var fromNought = fromOne with { From = 0 };
        return Next(called.Where(link => link.IsNumber), page.Address, fromNought, 2) is { } other ? (fromNought, other) : null;
    }

    /// <summary>The address of a page of an article, as the page before it leads there; null when that says nothing of one.</summary>
    /// <param name="number">Of the page that is looked for: 3 for the third.</param>
    public static Uri? Next(PageDocument page, PageNumbers numbers, int number) => Next(Called(page.Map!, Name(number), Onward), page.Address, numbers, number);

    /// <summary>Where a text begins of which this page is a later one, as the page itself leads there by a 1 or as to what is before it; null when it says nothing of that.</summary>
    public static Uri? Beginning(PageDocument page, OwnPage own)
    {
        if ((page.Self ?? own.Address) is not { } self || !PageNumbers.HasNumber(self))
            return null;
        foreach (var (link, isNumber) in Called(page.Map!, "1", Back))
        {
            if (WebAddress.Resolve(page.Address ?? self, link.GetAttribute("href")) is { } other && PageNumbers.Of(LinkCleaner.Clean(other)).NumberOf(self, isNumber) > 1)
                return new PageNumbers(self).At(other);
        }
        return null;
    }

    private static Uri? Next(IEnumerable<(PageElement Link, bool IsNumber)> called, Uri? address, PageNumbers numbers, int number)
    {
        foreach (var (link, isNumber) in called)
        {
            if (WebAddress.Resolve(address ?? numbers.First, link.GetAttribute("href")) is { } other && !IsOfComments(other) && numbers.NumberOf(other, isNumber) == number)
                return numbers.At(other);
        }
        return null;
    }

    private static string Name(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The address by which a first page's further pages are known: without what only says how somebody came to it, where the page itself says which.</summary>
    private static Uri FirstOf(PageDocument page, OwnPage own)
    {
        var self = LinkCleaner.Clean(page.Self ?? own.Address ?? Nowhere);
        return new[] { own.Canonical, own.Shared }.OfType<Uri>().FirstOrDefault(said => WebSite.IsOne(said, self) && said.AbsolutePath == self.AbsolutePath && said.Query.Length < self.Query.Length) is { } bare ? new PageNumbers(self).At(bare) : self;
    }

    /// <summary>True when a page leads by its number to one before it: a pager does, and hardly another text.</summary>
    public static bool LeadsBack(PageDocument page, PageNumbers numbers, int number) => Enumerable.Range(1, number - 1).Any(before => Called(page.Map!, Name(before), [])
        .Any(link => link.IsNumber && WebAddress.Resolve(page.Address, link.Link.GetAttribute("href")) is { } other && (numbers.NumberOf(other) == before || (before == 1 && LinkCleaner.Key(other) == LinkCleaner.Key(numbers.First)))));

    /// <summary>How a person is told of an address.</summary>
    public static string Said(Uri page) => IsKnown(page) ? page.AbsoluteUri : page.Query;

    /// <summary>False for a page behind one of which nobody knows where it stands.</summary>
    public static bool IsKnown(Uri page) => page.Host != Nowhere.Host;

    /// <summary>Readers' comments have pages of their own, at the article's address.</summary>
    private static bool IsOfComments(Uri link) => Array.Exists(Comments, word => link.Fragment.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <param name="relations">Of links that count whatever they are called.</param>
    private static IEnumerable<(PageElement Link, bool IsNumber)> Called(PageMap map, string number, string[] relations)
    {
        foreach (var block in map.Blocks)
        {
            for (var at = 0; block.LinkLength > 0 && at < block.Runs.Count; at++)
            {
                if (block.Runs[at] is not { Link: { } link } run)
                    continue;
                var isNumber = run.Length <= LongestName && IsNumber(block.Text.AsSpan(run.Start, run.Length), number);
                if ((isNumber || IsRelated(link, relations) || (run.Length <= LongestName && IsNext(block.Text.AsSpan(run.Start, run.Length)))) && !BodyStrangers.IsInComments(map, block.Box))
                    yield return (link, isNumber);
            }
        }
        foreach (var link in map.Links.Where(link => IsRelated(link, relations)))
            yield return (link, false);
    }

    /// <summary>True for the number alone, or behind the word for a page.</summary>
    private static bool IsNumber(ReadOnlySpan<char> text, string number) =>
        text.Trim("[]()|. ") is var name && name.EndsWith(number) && (name.Length == number.Length || PageNumbers.IsWord(name[..^number.Length].TrimEnd()));

    private static bool IsRelated(PageElement link, string[] relations) => link.GetAttribute("rel") is { } rel
        && Array.Exists(relations, relation => rel.Contains(relation, StringComparison.OrdinalIgnoreCase) && rel.Split(' ').Contains(relation, StringComparer.OrdinalIgnoreCase));

    private static bool IsNext(ReadOnlySpan<char> text) => Nexts.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text.Trim(" \u00A0»›>→▶…"));
}
