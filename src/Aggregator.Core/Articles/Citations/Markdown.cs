using System.Globalization;
using System.Text.RegularExpressions;

namespace Aggregator.Articles.Citations;

/// <summary>Writes citations as paragraphs of Markdown, for notes and reports.</summary>
public static partial class Markdown
{
    private const string Day = "d MMMM yyyy";

    public static string Write(IEnumerable<Citation> citations) => string.Join("\n", citations.Select(Paragraphs));

    private static string Paragraphs(Citation work)
    {
        var title = work.Link is { } link ? $"[{Escaped(work.Title)}](<{link.AbsoluteUri}>)" : Escaped(work.Title);
        var published = work.Published is { Moment: var moment } ? moment.ToString(Day, CultureInfo.InvariantCulture) : "no date";
        var facts = new[]
        {
            work.Authors.Count == 0 ? null : $"{string.Join("; ", work.Authors.Select(NameOf))}.",
            $"{title}.",
            $"{(work.Publisher is { } publisher ? $"*{Escaped(publisher)}*, " : "")}{published}.",
            $"{(work.ReadAt is { } read ? $"Read at <{read.AbsoluteUri}>, first" : "First")} seen {work.FirstSeen.ToString($"{Day} HH:mm", CultureInfo.InvariantCulture)} UTC.",
            $"{work.Copy}.",
        };
        return $"{string.Join(' ', facts.OfType<string>())}\n{(work.Abstract is { } words ? $"\n> {Escaped(words)}\n" : "")}";
    }

    private static string NameOf(CitedName name) => Escaped(name.IsWhole ? name.Family : name.Inverted);

    /// <summary>What a publisher wrote is text, wherever it stands: no link, no heading, no list, no html.</summary>
    private static string Escaped(string text) => Begins().Replace(Signs().Replace(text, "\\$0"), "$1\\$2");

    [GeneratedRegex(@"[\\`*_\[\]<>#|~&!{}$^@]", RegexOptions.NonBacktracking)]
    private static partial Regex Signs();

    /// <summary>What makes a list at the beginning of a line.</summary>
    [GeneratedRegex(@"^([0-9]*)([-+.)=])", RegexOptions.NonBacktracking)]
    private static partial Regex Begins();
}
