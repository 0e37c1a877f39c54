using System.Text.RegularExpressions;
using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>Who wrote an article: people before organisations, what stands by the title and what the head says held against each other.</summary>
internal sealed partial class PageAuthors
{
    private const int Most = 20;

    /// <summary>A byline stands within so many blocks above or below the title.</summary>
    private const int Above = 4;

    private const int Below = 7;

    private const int Longest = 140;

    private const int MostBoxes = 60;

    /// <summary>The rank of a name that is marked as one, far from the title: beyond it, a box may be about anybody.</summary>
    private const int Named = 2;

    private readonly PageMarks _marks;

    private readonly IReadOnlyList<string> _sites;

    private PageAuthors(PageMarks marks, IReadOnlyList<string> sites) => (_marks, _sites) = (marks, sites);

    /// <param name="sites">What the site and its publisher are called: they are authors only where nobody else is.</param>
    public static IReadOnlyList<string> Of(PageHead head, LinkedData linked, PageMarks marks, IReadOnlyList<string> sites)
    {
        var authors = new PageAuthors(marks, sites);
        // The line under the title is what a reader is told; a system often knows only who uploaded it.
        var (printed, declared, marked) = (authors.Printed(), authors.Declared(head, linked), authors.Marked());
        List<Found> all = [printed, declared, marked];
        if (!all.Exists(found => found.HasPeople))
            all.Add(authors.Credited());
        var people = all.Find(found => found.HasPeople);
        // Who is named alone in the head may be the first of several under the title.
        if (people == declared && marked.People.Count > declared.People.Count && declared.People.TrueForAll(marked.Names.Contains))
            people = marked;
        var names = people?.Names ?? all.Find(found => found.Names.Count > 0)?.Names ?? all.Find(found => found.Groups.Count > 0)?.Groups ?? [];
        return [.. names.Select(name => Fuller(name, all)).DistinctBy(name => name.ToUpperInvariant()).Take(Most)];
    }

    /// <summary>Of "Ada" and "Ada Quay", the whole name.</summary>
    private static string Fuller(string name, List<Found> all) => name.Contains(' ', StringComparison.Ordinal)
        ? name
        : all.SelectMany(found => found.People).FirstOrDefault(other => other.StartsWith(name + " ", StringComparison.OrdinalIgnoreCase)) ?? name;

    private Found Declared(PageHead head, LinkedData linked)
    {
        var given = linked.Names("author").Concat(linked.Names("creator")).ToList();
        var found = new Found();
        Add(found, given.Where(name => !name.IsGroup).SelectMany(name => AuthorNames.In(name.Name)));
        found.Groups.AddRange(given.Where(name => name.IsGroup).Select(name => PlainText.Title(name.Name)).OfType<string>());
        foreach (var name in (ReadOnlySpan<string>)["citationauthor", "author", "articleauthor", "parselyauthor", "sailthruauthor", "authors", "dcauthor", "dccreator", "dctermscreator", "byl", "authorname", "cxenseparseauthor", "ogauthor", "citationauthors"])
        {
            if (found.HasPeople)
                return found;
            var more = new Found();
            Add(more, head.Each(name).SelectMany(AuthorNames.In));
            more.Groups.InsertRange(0, found.Groups);
            if (found.Names.Count == 0 || more.HasPeople)
                found = more;
        }
        if (found.Names.Count == 0 && head.First("twitterlabel1") is { } label && AuthorNames.IsByline(label + " X") && head.First("twitterdata1") is { } written)
            Add(found, AuthorNames.In(written));
        return found;
    }

    /// <summary>What is marked as an author, near the title first; where the name itself is marked, without what stands around it.</summary>
    private Found Marked()
    {
        var found = new Found();
        var boxes = _marks.Authors.Where(IsAuthor).Take(MostBoxes).ToList();
        // Where the name itself is marked, what stands around it in its box is no name.
        boxes.RemoveAll(outer => boxes.Exists(inner => inner > outer && inner < _marks.Map.Boxes[outer].End));
        foreach (var places in boxes.GroupBy(Rank).Where(group => group.Key <= Named).OrderBy(group => group.Key))
        {
            foreach (var box in places)
            {
                if (found.Names.Count > 0 && !_marks.IsNear(_marks.Map.Boxes[box].FirstBlock))
                    break;
                var names = AuthorNames.In(NameIn(box)).Where(name => IsSaid(box) || AuthorNames.IsPerson(name) || (Rank(box) == 0 && char.IsUpper(name[0]) && name.Length < 20));
                // A box around a name holds it again, with more.
                Add(found, names.Where(name => !found.Names.Exists(other => name.Contains(other, StringComparison.OrdinalIgnoreCase))).ToList());
            }
            if (found.HasPeople)
                break;
        }
        return found;
    }

