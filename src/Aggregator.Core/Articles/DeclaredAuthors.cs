using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>The authors that a page's head names: JSON-LD first, then the metas of many systems.</summary>
internal static class DeclaredAuthors
{
    private static readonly string[] Metas =
    [
        "citationauthor", "author", "articleauthor", "articleauthorname", "parselyauthor", "parselyauthors", "sailthruauthor", "sailthrubylinename", "authors", "dcauthor", "dccreator", "dctermscreator", "byl", "authorname",
        "cxenseparseauthor", "ogauthor", "ogarticleauthor", "citationauthors",
    ];

    /// <summary>True where a meta names one of them: not always the one that is read first.</summary>
    public static bool AlsoNames(PageHead head, FoundAuthors found) => Metas.Any(meta => head.Each(meta).SelectMany(AuthorNames.In).Any(name => found.Names.Contains(name, StringComparer.OrdinalIgnoreCase)));

    /// <summary>The names that elements carry and do not show: of several nobody can tell who is the writer.</summary>
    public static FoundAuthors Unshown(PageHead head, IReadOnlyList<string> sites)
    {
        var found = new FoundAuthors(sites);
        if (head.Authors.Distinct().Take(2).Count() == 1)
            found.Add(AuthorNames.In(head.Authors[0]));
        return found;
    }

    /// <summary>True for a name that would be taken for several, or for its last word alone.</summary>
    private static bool IsJoined(string name) => AuthorNames.In(name).ToList() is var parts && (parts.Count > 1 || (parts is [var last] && last.Length < name.Length && name.EndsWith(' ' + last, StringComparison.Ordinal)));

    public static FoundAuthors In(PageHead head, LinkedData linked, IReadOnlyList<string> sites)
    {
        var given = linked.Names("author").Concat(linked.Names("creator")).ToList();
        var found = new FoundAuthors(sites);
        found.Add(given.Where(name => !name.IsGroup).SelectMany(name => AuthorNames.In(name.Name)));
        found.IsCut |= linked.IsCut("author") || linked.IsCut("creator");
        found.Groups.AddRange(given.Where(name => name.IsGroup || AuthorNames.IsPenName(name.Name)).Select(name => PlainText.Title(name.Name)).OfType<string>());
        foreach (var name in Metas)
        {
            if (found.HasPeople)
                return found;
            var more = new FoundAuthors(sites);
            // The site's own name is whole, whatever joins its words: Tides and Quays.
            var wholes = head.Each(name).Where(each => more.IsSite(each) && IsJoined(each)).ToList();
            more.Groups.AddRange(wholes);
            more.Add(head.Each(name).Except(wholes).SelectMany(AuthorNames.In));
            more.Groups.InsertRange(0, found.Groups);
            more.IsCut |= found.IsCut && !more.HasPeople;
            if (found.Names.Count == 0 || more.HasPeople)
                found = more;
        }
        if (found.Names.Count == 0 && head.First("twitterlabel1") is { } label && AuthorNames.IsByline(label + " X") && head.First("twitterdata1") is { } written)
            found.Add(AuthorNames.In(written));
        if (!found.HasPeople && Bylines.InCredit(head.First("ogdescription", "description") ?? "") is { } credit)
            found.Add(AuthorNames.In(credit).Where(AuthorNames.IsPerson));
        return found;
    }
}
