using System.Buffers;
using System.Text.RegularExpressions;
using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>An article's title: the heading a reader sees, where the page's head agrees with it.</summary>
/// <param name="Blocks">The blocks it stands in; empty at the page's beginning when it is not seen.</param>
internal sealed partial record PageTitle(string? Text, string? Kicker, Range Blocks)
{
    private const int Longest = 300;

    /// <summary>In wide characters. A section is called shorter.</summary>
    private const int LeastWide = 8;

    /// <summary>In characters. A shorter name may stand on a line of its own by chance.</summary>
    private const int LeastShown = 30;

    /// <summary>In characters. A shorter line goes on with no title.</summary>
    private const int Part = 6;

    /// <summary>A page with more headings lists others, and its own is among the first.</summary>
    private const int Most = 40;

    /// <summary>A longer name is no title with its site behind it, and to take its parts away one by one would cost their square.</summary>
    private const int LongestNamed = 2_000;

    /// <summary>What a list of other pages is headed by.</summary>
    private static readonly WordList ListNames = new("(related|recommended|more|latest|recent|popular|other) (articles?|stories|posts|news|reading)|read more|you (may|might) also like|ähnliche (artikel|beiträge)|das könnte (sie|dich) auch interessieren|(à lire|lire) aussi|artículos relacionados");

    private static readonly SearchValues<string> KickerNames = SearchValues.Create(
        ["kicker", "overline", "topline", "roofline", "dachzeile", "eyebrow", "pretitle", "pre-title", "headline-label", "tagline", "category", "rubrik", "sponsor"], StringComparison.OrdinalIgnoreCase);

    /// <param name="headline">What the article is called in JSON-LD; null when it is not told.</param>
    /// <param name="named">What else the head calls it, the best first.</param>
    /// <param name="sites">What the site is called.</param>
    public static PageTitle Of(string? headline, IReadOnlyList<string> named, IReadOnlyList<string> sites, PageMarks marks)
    {
        named = headline is null ? named : [headline, .. named];
        sites = [.. sites, .. marks.Headings.Take(Most).Where(box => PageLinks.IsMasthead(marks, box)).Select(marks.TextOf)];
        var names = named.Select(name => WithoutSite(name, sites)).Where(name => !SiteNames.Is(name, sites)).ToList();
        var first = Headings(names, sites, marks, isFirst: true);
        if (Chosen(first, () => Headings(names, sites, marks, isFirst: false), names, () => names.Count > 0 && !Seen(names[0], marks).Equals(0..0), () => names is [{ Length: >= LeastShown } name, .. var others] && others.Contains(name) && !first.Exists(heading => heading.Text.Contains(name, StringComparison.OrdinalIgnoreCase)) && Array.Exists(marks.Map.Blocks, block => block.Text == name && block.LinkLength == 0)) is { } heading)
        {
            var box = marks.Map.Boxes[heading.Box];
            return Parted(headline is not null && IsLedIn(heading.Text, names) ? names[0] : WithoutDay(WithoutTail(heading, names, marks), names), names) with { Blocks = box.FirstBlock..Math.Max(box.FirstBlock + 1, box.EndBlock) };
        }
        var text = names is [var best, ..] ? best : named is [var any, ..] ? any : null;
        var seen = Seen(text, marks);
        seen = seen.Equals(0..0) ? SeenEnd(text, marks) : seen;
        return new PageTitle(Shown(text, seen, marks) ?? text, null, seen);
    }

    /// <summary>A title without the name of its site before or behind it. To do it twice changes nothing.</summary>
    public static string WithoutSite(string title, IReadOnlyList<string> sites)
    {
        if (title.Length > LongestNamed)
            return title;
        for (var rest = title; ; title = rest)
        {
            var parts = Joints().Matches(title);
            if (parts.Count == 0)
                return title;
            var (first, last) = (parts[0], parts[^1]);
            var behind = title[(last.Index + last.Length)..];
            var before = title[..first.Index];
            // What a bar parts off at the end is the site, known or not; a dash parts sentences too.
            var isSign = last.ValueSpan.Trim() is "|" or "»" or "·" or "•" or "::" or "«";
            var isBefore = SiteNames.Is(before, sites);
            if (last.Index > 0 && (SiteNames.Is(behind, sites) || (!isBefore && isSign && Words(behind).Count <= 5 && last.Index > behind.Length)))
                rest = title[..last.Index].TrimEnd();
            else if (isBefore)
                rest = title[(first.Index + first.Length)..].TrimStart();
            if (rest.Length == 0 || rest.Length == title.Length)
                return title;
        }
    }

