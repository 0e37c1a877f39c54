using System.Globalization;

namespace Aggregator.Articles;

/// <summary>Who wrote an article: people before organisations, what stands by the title and what the head says held against each other.</summary>
internal static class PageAuthors
{
    private const int Most = 20;

    /// <summary>The authors; and in a sentence that there are more of them than are kept, null when there are not.</summary>
    /// <param name="sites">What the site and its publisher are called: they are authors only where nobody else is.</param>
    public static (IReadOnlyList<string> Names, string? Cut) Of(PageHead head, LinkedData linked, PageMarks marks, IReadOnlyList<string> sites)
    {
        // The line under the title is what a reader is told; a system often knows only who uploaded it.
        var (lines, boxes) = (new PrintedAuthors(marks, sites), new MarkedAuthors(marks, sites));
        var (printed, declared, marked) = (lines.ByTitle(), DeclaredAuthors.In(head, linked, sites), boxes.ByTitle());
        List<FoundAuthors> all = [printed, declared, marked];
        var isTeams = IsTeams(printed, declared, marked, lines);
        foreach (var look in isTeams ? [] : (Func<FoundAuthors>[])[lines.Unmarked, lines.Credited, boxes.Elsewhere, lines.Introduced, lines.InStandfirst, () => DeclaredAuthors.Unshown(head, sites), lines.Agencies])
        {
            if (all.Exists(found => found.HasPeople))
                break;
            all.Add(look());
        }
        var chosen = isTeams ? null : all.Find(found => found.HasPeople);
        if (chosen == printed && marked.HasPeople && printed.Names.TrueForAll(name => marked.Names.Exists(other => name.Length > other.Length && name.StartsWith(other, StringComparison.Ordinal))))
            chosen = marked;
        // Who is named alone in one place may be the first of several in the next.
        if (chosen == printed && declared.IsMoreThan(printed))
            chosen = declared;
        else if (chosen == declared && (marked.IsMoreThan(declared) || IsOtherDeclared(declared, marked, head)))
            chosen = marked;
        chosen ??= all.Find(found => found.Names.Exists(name => !isTeams || AuthorNames.IsTeam(name))) ?? all.Find(found => found.Names.Count > 0);
        var groups = all.Find(found => found.Groups.Count > 0);
        var names = (isTeams && IsSigned(printed) ? printed.Groups : null) ?? chosen?.Names ?? groups?.Groups ?? [];
        List<string> each = [.. names.Where(name => !lines.IsTitle(name)).Select(name => boxes.Fuller(name, all)).DistinctBy(name => name.ToUpperInvariant())];
        return (each.Count <= Most ? each : each[..Most], CutOf(each.Count, (chosen ?? groups)?.IsCut == true));
    }

    /// <param name="isCut">True where nobody counted how many more there are.</param>
    private static string? CutOf(int count, bool isCut)
    {
        var more = isCut ? "more" : string.Create(CultureInfo.InvariantCulture, $"{count - Most} more");
        return isCut || count > Most ? string.Create(CultureInfo.InvariantCulture, $"Of a page {Math.Min(count, Most)} authors are kept; {more} stood there.") : null;
    }

    /// <summary>True where the head names its publisher in one meta and in another the people that are marked by the title.</summary>
    private static bool IsOtherDeclared(FoundAuthors declared, FoundAuthors marked, PageHead head) =>
        marked.HasPeople && !marked.Names.Exists(name => declared.Names.Contains(name, StringComparer.OrdinalIgnoreCase)) && DeclaredAuthors.AlsoNames(head, marked);

    /// <summary>True where the line by the title names the site itself: "By the Harbour Institute".</summary>
    private static bool IsSigned(FoundAuthors printed) => printed.Names.Count == 0 && printed.Groups.Exists(printed.IsSite);

    /// <summary>
    /// True where the page names an editorial team or its site by the title, and nobody else whom a reader could find on it: who else is named there
    /// only reviewed its text, and who is named in the head alone only uploaded it.
    /// </summary>
    private static bool IsTeams(FoundAuthors printed, FoundAuthors declared, FoundAuthors marked, PrintedAuthors lines)
    {
        var hasTeam = printed.Names.Exists(declared.Names.Contains) || (!marked.HasPeople && (IsSigned(printed) || printed.Names.Exists(AuthorNames.IsTeam) || marked.Names.Exists(AuthorNames.IsTeam)));
        // Whoever is credited is looked for in the whole page: last.
        return hasTeam && !printed.HasPeople && !declared.Names.Exists(name => AuthorNames.IsPerson(name) && lines.Shows(name)) && !lines.Credited().HasPeople;
    }
}

/// <summary>What one place says of the authors.</summary>
/// <param name="sites">What the site and its publisher are called.</param>
internal sealed class FoundAuthors(IReadOnlyList<string> sites)
{
    /// <summary>So many names are heard: each is looked for in the page and in the other places.</summary>
    private const int Most = 100;

    public List<string> Names { get; } = [];

    public List<string> Groups { get; } = [];

    /// <summary>True when it named more than are heard.</summary>
    public bool IsCut { get; set; }

    public bool HasPeople => Names.Exists(AuthorNames.IsPerson);

    /// <summary>True when all that the other names are named here, and more, and all of them people or teams.</summary>
    public bool IsMoreThan(FoundAuthors other) =>
        Names.Count > other.Names.Count && Names.TrueForAll(name => AuthorNames.IsPerson(name) || AuthorNames.IsTeam(name)) && other.Names.TrueForAll(name => Names.Contains(name, StringComparer.OrdinalIgnoreCase));

    public void Add(IEnumerable<string> names)
    {
        var room = Most - Names.Count;
        foreach (var name in names)
        {
            if (room-- <= 0)
            {
                IsCut = true;
                return;
            }
            (IsSite(name) ? Groups : Names).Add(name);
        }
    }

    public bool IsSite(string name) => sites.Any(site => Same(site, name) || IsHouse(site, name));

    /// <summary>True for the house around a site of more than one word: Harbour News Publishers.</summary>
    private static bool IsHouse(string site, string name) =>
        site.Contains(' ', StringComparison.Ordinal) && name.Length > site.Length && (name.StartsWith(site + " ", StringComparison.OrdinalIgnoreCase) || name.EndsWith(" " + site, StringComparison.OrdinalIgnoreCase));

    private static bool Same(string site, string name) =>
        string.Equals(site, name, StringComparison.OrdinalIgnoreCase) || string.Equals(site.Replace(" ", "", StringComparison.Ordinal), name.Replace(" ", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
}
