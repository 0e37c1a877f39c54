using System.Buffers;
using System.Text.RegularExpressions;
using Aggregator.Text;
using AngleSharp.Dom;

namespace Aggregator.Articles;

/// <summary>Finds every date that a page may have been published on, each with where it stood, and the date of its last change.</summary>
internal sealed partial class PageDates
{
    /// <summary>A page that tells more days in one way is a list, or wants something else of us.</summary>
    private const int MostOfAKind = 200;

    /// <summary>The day of another page, which a card by the title shows.</summary>
    private const double OfCard = 0.1;

    private static readonly SearchValues<string> ChangeNameParts = SearchValues.Create(["modif", "update", "revised", "lastmod", "changed"], StringComparison.Ordinal);

    /// <summary>No other meta says a day: almost all do not.</summary>
    private static readonly SearchValues<string> DayNames = SearchValues.Create(["date", "publish", "creat", "issued", "modif", "revised", "lastmod", "changed"], StringComparison.Ordinal);

    private static readonly WordList PublishedNames = new("published(time|date|at|on)?|publish(date|time)|pubdate|publicationdate|datepublished|citationdate|citationonlinedate|articledate|articledateoriginal|displaydate|dateissued|dctermsissued");

    private static readonly WordList DateNames = new("(dc|dcterms|dcdate|sailthru|cludo|og|article|w|search|page)?(date|datecreated|created|createdate|creationdate|releasedate|dateofpublication)");

    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    private readonly List<DateCandidate> _found = [];

    private readonly PageMarks _marks;

    private PageDates(PageMarks marks) => _marks = marks;

    public IReadOnlyList<DateCandidate> Candidates => _found;

    public WrittenDate? Updated { get; private set; }

    /// <param name="addresses">Where the page stands, and where else on its site it says that it stands.</param>
    public static PageDates Of(PageHead head, LinkedData linked, PageMarks marks, IReadOnlyList<Uri?> addresses)
    {
        var dates = new PageDates(marks);
        dates.ReadLinked(linked);
        dates.ReadHead(head);
        dates.ReadMarked();
        foreach (var address in addresses)
            dates.ReadAddress(address);
        return dates;
    }

    /// <summary>The element that the source's rule names.</summary>
    public void ReadRuled(IElement? element)
    {
        if (element is not null && Declared(element.GetAttribute("datetime") ?? element.GetAttribute("content") ?? element.TextContent) is { } date)
            Add(date, "the source's rule", 1, DateWitness.Rule);
    }

    public void Add(WrittenDate value, string from, double confidence, DateWitness witness, bool isPrinted = false)
    {
        var candidate = new DateCandidate(new DateEvidence(value, from, confidence), witness, isPrinted);
        if (!_found.Contains(candidate) && _found.Count(other => other.Witness == witness) < MostOfAKind)
            _found.Add(candidate);
    }

    /// <summary>The first change that is told is the page's own.</summary>
    public void AddChange(WrittenDate? value) => Updated ??= value;

    /// <summary>A date that is declared, in whatever way a program writes it; null when it says no day.</summary>
    public static WrittenDate? Declared(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var line = PlainText.OneLine(text);
        var read = DateReader.Read(line) ?? (line.Length is 8 or 14 && line.All(char.IsAsciiDigit) ? DateReader.ReadDeclared(line[..8]) : null);
        var date = read ?? (DateFinder.Find(line, 1) is [{ Swapped: null } found] ? found.Value : null);
        return date is { Moment.Year: > 1970 } ? date : null;
    }

    private void ReadLinked(LinkedData linked)
    {
        AddChange(Declared(linked.Text("dateModified")));
        if (Declared(linked.Text("datePublished")) is { } published)
            Add(published, "JSON-LD datePublished", 0.85, DateWitness.Head);
        else if (Declared(linked.TextElsewhere("datePublished")) is { } page)
            Add(page, "JSON-LD datePublished of the page", 0.75, DateWitness.Head);
        else if (Declared(linked.Text("dateCreated") ?? linked.TextElsewhere("uploadDate") ?? linked.TextElsewhere("dateCreated")) is { } created)
            Add(created, "JSON-LD dateCreated", 0.6, DateWitness.Head);
        AddChange(linked.HasArticle ? null : Declared(linked.TextElsewhere("dateModified")));
    }