    /// <param name="isFirst">True for h1, false for the others.</param>
    private static List<(int Box, string Text, double Agreement)> Headings(List<string> names, IReadOnlyList<string> sites, PageMarks marks, bool isFirst)
    {
        var words = names.ConvertAll(name => (name, Words(name)));
        return [.. marks.Headings.Take(Most)
            .Where(box => marks.Map.Boxes[box].Element.LocalName == "h1" == isFirst)
            // Of two that say the same, the smaller one stands in a list.
            .OrderBy(box => marks.Map.Boxes[box].Element.LocalName, StringComparer.Ordinal)
            .Select(box => (Box: box, Text: TextOf(box, marks)))
            .Where(heading => heading.Text.Length is > 1 and <= Longest && !SiteNames.Is(heading.Text, sites) && ListNames.LengthAt(heading.Text, 0, WordList.IsLast) == 0)
            .Select(heading => (heading.Box, heading.Text, Agreement: Agreement(heading.Text, words)))
            .Where(heading => !marks.IsAside(heading.Box, isTitle: isFirst && IsMost(heading.Text, names) && !marks.IsOfTrail(heading.Box)))];
    }

    /// <summary>True for what is one of the names, or most of one.</summary>
    private static bool IsMost(string heading, List<string> names) => names.Exists(name => heading.Length * 3 > name.Length * 2 && name.Contains(heading, StringComparison.OrdinalIgnoreCase));

    private static (int Box, string Text, double Agreement)? Chosen(List<(int Box, string Text, double Agreement)> first, Func<List<(int Box, string Text, double Agreement)>> others, List<string> names, Func<bool> isNamedSeen, Func<bool> isNamedShown)
    {
        // Of two that the head has both, the shorter one is the section.
        if (first.Count > 0 && first.MaxBy(heading => (heading.Agreement, heading.Agreement < 1 ? heading.Text.Length : 0)) is { Agreement: >= 0.35 } agreed)
            // "The blog: the post" is what the head says of both; a site's heading has some words of the title that head and article agree on, which is shown elsewhere.
            return agreed.Agreement < 0.95 && isNamedShown() ? null
                : agreed.Agreement < 1 && others().Find(heading => heading.Agreement is 1 && names.Exists(name => name.Length > heading.Text.Length && name.StartsWith(agreed.Text, StringComparison.OrdinalIgnoreCase) && name.EndsWith(heading.Text, StringComparison.OrdinalIgnoreCase))) is { Text: not null } own ? own : agreed;
        var headings = first.Concat(others()).ToList();
        if (headings.Count > 0 && headings.MaxBy(heading => heading.Agreement) is var other && other.Agreement >= (first.Count == 1 && first[0].Agreement == 0 ? 0.6 : 0.8) && Words(other.Text).Count > 1)
            return other;
        // Where the head says nothing, the first heading is the title.
        return (first.Count == 1 && Words(first[0].Text).Count > 1 && !isNamedSeen()) || (first.Count > 0 && names.Count == 0) ? first[0] : null;
    }

    /// <summary>The page sets apart what leads its heading in, and its publisher means one title: the headline has both, and another name says the same.</summary>
    private static bool IsLedIn(string heading, List<string> names) =>
        names is [var first, .. var others] && first.EndsWith($": {heading}", StringComparison.OrdinalIgnoreCase) && others.Contains(first, StringComparer.OrdinalIgnoreCase);

