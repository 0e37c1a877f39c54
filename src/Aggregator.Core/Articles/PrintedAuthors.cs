using System.Buffers;

namespace Aggregator.Articles;

/// <summary>The authors that a page's lines name: "By Ada Quay" under the title, "Written by Ada Quay" at the foot.</summary>
internal sealed class PrintedAuthors
{
    /// <summary>A byline stands within so many blocks above or below the title.</summary>
    private const int Above = 4;

    private const int Below = 7;

    /// <summary>A name without a word beside it stands right under the title.</summary>
    private const int Under = 4;

    private const int Longest = 160;

    private const int Shortest = 4;

    /// <summary>Names of one list, at most: a line of more is too long to be read.</summary>
    private const int MostListed = 12;

    /// <summary>A line that is no longer has no room for more than a name.</summary>
    private const int NameLine = 40;

    /// <summary>What pictures of people are called; round ones are of people.</summary>
    private static readonly SearchValues<string> Portraits = SearchValues.Create(
        ["avatar", "author", "headshot", "portrait", "profile", "rounded-full", "rounded-circle", "picture of", "photo of"], StringComparison.OrdinalIgnoreCase);

    private readonly PageMarks _marks;

    private readonly IReadOnlyList<string> _sites;
    private bool? _hasOneLabel;

    public PrintedAuthors(PageMarks marks, IReadOnlyList<string> sites) => (_marks, _sites) = (marks, sites);

    /// <summary>"By Ada Quay" in a line of its own by the title, or with the day; or "By" in one line and the name in the next.</summary>
    public FoundAuthors ByTitle()
    {
        var found = new FoundAuthors(_sites);
        for (var block = Math.Max(0, _marks.Title.Start.Value - Above); block < Math.Min(_marks.Map.Blocks.Length, _marks.Title.End.Value + Below) && !found.HasPeople; block++)
        {
            var text = _marks.Map.Blocks[block].Text;
            if (text.Length is > Longest || IsApart(block))
                continue;
            var isLabel = Bylines.IsLabel(text) && block + 1 < _marks.Map.Blocks.Length;
            var signed = isLabel ? Names(block + 1) : text.Length < Shortest ? null : Bylines.InSignature(text) ?? LinkedByline(block) ?? Bylines.InByline(text);
            if (signed is null || signed.Length > Longest)
                continue;
            var names = AuthorNames.In(signed).ToList();
            if (names.Count == 0 && signed.Length < NameLine && AuthorNames.AsPenName(signed) is { } pen)
                found.Groups.Add(pen);
            if (names.Exists(AuthorNames.IsPerson) || names.Exists(AuthorNames.IsGroup) || (signed.Length < NameLine && names.TrueForAll(AuthorNames.MayName) && (isLabel || signed == text || !names.Exists(name => name.Contains(' ', StringComparison.Ordinal)))))
                found.Add(names);
            found.IsCut |= isLabel && found.HasPeople && IsLongList(block + 1);
        }
        return found;
    }

    /// <summary>A name alone under the title that the page shows to be a writer's: with a picture before it, with a role behind it, or by "more from" elsewhere.</summary>
    public FoundAuthors Unmarked()
    {
        var found = new FoundAuthors(_sites);
        for (var block = _marks.Title.End.Value; block > 0 && block < Math.Min(_marks.Map.Blocks.Length, _marks.Title.End.Value + Under) && !found.HasPeople; block++)
        {
            var text = _marks.Map.Blocks[block].Text;
            if (text.Length is < Shortest or > Longest / 2 || IsApart(block) || IsOfSection(block))
                continue;
            var names = AuthorNames.In(text).ToList();
            if (names.Count > 0 && !IsOfTitle(names[0]) && (names.TrueForAll(AuthorNames.IsPerson) ? IsWriter(names[0], block) : names.Count == 1 && HasPicture(block, names[0], isWhole: true)))
                found.Add(names);
        }
        return found;
    }

