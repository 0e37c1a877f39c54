using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>Who wrote an article: people before organisations, what stands by the title and what the head says held against each other.</summary>
internal static class PageAuthors
{
    private const int Most = 20;

    /// <param name="sites">What the site and its publisher are called: they are authors only where nobody else is.</param>
    public static IReadOnlyList<string> Of(PageHead head, LinkedData linked, PageMarks marks, IReadOnlyList<string> sites)
    {
        var printed = Printed(marks, sites);
        var (declared, groups) = Declared(head, linked, sites);
        var marked = Marked(marks, sites);
        // The line under the title is what a reader is told; a system often knows only who uploaded it.
        var people = Better(printed, declared) ?? Better(declared, marked) ?? marked;
        var names = people.Count > 0 ? people : declared.Count > 0 ? declared : groups;
        return [.. names.DistinctBy(name => name.ToUpperInvariant()).Take(Most)];
    }

    private static List<string>? Better(List<string> first, List<string> second)
    {
        if (first.Count == 0)
            return null;
        // Of a handle and a name, the name; of one name and several with it, the several.
        var isPoorer = first.TrueForAll(name => !AuthorNames.IsPerson(name)) && second.Exists(AuthorNames.IsPerson);
        return isPoorer ? null : first;
    }

    private static (List<string> People, List<string> Groups) Declared(PageHead head, LinkedData linked, IReadOnlyList<string> sites)
    {
        var given = linked.Names("author").Concat(linked.Names("creator")).ToList();
        var (people, groups) = Sorted(given.Where(name => !name.IsGroup).SelectMany(name => AuthorNames.In(name.Name)), sites);
        groups.AddRange(given.Where(name => name.IsGroup).Select(name => PlainText.Title(name.Name)).OfType<string>());
        foreach (var name in (ReadOnlySpan<string>)["citationauthor", "author", "articleauthor", "parselyauthor", "sailthruauthor", "authors", "dcauthor", "dccreator", "dctermscreator", "byl", "authorname", "cxenseparseauthor", "ogauthor", "bylauthor", "citationauthors"])
        {
            if (people.Count > 0 && people.Exists(AuthorNames.IsPerson))
                break;
            var (more, others) = Sorted(head.Each(name).SelectMany(AuthorNames.In), sites);
            people = more.Count > 0 && (people.Count == 0 || more.Exists(AuthorNames.IsPerson)) ? more : people;
            groups.AddRange(others);
        }
        if (people.Count == 0 && head.First("twitterlabel1") is { } label && AuthorNames.IsByline(label + " X") && head.First("twitterdata1") is { } written)
            people = Sorted(AuthorNames.In(written), sites).People;
        return (people, groups);
    }

    private static List<string> Marked(PageMarks marks, IReadOnlyList<string> sites)
    {
        foreach (var isNear in (ReadOnlySpan<bool>)[true, false])
        {
            var names = new List<string>();
            foreach (var box in marks.Authors.Where(box => marks.IsNear(marks.Map.Boxes[box].FirstBlock) == isNear && !marks.IsAside(box)))
            {
                if (marks.TextOf(box) is { Length: > 1 and < 120 } text)
                    names.AddRange(Sorted(AuthorNames.In(text), sites).People.Where(name => AuthorNames.IsPerson(name) || marks.Map.Boxes[box].Element.HasAttribute("rel") || marks.Map.Boxes[box].Element.HasAttribute("itemprop")));
                if (names.Count > 0 && !isNear)
                    break;
            }
            // A box around the name holds it again, with more.
            names = [.. names.Distinct().Where(name => !names.Exists(other => other.Length < name.Length && name.Contains(other, StringComparison.OrdinalIgnoreCase)))];
            if (names.Count > 0)
                return names;
        }
        return [];
    }

    /// <summary>"By Ada Quay" in a line of its own by the title.</summary>
    private static List<string> Printed(PageMarks marks, IReadOnlyList<string> sites)
    {
        for (var block = Math.Max(0, marks.Title.Start.Value - 4); block < Math.Min(marks.Map.Blocks.Length, marks.Title.End.Value + 10); block++)
        {
            var text = marks.Map.Blocks[block].Text;
            if (text.Length is < 4 or > 160 || marks.IsAside(marks.Map.Blocks[block].Box))
                continue;
            if (!AuthorNames.IsByline(text))
                continue;
            var names = Sorted(AuthorNames.In(text), sites).People.Where(AuthorNames.IsPerson).ToList();
            if (names.Count > 0)
                return names;
        }
        return [];
    }

    private static (List<string> People, List<string> Groups) Sorted(IEnumerable<string> names, IReadOnlyList<string> sites)
    {
        var (people, groups) = (new List<string>(), new List<string>());
        foreach (var name in names)
            (sites.Any(site => Same(site, name)) ? groups : people).Add(name);
        return (people, groups);
    }

    private static bool Same(string site, string name) =>
        string.Equals(site, name, StringComparison.OrdinalIgnoreCase) || string.Equals(site.Replace(" ", "", StringComparison.Ordinal), name.Replace(" ", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
}