    /// <summary>A heading without an element at its end that is no part of what the head calls it: a byline, a link to the section.</summary>
    private static string WithoutTail((int Box, string Text, double) heading, List<string> names, PageMarks marks)
    {
        var text = heading.Text;
        for (var at = marks.Map.Boxes[heading.Box].End - 1; at > heading.Box && !names.Contains(text, StringComparer.OrdinalIgnoreCase); at--)
        {
            var tail = marks.TextOf(at);
            var rest = tail.Length > 0 && text.EndsWith(tail, StringComparison.Ordinal) ? text[..^tail.Length].TrimEnd(' ', ':', '|', '–', '-') : "";
            if (rest.Length * 2 > text.Length && names.Exists(name => name.StartsWith(rest, StringComparison.OrdinalIgnoreCase)) && !names.Exists(name => name.Contains(tail, StringComparison.OrdinalIgnoreCase)))
                text = rest;
        }
        return text;
    }

    /// <summary>A heading without the day before or behind it, and what follows that, where the head names the rest alone.</summary>
    private static string WithoutDay(string heading, List<string> names)
    {
        if (names.Exists(name => name.Contains(heading, StringComparison.OrdinalIgnoreCase)) || DateFinder.Find(heading, 1) is not [{ } day])
            return heading;
        var (before, behind) = (Bare(heading[..day.Start]), Bare(heading[(day.Start + day.Length)..]));
        return before.Length == 0 && Words(behind).Count > 2 && names.Exists(name => name.StartsWith(behind, StringComparison.OrdinalIgnoreCase)) ? behind
            : names.Exists(name => string.Equals(name, before, StringComparison.OrdinalIgnoreCase)) ? before : heading;

        static string Bare(string part) => part.Trim(' ', ':', '-', '–', '—', '|', '/', '•', '·', ',');
    }

    /// <summary>The heading's words without the kicker inside it, where the head names the rest alone.</summary>
    private static PageTitle Parted(string heading, List<string> names)
    {
        var isWhole = names.Exists(name => string.Equals(name, heading, StringComparison.OrdinalIgnoreCase));
        var rest = isWhole ? null : names.Find(name => !char.IsLower(heading[Math.Max(0, heading.Length - name.Length)]) && name.Length >= heading.Length / 3 && name.Length < heading.Length - 2 && heading.EndsWith(name, StringComparison.OrdinalIgnoreCase) && IsJoint(heading, heading.Length - name.Length));
        // What the page parts by its layout, the head parts by a sign.
        if (rest is null)
            return new PageTitle(isWhole ? heading : names.Find(name => string.Equals(name.Replace(": ", " ", StringComparison.Ordinal), heading, StringComparison.OrdinalIgnoreCase)) ?? heading, null, default);
        var kicker = heading[..^rest.Length].TrimEnd(' ', ':', '-', '–', '—', '|', '/', '.');
        return new PageTitle(heading[^rest.Length..], kicker.Length is > 1 and < 80 ? kicker : null, default);
    }

    /// <summary>True where one element's words end and the next one's begin; some stand without a blank between them: "Regular ArticleTides of the north".</summary>
    private static bool IsJoint(string heading, int at) => !char.IsLetterOrDigit(heading[at - 1]) || (char.IsLower(heading[at - 1]) && char.IsUpper(heading[at]) && at * 2 < heading.Length);

    /// <summary>An element's words but for those of a kicker or a count inside it.</summary>
    private static string TextOf(int box, PageMarks marks)
    {
        var text = marks.TextOf(box);
        for (var at = box + 1; at < marks.Map.Boxes[box].End; at++)
        {
            if (PageLinks.IsAnchor(marks, at) && text.EndsWith(marks.TextOf(at), StringComparison.Ordinal))
                text = text[..^marks.TextOf(at).Length].TrimEnd();
            if (!marks.NamesOf(at).AsSpan().ContainsAny(KickerNames) || PlainText.OneLine(marks.Map.Boxes[at].Element.TextContent) is not { Length: > 0 } kicker || kicker.Length >= text.Length)
                continue;
            if (text.StartsWith(kicker, StringComparison.Ordinal))
                text = text[kicker.Length..].TrimStart(' ', ':', '|', '–', '-');
        }
        return text;
    }

