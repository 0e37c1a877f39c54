using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>The authors that a page's head names: JSON-LD first, then the metas of many systems.</summary>
internal static class DeclaredAuthors
{
    private static readonly string[] Metas =
    [
        "citationauthor", "author", "articleauthor", "articleauthorname", "parselyauthor", "sailthruauthor", "sailthrubylinename", "authors", "dcauthor", "dccreator", "dctermscreator", "byl", "authorname",
        "cxenseparseauthor", "ogauthor", "citationauthors",
    ];

    public static FoundAuthors In(PageHead head, LinkedData linked, IReadOnlyList<string> sites)
    {
        var given = linked.Names("author").Concat(linked.Names("creator")).ToList();
        var found = new FoundAuthors(sites);
        found.Add(given.Where(name => !name.IsGroup).SelectMany(name => AuthorNames.In(name.Name)));
        found.Groups.AddRange(given.Where(name => name.IsGroup || AuthorNames.IsPenName(name.Name)).Select(name => PlainText.Title(name.Name)).OfType<string>());
        foreach (var name in Metas)
        {
            if (found.HasPeople)
                return found;
            var more = new FoundAuthors(sites);
            more.Add(head.Each(name).SelectMany(AuthorNames.In));
            more.Groups.InsertRange(0, found.Groups);
            if (found.Names.Count == 0 || more.HasPeople)
                found = more;
        }
        if (found.Names.Count == 0 && head.First("twitterlabel1") is { } label && AuthorNames.IsByline(label + " X") && head.First("twitterdata1") is { } written)
            found.Add(AuthorNames.In(written));
        return found;
    }
}