    /// <summary>A box about the author begins with the name.</summary>
    private string NameIn(int box)
    {
        var text = _marks.TextOf(box);
        var place = _marks.Map.Boxes[box];
        if (text.Length < Longest || place.IsEmpty)
            return text;
        var lines = _marks.Map.Blocks[place.FirstBlock..Math.Min(place.EndBlock, place.FirstBlock + 2)];
        return Array.Find(lines, line => line.Text.Length < Longest / 3 && AuthorNames.IsPerson(line.Text))?.Text ?? "";
    }

    private bool IsAuthor(int box) => !_marks.Map.Boxes[box].IsEmpty && !IsRole(PageMarks.NamesOf(_marks.Map.Boxes[box].Element)) && !_marks.IsAside(box) && !_marks.IsOfPicture(box);

    private static bool IsRole(string names) => Roles().IsMatch(names) && !NameNames().IsMatch(names);

    private int Rank(int box) => (_marks.IsNear(_marks.Map.Boxes[box].FirstBlock) ? 0 : 2) + (IsSaid(box) || NameNames().IsMatch(PageMarks.NamesOf(_marks.Map.Boxes[box].Element)) ? 0 : 1);

    private bool IsSaid(int box) => _marks.Map.Boxes[box].Element is var element && (element.HasAttribute("rel") || element.HasAttribute("itemprop"));

    /// <summary>"By Ada Quay" in a line of its own by the title.</summary>
    private Found Printed()
    {
        var found = new Found();
        for (var block = Math.Max(0, _marks.Title.Start.Value - Above); block < Math.Min(_marks.Map.Blocks.Length, _marks.Title.End.Value + Below); block++)
        {
            var text = _marks.Map.Blocks[block].Text;
            if (text.Length is < 4 or > 160 || _marks.IsAside(_marks.Map.Blocks[block].Box) || _marks.IsOfPicture(_marks.Map.Blocks[block].Box))
                continue;
            var signed = AuthorNames.InSignature(text);
            if (signed is null && !AuthorNames.IsByline(text))
                continue;
            var names = AuthorNames.In(signed ?? text).ToList();
            if (names.Exists(AuthorNames.IsPerson) || text.Length < 40)
                Add(found, names);
            if (found.HasPeople)
                break;
        }
        return found;
    }

    /// <summary>"Written by Ada Quay" anywhere else, as at the article's foot.</summary>
    private Found Credited()
    {
        var found = new Found();
        foreach (var block in _marks.Map.Blocks)
        {
            if (block.Text.Length is > 8 and < 80 && AuthorNames.IsCredit(block.Text) && !_marks.IsAside(block.Box) && !_marks.IsOfPicture(block.Box))
                Add(found, AuthorNames.In(block.Text).Where(AuthorNames.IsPerson));
            if (found.HasPeople)
                break;
        }
        return found;
    }

    private void Add(Found found, IEnumerable<string> names)
    {
        foreach (var name in names)
            (_sites.Any(site => Same(site, name)) ? found.Groups : found.Names).Add(name);
    }

    private static bool Same(string site, string name) =>
        string.Equals(site, name, StringComparison.OrdinalIgnoreCase) || string.Equals(site.Replace(" ", "", StringComparison.Ordinal), name.Replace(" ", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("(?:title|role|bio|desc|job|position|social|avatar|image|img|photo|link-?s|follow|box|info|about)(?:[ _-]|$)", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Roles();

    [GeneratedRegex("name|(?:^| )(?:fn|authors?|byline|autor|autoren|auteur)(?: |$)", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex NameNames();

    /// <summary>What one place says of the authors.</summary>
    private sealed class Found
    {
        public List<string> Names { get; } = [];

        public List<string> Groups { get; } = [];

        public List<string> People => Names.FindAll(AuthorNames.IsPerson);

        public bool HasPeople => Names.Exists(AuthorNames.IsPerson);
    }
}