    /// <summary>The blocks that show a title, or its beginning when the site follows in the head.</summary>
    private static Range Seen(string? text, PageMarks marks) => At(text is null ? -1 : Array.FindIndex(marks.Map.Blocks, block => (block.Text.Length > text.Length / 2 || IsParted(text, block.Text.Length)) && text.StartsWith(block.Text, StringComparison.OrdinalIgnoreCase)));

    /// <summary>True where a sign follows so many wide characters, however much follows that: Chinese sites tell their topics there.</summary>
    private static bool IsParted(string text, int length) => length >= LeastWide && length < text.Length && text[0] > '\u2E80' && text.AsSpan(length).TrimStart(' ') is ['-' or '_' or '|', ..];

    /// <summary>The same of its end, where the site stands first.</summary>
    private static Range SeenEnd(string? text, PageMarks marks) => At(text is null ? -1 : Array.FindIndex(marks.Map.Blocks, block => block.Text.Length > text.Length / 2 && text.EndsWith(block.Text, StringComparison.OrdinalIgnoreCase)));

    private static Range At(int block) => block < 0 ? 0..0 : block..(block + 1);

    /// <summary>The line that shows a name's most, where the head parts the rest from it by a sign and the next line does not go on with that.</summary>
    private static string? Shown(string? name, Range seen, PageMarks marks)
    {
        if (name is null || seen.Equals(0..0) || marks.Map.Blocks[seen.Start].Text is not { } line || line.Length >= name.Length)
            return null;
        if (!name.StartsWith(line, StringComparison.OrdinalIgnoreCase))
            return Before().IsMatch(name.AsSpan(0, name.Length - line.Length)) ? line : null;
        var rest = name[line.Length..];
        var goesOn = seen.End.Value < marks.Map.Blocks.Length && marks.Map.Blocks[seen.End].Text is { Length: >= Part } next && rest.TrimStart(' ', '-', '–', '—', '|', '_').StartsWith(next, StringComparison.OrdinalIgnoreCase);
        return !goesOn && (Behind().IsMatch(rest) || (rest[0] == '-' && line.AsSpan().ContainsAnyInRange('\u2E80', '\u9FFF'))) ? line : null;
    }

    /// <summary>How far a heading is one of the names: 1 when that holds it whole, else by their common words.</summary>
    private static double Agreement(string heading, List<(string Name, HashSet<string> Words)> names)
    {
        if (heading.Length > 3 && names.Find(name => name.Name.Contains(heading, StringComparison.OrdinalIgnoreCase)).Name is { } whole)
            return heading.Length == whole.Length ? 1 : 0.95;
        var own = Words(heading);
        return own.Count == 0 ? 0 : names.Where(name => name.Words.Count > 0).Select(name => 2.0 * own.Count(name.Words.Contains) / (own.Count + name.Words.Count)).DefaultIfEmpty(0).Max();
    }

    private static HashSet<string> Words(string text)
    {
        var words = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var start = -1;
        for (var at = 0; at <= text.Length; at++)
        {
            var isLetter = at < text.Length && char.IsLetterOrDigit(text[at]);
            if (isLetter && start < 0)
                start = at;
            if (isLetter || start < 0)
                continue;
            words.Add(text[start..at]);
            start = -1;
        }
        return words;
    }

    [GeneratedRegex(@"\s+(?:[|»·•«—–-]+\s+|//?\s+)+|\s*::\s*|\s*\|\s*", RegexOptions.NonBacktracking)]
    private static partial Regex Joints();

    /// <summary>What parts a title from its site behind it; where blanks part no words, as in Chinese, a blank does.</summary>
    [GeneratedRegex(@"^(?:\s+[/|»‹·•«—–_-]+\s|\s*[|»_]|\s*--+|\s[\u2E80-\u9FFF])", RegexOptions.NonBacktracking)]
    private static partial Regex Behind();

    /// <summary>What parts it from its site or its section before it.</summary>
    [GeneratedRegex(@"(?:\s[|»·•—–_-]+\s+|[|»:：]\s*)$", RegexOptions.NonBacktracking)]
    private static partial Regex Before();
}