    /// <summary>"Written by Ada Quay" anywhere else, as at the article's foot; or "By Ada Quay" as a whole line, where no second line names others.</summary>
    public FoundAuthors Credited()
    {
        var (found, signed, body) = (new FoundAuthors(_sites), new HashSet<string>(), FirstParagraph());
        for (var block = 0; block < _marks.Map.Blocks.Length && !found.HasPeople; block++)
        {
            if (_marks.Map.Blocks[block].Text is not { Length: >= Shortest and < Longest } text)
                continue;
            var credit = Bylines.InCredit(text) ?? Labelled(block);
            var isSigned = credit is null && ((block > _marks.Title.End.Value && block < body && _marks.IsOfAuthor(block)) || (text.Length < NameLine && IsOfText(block))) && AuthorNames.IsByline(text);
            if ((credit is null && !isSigned) || (IsApart(block) && !IsOnlyList(block)))
                continue;
            if (credit is not null)
                found.Add(AuthorNames.In(credit).Where(AuthorNames.IsPerson));
            else if (AuthorNames.In(text).Any(AuthorNames.IsPerson))
                signed.Add(text);
            found.IsCut |= found.HasPeople && Labelled(block) is not null && IsLongList(block + 1);
        }
        if (!found.HasPeople && signed.Count == 1)
            found.Add(AuthorNames.In(signed.Single()).Where(AuthorNames.IsPerson));
        return found;
    }

    /// <summary>Who writes as the standfirst says.</summary>
    public FoundAuthors InStandfirst()
    {
        var found = new FoundAuthors(_sites);
        for (var block = _marks.Title.End.Value; block > 0 && block < Math.Min(_marks.Map.Blocks.Length, _marks.Title.End.Value + Under) && !found.HasPeople; block++)
        {
            if (Bylines.InStandfirst(_marks.Map.Blocks[block].Text) is { } name && !_marks.IsAside(_marks.Map.Blocks[block].Box))
                found.Add([name]);
        }
        return found;
    }

    /// <summary>The agency that stands alone under the title, or in the dateline: "HARBOURTOWN (Reuters) –".</summary>
    public FoundAuthors Agencies()
    {
        var found = new FoundAuthors(_sites);
        for (var block = _marks.Title.End.Value; block > 0 && block < Math.Min(_marks.Map.Blocks.Length, _marks.Title.End.Value + Below) && found.Groups.Count == 0; block++)
        {
            if (Bylines.Agency(_marks.Map.Blocks[block].Text) is { } agency && (block == _marks.Title.End.Value || !IsApart(block)))
                found.Groups.Add(agency);
        }
        return found;
    }

    /// <summary>Whom a box about the author introduces: "About the author", and below it "Ada Quay is the harbour master."</summary>
    public FoundAuthors Introduced()
    {
        var found = new FoundAuthors(_sites);
        for (var block = 1; block < _marks.Map.Blocks.Length && !found.HasPeople; block++)
        {
            if (Bylines.IsAboutAuthor(_marks.Map.Blocks[block - 1].Text) && Bylines.Introduced(_marks.Map.Blocks[block].Text) is { } name)
                found.Add([name]);
        }
        return found;
    }

    /// <summary>True when a reader finds the name on the page.</summary>
    public bool Shows(string name) => _marks.Map.Joined.Have(name);

