using System.Text.RegularExpressions;
using Aggregator.Pages;
using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>The authors that a page marks as such: by rel, by itemprop, by what their element is called, by a link to their page.</summary>
internal sealed partial class MarkedAuthors
{
    private const int MostBoxes = 60;

    private const int Longest = 140;

    /// <summary>Those who wrote together stand together, within so many blocks.</summary>
    private const int Together = 4;

    /// <summary>A list of other pages names so many others.</summary>
    private const int MostOthers = 2;

    /// <summary>So many others, however they are called, are the writers of other pages.</summary>
    private const int MostMarked = 4;

    private readonly PageMarks _marks;

    private static readonly WordList Roles = new("title|role|bio|desc|description|summary|job|position|social|avatar|image|img|photo|link-?s|follow|box|info|about|review|reviewer|checker");

    private static readonly WordList NameNames = new("fn|authors?|byline|autor|autoren|auteur");

    private readonly IReadOnlyList<string> _sites;

    private readonly List<int> _boxes;

    /// <summary>True when more of them stand by the title than are looked at.</summary>
    private readonly bool _isCut;

    public MarkedAuthors(PageMarks marks, IReadOnlyList<string> sites)
    {
        (_marks, _sites) = (marks, sites);
        List<int> boxes = [.. marks.Authors.Where(IsAuthor).Take(MostBoxes + 1)];
        _isCut = boxes.Count > MostBoxes && marks.IsNear(marks.Map.Boxes[boxes[MostBoxes]].FirstBlock);
        _boxes = [.. boxes.Take(MostBoxes)];
        // Where the name itself is marked, what stands around it in its box is no name.
        _boxes.RemoveAll(outer => _boxes.Exists(inner => inner > outer && inner < marks.Map.Boxes[outer].End));
    }

    /// <summary>Those by the title; where the name itself is marked, without what stands around it.</summary>
    public FoundAuthors ByTitle()
    {
        var near = _boxes.FindAll(box => _marks.IsNear(_marks.Map.Boxes[box].FirstBlock));
        var found = Names(near.Where(IsNamed));
        if (found.HasPeople || (found.Names.Count > 0 && !found.Names.Exists(AuthorNames.IsTeam)))
            return found;
        var others = Names(near.Where(box => !IsNamed(box)));
        return others.HasPeople || (found.Names.Count == 0 && found.Groups.Count == 0) ? others : found;
    }

    /// <summary>The first that is marked elsewhere: a box may be about anybody there, and a list of other pages names many.</summary>
    public FoundAuthors Elsewhere()
    {
        var found = new FoundAuthors(_sites);
        var far = _boxes.FindAll(box => !_marks.IsNear(_marks.Map.Boxes[box].FirstBlock) && IsNamed(box));
        if (far.Select(_marks.TextOf).Distinct().Count() > MostMarked)
            return found;
        foreach (var box in far)
        {
            var others = far.Where(other => CallOf(other) == CallOf(box)).Select(_marks.TextOf).Distinct().Count() - 1;
            if (others < MostOthers)
                found.Add(In(box));
            if (found.Names.Count > 0)
                break;
        }
        return found;
    }

    /// <summary>Of "Ada" and "Ada Quay", the whole name: as another place has it, as the site is called, or as the box about the author begins.</summary>
    public string Fuller(string name, List<FoundAuthors> all) => name.Contains(' ', StringComparison.Ordinal)
        ? name
        : all.SelectMany(found => found.Names).Concat(Owners()).FirstOrDefault(other => other.StartsWith(name + " ", StringComparison.OrdinalIgnoreCase) && AuthorNames.IsPerson(other))
            ?? _marks.Authors.Take(MostBoxes).Where(box => !_marks.IsAside(box)).Select(box => Bylines.Begun(name, _marks.TextOf(box))).FirstOrDefault(whole => whole is not null) ?? name;

    /// <summary>The people after whom the site and its host are called: Ada Quay's Tides at adaquay.example.</summary>
    private IEnumerable<string> Owners() => _sites.Select(AuthorNames.Owner).OfType<string>().Where(name => _sites.Contains(name.Replace(" ", "", StringComparison.Ordinal), StringComparer.OrdinalIgnoreCase));

