using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Aggregator.Articles.Citations;

/// <summary>Writes citations as BibTeX in UTF-8, with the fields of biblatex beside those of old styles.</summary>
public static partial class BibTex
{
    public static string Write(IEnumerable<Citation> citations) => string.Join("\n", citations.Select(Entry));

    private static string Entry(Citation work)
    {
        var entry = new StringBuilder().Append(CultureInfo.InvariantCulture, $"@{(work.Kind == CitedKind.Report ? "techreport" : "misc")}{{{work.Key},\n");
        Add("author", string.Join(" and ", work.Authors.Select(NameOf)));
        Add("title", Kept(work.Title));
        Add(work.Kind == CitedKind.Report ? "institution" : "publisher", Escaped(work.Publisher));
        Add("type", work.Kind switch { CitedKind.PressRelease => "Press release", CitedKind.Post => "Blog post", CitedKind.Report => "Report", _ => null });
        if (work.Published is { Moment: var published })
        {
            Add("year", published.ToString("yyyy", CultureInfo.InvariantCulture));
            // A macro, so without braces.
            entry.Append(CultureInfo.InvariantCulture, $"  month = {published.ToString("MMM", CultureInfo.InvariantCulture).ToLowerInvariant()},\n");
            Add("date", published.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }
        Add("url", work.Link?.AbsoluteUri);
        Add("urldate", work.FirstSeen.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Add("language", Escaped(work.Language));
        Add("abstract", Escaped(work.Abstract));
        Add("note", $"{(work.ReadAt is { } read ? $"Read at \\url{{{read.AbsoluteUri}}}. " : "")}{Escaped(work.Copy)}");
        return entry.Append("}\n").ToString();

        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                entry.Append(CultureInfo.InvariantCulture, $"  {name} = {{{value}}},\n");
        }
    }

    private static string NameOf(CitedName name) => name.IsWhole
        ? $"{{{Escaped(name.Family)}}}"
        : Escaped($"{name.FamilyName}, {(name.Suffix is { } suffix ? $"{suffix}, " : "")}{name.Given}");

    /// <summary>Styles put titles in small letters: words that carry a capital are kept from it.</summary>
    private static string Kept(string title) => string.Join(' ', title.Split(' ').Select((word, at) => word.Skip(at == 0 ? 1 : 0).Any(char.IsUpper) ? $"{{{Escaped(word)}}}" : Escaped(word)));

    /// <summary>Letters of every language stay as they are; the signs that TeX obeys do not.</summary>
    private static string Escaped(string? text) => Obeyed().Replace(text ?? "", sign => sign.Value switch
    {
        "\\" => "{\\textbackslash}",
        // BibTeX counts braces even behind a backslash: a lone one would swallow the rest of the file.
        "{" => "{\\textbraceleft}",
        "}" => "{\\textbraceright}",
        "~" => "{\\textasciitilde}",
        "^" => "{\\textasciicircum}",
        var other => $"\\{other}",
    });

    [GeneratedRegex(@"[\\{}~^&%$#_]", RegexOptions.NonBacktracking)]
    private static partial Regex Obeyed();
}
