using System.Collections.Frozen;
using System.Globalization;
using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>How a text that its publisher cut into several pages is numbered: the address of each is the first one's with its number.</summary>
/// <param name="First">Where the first page stands.</param>
/// <param name="From">What the first page's number would be in an address: 1, or 0 where the second page is <c>?page=1</c>.</param>
internal sealed record PageNumbers(Uri First, int From = 1)
{
    /// <summary>A longer number names an article.</summary>
    private const int MostDigits = 4;

    /// <summary>A part is none of them: "journey-part-2" is the next article of a series.</summary>
    private static readonly FrozenSet<string> Words = Known(
        "page pg p pageno pagenum page_no page_num pagenumber page_number currentpage pagina página seite sida side strona strana stranica sayfa oldal sivu");

    private static readonly FrozenSet<string> Endings = Known("html htm shtml php asp aspx jsp");

    /// <summary>The numbers of a text whose first page stands here, as far as its own address says from what they count.</summary>
    public static PageNumbers Of(Uri first) => new(first, Parts(first).Exists(part => InPart(part) == 0) ? 0 : 1);

    /// <summary>True for an address that may be a later page's.</summary>
    public static bool HasNumber(Uri address) =>
        Parts(address).Exists(part => InPart(part) is not null) || WithoutEnding(address.AbsolutePath.TrimEnd('/')) is [.., >= '0' and <= '9'];

    /// <summary>True for the word for a page, in the languages of think tanks.</summary>
    public static bool IsWord(ReadOnlySpan<char> text) => Words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text);

    /// <summary>The number of the page at an address, whoever leads there; null when it is none of this text's.</summary>
    /// <param name="isNumber">True where it is called by a number. Where it is only called the next, what hangs a number on a name may be another article: "report" and "report-2".</param>
    public int? NumberOf(Uri address, bool isNumber = true)
    {
        var other = LinkCleaner.Clean(address);
        if (!IsOneHost(First, other))
            return null;
        var (path, whole) = (First.AbsolutePath.TrimEnd('/'), other.AbsolutePath.TrimEnd('/'));
        if (path == whole)
            return (path.Length > 0 || First.Query.Length > 0) && Parts(First).Where(part => InPart(part) != From).ToList() is var own
                && own.All(Parts(other).Contains) && Parts(other).Except(own).ToList() is [var added] ? InPart(added) + 1 - From : null;
        return path.Length > 0 && From == 1 && First.Query == other.Query && Added(path, whole) is { } tail ? InTail(tail, isNumber) : null;
    }

    /// <summary>The address on the first page's own host and scheme: an old template's http is no reason to ask in the clear.</summary>
    public Uri At(Uri address) => new(First.GetLeftPart(UriPartial.Authority) + LinkCleaner.Clean(address).PathAndQuery);

    private static bool IsOneHost(Uri first, Uri other) => WebSite.Bare(first) == WebSite.Bare(other)
        && (first.Scheme == other.Scheme ? first.Port == other.Port : first.IsDefaultPort && other.IsDefaultPort);

    private static List<string> Parts(Uri address) => [.. address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>The number in <c>page=2</c>.</summary>
    private static int? InPart(string part) => part.Split('=') is [var name, var value] && (IsWord(Uri.UnescapeDataString(name)) || name.Equals("part", StringComparison.OrdinalIgnoreCase)) ? Number(value) : null;

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

    /// <summary>The number in <c>/2</c>, <c>/page/2</c>, <c>/seite-2.html</c>, and in what hangs on the name: <c>-2</c>, <c>_2</c>, <c>-p2</c> and the like.</summary>
    private static int? InTail(ReadOnlySpan<char> tail, bool isNumber)
    {
        if (tail.StartsWith('/'))
            tail = WithoutEnding(tail);
        if (tail.Length < 2 || tail[0] is not ('/' or '-' or '_' or ',') || (tail[0] != '/' && !isNumber))
            return null;
        var before = tail.TrimEnd("0123456789");
        return before.Length == 1 || IsWord(before[1..].TrimEnd("/-_")) ? Number(tail[before.Length..]) : null;
    }

    private static ReadOnlySpan<char> WithoutEnding(ReadOnlySpan<char> path) =>
        path.LastIndexOf('.') is > 0 and var dot && Endings.GetAlternateLookup<ReadOnlySpan<char>>().Contains(path[(dot + 1)..]) ? path[..dot] : path;

    private static int? Number(ReadOnlySpan<char> digits) =>
        digits.Length <= MostDigits && digits is not ['0', _, ..] && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static FrozenSet<string> Known(string words) => words.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