    private FoundAuthors Names(IEnumerable<int> boxes)
    {
        var (found, last) = (new FoundAuthors(_sites) { IsCut = _isCut }, -1);
        foreach (var box in boxes)
        {
            var block = _marks.Map.Boxes[box].FirstBlock;
            if (last >= 0 && block > last + Together)
                break;
            // A box around a name holds it again, with more.
            var names = In(box).Where(name => !found.Names.Exists(other => name.Contains(other, StringComparison.OrdinalIgnoreCase))).ToList();
            found.Add(names);
            last = names.Count > 0 ? block : last;
        }
        return found;
    }

    private List<string> In(int box)
    {
        var isNear = _marks.IsNear(_marks.Map.Boxes[box].FirstBlock);
        return [.. AuthorNames.In(TextIn(box)).Where(name => AuthorNames.IsPerson(name) || IsSaid(box) || Bylines.LeadsIn(_marks.LabelOf(box)) || (isNear && (AuthorNames.IsTeam(name) || (IsNamed(box) && char.IsUpper(name[0]) && name.Length < 20))))];
    }

    /// <summary>A box about the author begins with the name.</summary>
    private string TextIn(int box)
    {
        var text = _marks.TextOf(box);
        var place = _marks.Map.Boxes[box];
        if (place.EndBlock - place.FirstBlock < 2)
            return text.Length >= Longest ? "" : place.Kind == BoxKind.Block ? Linked(place.FirstBlock) ?? text : text;
        var (first, second) = (_marks.Map.Blocks[place.FirstBlock].Text, _marks.Map.Blocks[place.FirstBlock + 1].Text);
        return IsName(first) ? first : text.Length < Longest ? text : IsName(second) ? second : "";

        static bool IsName(string line) => line.Length < Longest / 3 && AuthorNames.IsPerson(line);
    }

    /// <summary>What a role follows in the same line is linked: "Ada Quay Senior Writer".</summary>
    private string? Linked(int block)
    {
        var line = _marks.Map.Blocks[block];
        var linked = line.Runs.Where(run => run.Link is not null).ToList();
        if (linked.Count == 0 || (line.Text[..linked[0].Start].Trim(' ', '&') is { Length: > 0 } before && !Bylines.IsLabel(before)))
            return null;
        var names = linked.Select(run => line.Text.Substring(run.Start, run.Length).Trim()).Where(AuthorNames.IsPerson).Distinct().ToList();
        return names.Count == 0 ? null : string.Join("; ", names);
    }

    private bool IsAuthor(int box)
    {
        var place = _marks.Map.Boxes[box];
        return !place.IsEmpty && !IsRole(CallOf(box)) && (!_marks.IsAside(box) || (IsSaid(box) && _marks.IsClose(place.FirstBlock))) && !_marks.IsOfPicture(box) && !(place.Element.GetAttribute("href") is { } link && Topics().IsMatch(link)) && !_marks.IsOfTrail(box);
    }

    private string CallOf(int box) => _marks.NamesOf(box);

    private static bool IsRole(string names) => Roles.IsIn(names, WordList.Anywhere, (text, at) => at == text.Length || text[at] is ' ' or '_' or '-') && !IsName(names);

    private static bool IsName(string names) => names.Contains("name", StringComparison.OrdinalIgnoreCase) || NameNames.IsIn(names, (text, at) => at == 0 || text[at - 1] == ' ', (text, at) => at == text.Length || text[at] == ' ');

    /// <summary>True for what is marked as the name itself.</summary>
    private bool IsNamed(int box) => IsSaid(box) || IsName(CallOf(box)) || (_marks.Map.Boxes[box].Element.GetAttribute("href") is { } link && AuthorPages().IsMatch(link));

    private bool IsSaid(int box) => _marks.Map.Boxes[box].Element is var element && (element.HasAttribute("itemprop") || element.GetAttribute("rel")?.Contains("author", StringComparison.OrdinalIgnoreCase) == true);

    /// <summary>The page of one author, who is called as it is.</summary>
    [GeneratedRegex("/(?:authors?|aut[eo]u?r|autore)/[^/]+/?$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex AuthorPages();

    /// <summary>A link to a topic names no person.</summary>
    [GeneratedRegex("topic|categor|[/=]tags?[/=]|[/?&]tag=|section", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Topics();
}