    /// <summary>True for the title, whose element may be called after what stands beside it.</summary>
    public bool IsTitle(string name) => Array.Exists(_marks.Map.Blocks[_marks.Title], block => string.Equals(block.Text, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>A byline that is one link, whatever stands behind it that is no other name: "<u>By Ada Quay</u> Harbourtown Print edition".</summary>
    private string? LinkedByline(int block)
    {
        var (text, runs) = (_marks.Map.Blocks[block].Text, _marks.Map.Blocks[block].Runs);
        return runs is [{ Link: not null, Start: 0 } first, ..] && first.Length < text.Length && text[..first.Length] is var linked && AuthorNames.IsByline(linked)
            && !runs.Skip(1).Any(run => run.Link is not null && AuthorNames.IsPerson(text.Substring(run.Start, run.Length).Trim())) ? linked : null;
    }

    /// <summary>The names in the lines below a label of its own: "Author:", and below it "Ada Quay".</summary>
    private string? Labelled(int block) => _marks.Map.Blocks[block].Text is [.., ':' or ')'] label && Bylines.IsLabel(label) && block + 1 < _marks.Map.Blocks.Length && IsName(block + 1) ? Names(block + 1) : null;

    /// <summary>True for the label of a list of names that no other label of the page is like: a publication's own, wherever its facts stand.</summary>
    private bool IsOnlyList(int block) =>
        block + 1 < _marks.Map.Blocks.Length && IsListed(block + 1) && IsName(block + 1) && Bylines.IsLabel(_marks.Map.Blocks[block].Text) && (_hasOneLabel ??= _marks.Map.Blocks.Count(line => Bylines.IsLabel(line.Text)) == 1);

    /// <summary>What a line says; and where it is a name in a list, the names behind it too.</summary>
    private string Names(int block) => string.Join("; ", _marks.Map.Blocks[block..(block + Math.Min(MostListed, Listed(block)))].Select(line => line.Text));

    private bool IsLongList(int block) => Listed(block) > MostListed;

    /// <summary>How many lines there are names in one list; 1 for any other line.</summary>
    private int Listed(int block)
    {
        var count = 1;
        while (count <= MostListed && block + count < _marks.Map.Blocks.Length && IsListed(block) && IsListed(block + count) && IsName(block) && IsName(block + count))
            count++;
        return count;
    }

    private bool IsName(int block) => _marks.Map.Blocks[block].Text is { Length: < NameLine } line && AuthorNames.IsPerson(line) && !AuthorNames.HasRole(line);

    private bool IsListed(int block) => _marks.Map.Boxes[_marks.Map.Blocks[block].Box].Element.LocalName is "li" or "dd";

    /// <summary>The first paragraph under the title: before it, only buttons part a line from the title.</summary>
    private int FirstParagraph()
    {
        var block = _marks.Title.End.Value;
        while (block < _marks.Map.Blocks.Length && (!IsParagraph(block) || _marks.IsOfPicture(_marks.Map.Blocks[block].Box)))
            block++;
        return block;
    }

    /// <summary>True for what stands behind a paragraph or before one; in a list of other pages are none.</summary>
    private bool IsOfText(int block) => _marks.Map.Blocks[block].LinkLength == 0 && (IsParagraph(block - 1) || IsParagraph(block + 1) || IsParagraph(block + 2));

    private bool IsParagraph(int block) => block >= 0 && block < _marks.Map.Blocks.Length && _marks.Map.Blocks[block] is { Text.Length: > Longest } lines && lines.LinkLength < lines.Text.Length / 2;

    private bool IsOfTitle(string name) => Array.Exists(_marks.Map.Blocks[_marks.Title], block => block.Text.Contains(name, StringComparison.OrdinalIgnoreCase));

    private bool IsWriter(string name, int block)
    {
        if (HasPicture(block, name))
            return true;
        for (var at = 0; at < _marks.Map.Blocks.Length; at++)
        {
            var text = _marks.Map.Blocks[at].Text;
            if (text.Length < Longest && text.Contains(name, StringComparison.OrdinalIgnoreCase) && (Bylines.IsMoreOf(text, name) || (text == name && at + 1 < _marks.Map.Blocks.Length && _marks.Map.Blocks[at + 1].Text is { Length: < NameLine } next && Bylines.IsProfession(next))))
                return true;
        }
        return false;
    }

    /// <param name="isWhole">True when the picture must be called the name and no more: one word may be anything else.</param>
    private bool HasPicture(int block, string name, bool isWhole = false)
    {
        for (var box = _marks.Map.Boxes[_marks.Map.Blocks[block].Box].End - 1; box >= 0 && _marks.Map.Boxes[box].FirstBlock >= block - 1; box--)
        {
            var place = _marks.Map.Boxes[box];
            if (place.Element.LocalName != "img" || place.FirstBlock != block)
                continue;
            if (isWhole ? place.Element.GetAttribute("alt") == name && place.Element.ClassName.AsSpan().ContainsAny(Portraits) : _marks.Authors.BinarySearch(box) >= 0 || (place.Element.ClassName?.Contains("avatar", StringComparison.OrdinalIgnoreCase) == true && string.IsNullOrEmpty(place.Element.GetAttribute("alt"))) || (place.Element.GetAttribute("alt")?.Contains(name, StringComparison.OrdinalIgnoreCase) == true && $"{place.Element.ClassName} {place.Element.GetAttribute("alt")} {place.Element.GetAttribute("src")}".AsSpan().ContainsAny(Portraits)))
                return true;
        }
        return false;
    }

    /// <summary>True for a line with a link to the section or to a topic.</summary>
    private bool IsOfSection(int block) => _marks.Map.Blocks[block].Runs.Any(run => run.Link?.GetAttribute("rel") is { } rel && (rel.Contains("category", StringComparison.Ordinal) || rel.Split(' ').Contains("tag")));

    /// <summary>True for what stands beside the text, belongs to a picture, or signs a quotation.</summary>
    private bool IsApart(int block) => _marks.Map.Blocks[block].Box is var box && (_marks.IsAside(box) || _marks.IsOfPicture(box) || _marks.NamesOf(box).Contains("quote", StringComparison.OrdinalIgnoreCase));
}
