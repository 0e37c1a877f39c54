using System.Buffers;
using System.Globalization;
using System.Text;

namespace Aggregator.Articles;

/// <summary>What an address says by itself: that an article stands there, and of which title.</summary>
internal static class ArticleAddress
{
    private static readonly SearchValues<char> Joints = SearchValues.Create("-_+.%=");

    private static readonly SearchValues<string> Issues = SearchValues.Create(["issue", "volume", "edition", "magazine", "ausgabe", "numero"], StringComparison.OrdinalIgnoreCase);

    /// <summary>False for front pages, sections and languages: <c>/</c>, <c>/world</c>, <c>/en-gb/news</c>.</summary>
    public static bool IsOne(Uri link) =>
        link.Query.Any(char.IsAsciiDigit) || Parts(link).Any(part => (part.Any(char.IsAsciiDigit) && part.Length > 3) || (part.AsSpan().ContainsAny(Joints) && part.Length > 5) || part.Length > 24);

    /// <summary>True for a name of four words or more that is no number of a magazine: the site's own article, not the issue it stood in.</summary>
    public static bool IsNamedArticle(Uri link, string words) =>
        Parts(link).Any(part => part.Count(c => c is '-' or '_') >= 3)
        && !link.AbsolutePath.AsSpan().ContainsAny(Issues) && !words.AsSpan().ContainsAny(Issues);

    /// <summary>True when the address repeats most words of the title.</summary>
    public static bool Repeats(Uri link, string? title)
    {
        var wanted = Words(title ?? "");
        var named = Words(Uri.UnescapeDataString(link.AbsolutePath));
        var both = wanted.Count(named.Contains);
        return both >= 4 && both >= wanted.Count * 0.7;
    }

    private static string[] Parts(Uri link) => link.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);

    private static HashSet<string> Words(string text)
    {
        var words = new HashSet<string>();
        var word = new StringBuilder();
        foreach (var c in (text + " ").Normalize(NormalizationForm.FormD))
        {
            if (char.IsLetterOrDigit(c))
                word.Append(char.ToLowerInvariant(c));
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && c is not ('\'' or '’'))
            {
                if (word.Length > 2)
                    words.Add(word.ToString());
                word.Clear();
            }
        }
        return words;
    }
}