    private void ReadHead(PageHead head)
    {
        foreach (var metas in head.All.GroupBy(meta => meta.Name))
        {
            if (!metas.Key.AsSpan().ContainsAny(DayNames))
                continue;
            var isChange = metas.Key.AsSpan().ContainsAny(ChangeNameParts);
            var confidence = isChange ? 0 : PublishedNames.IsIn(metas.Key, WordList.Anywhere, (text, at) => at == text.Length) ? 0.85 : DateNames.Is(metas.Key) ? 0.65 : 0;
            if (!isChange && confidence == 0)
                continue;
            var told = metas.Select(meta => (meta.Written, Date: Declared(meta.Content))).Where(meta => meta.Date is not null).ToList();
            if (isChange)
                AddChange(told.FirstOrDefault().Date);
            // A list of other pages says their dates in the same words.
            else if (told.DistinctBy(meta => meta.Date!.Value.Moment.Date).Take(2).Count() > 1)
                confidence = 0.4;
            foreach (var (written, date) in isChange ? [] : told)
                Add(date!.Value, $"the page's {written}", confidence, DateWitness.Head);
        }
    }

    private void ReadMarked()
    {
        foreach (var box in _marks.Times)
        {
            var element = _marks.Map.Boxes[box].Element;
            var (names, label) = (_marks.NamesOf(box), _marks.LabelOf(box));
            var text = element.GetAttribute("datetime") ?? element.GetAttribute("content") ?? (element.LocalName == "abbr" ? element.GetAttribute("title") : null);
            if ((Declared(text) ?? Declared(_marks.TextOf(box))) is not { } date || DayWords.IsEvent($"{names} {label}"))
                continue;
            var isProperty = element.GetAttribute("itemprop") is { } property && property.Contains("Published", StringComparison.OrdinalIgnoreCase);
            var isNamed = isProperty || element.HasAttribute("pubdate") || DayWords.IsPublished(label) || DayWords.IsPublished(names);
            // WordPress calls one time "published updated".
            if (!isProperty && (DayWords.IsChange(label) || (!isNamed && DayWords.IsChangeName(names))))
            {
                if (!_marks.IsAside(box))
                    AddChange(date);
                continue;
            }
            var isNear = _marks.IsNear(_marks.Map.Boxes[box].FirstBlock);
            var trust = (isNear, isNamed) switch { (true, true) => 0.85, (true, false) => 0.75, (false, true) => 0.6, _ => 0.45 };
            var (isAside, isOfCard) = (_marks.IsAside(box), PageLinks.IsOfCard(_marks, box, _marks.TextOf(box).Length));
            Add(date, isProperty ? "a marked element" : "a time element", isOfCard ? OfCard : isAside ? (isNear ? 0.4 : 0.15) : trust, DateWitness.Marked, isPrinted: _marks.IsClose(_marks.Map.Boxes[box].FirstBlock) && !isAside && !isOfCard);
        }
    }

    private void ReadAddress(Uri? address)
    {
        var match = address is null ? null : AddressDay().Match(address.AbsolutePath);
        if (match is not { Success: true })
            return;
        var month = match.Groups["name"] is { Success: true } name ? $"{1 + Array.IndexOf(Months, name.Value.ToLowerInvariant()):00}" : match.Groups["m"].Value.PadLeft(2, '0');
        if (DateReader.ReadDeclared($"{match.Groups["y"].Value}-{month}-{match.Groups["d"].Value.PadLeft(2, '0')}") is { } date)
            Add(date, "the page's address", 0.75, DateWitness.Address);
    }

    /// <summary>2026/03/03 in one way or another: 2026/mar/03, and 2026/ferries/03/03 where the section stands between.</summary>
    [GeneratedRegex(@"(?:^|[/_-])(?<y>(?:19|20)[0-9]{2})(?:/(?<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}/(?<d>0?[1-9]|[12][0-9]|3[01])|/[a-z._]+/(?<m>0?[1-9]|1[0-2])/(?<d>0?[1-9]|[12][0-9]|3[01])|[/_-](?<m>0?[1-9]|1[0-2])[/_-](?<d>0?[1-9]|[12][0-9]|3[01])|(?<m>0[1-9]|1[0-2])(?<d>0[1-9]|[12][0-9]|3[01])|/(?<m>0[1-9]|1[0-2])(?<d>0[1-9]|[12][0-9]|3[01]))(?:[/_.-]|$)", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex AddressDay();
}
