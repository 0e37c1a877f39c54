using System.Collections.Immutable;
using System.Globalization;
using Aggregator.Downloads;
using Aggregator.Files;
using Aggregator.Items;
using Aggregator.Pages;
using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>An article that its publisher cut into several pages, as far as they have come.</summary>
/// <remarks>
/// A page is joined when it is the one that was asked for and says something new of the same. Pages of comments, of pictures and of lists have such addresses, too:
/// they show again what the first page shows, or hardly any text. Title, authors and days are the first page's.
/// </remarks>
internal sealed class CutArticle
{
    private const string Gate = "further pages";

    /// <summary>In characters. What a picture is called is shorter.</summary>
    private const int LeastOwn = 100;

    /// <summary>Bytes of all pages behind the first.</summary>
    private const long MostBytes = 16 << 20;

    private readonly Func<PageDocument, PagePart> _read;
    private readonly PageNumbers _numbers;
    private readonly ImmutableList<PagePart> _parts;
    private readonly ImmutableHashSet<string> _addresses;

    private CutArticle(Func<PageDocument, PagePart> read, PageNumbers numbers, ImmutableList<PagePart> parts, ImmutableHashSet<string> addresses, Uri next)
    {
        (_read, _numbers, _parts, Next) = (read, numbers, parts, next);
        _addresses = addresses.Add(LinkCleaner.Key(next));
    }

    /// <summary>Where it goes on.</summary>
    public Uri Next { get; }

    /// <summary>Bytes of the pages behind the first.</summary>
    private long Bytes { get; init; }

    private int Number => _parts.Count + 1;

    /// <summary>Until a second page has come, nobody knows that there is one.</summary>
    private string Named => _parts.Count == 1 ? "What looks like its page 2" : string.Create(CultureInfo.InvariantCulture, $"Its page {Number}");

    /// <summary>The reading of a first page, told where it goes on when it does.</summary>
    /// <param name="read">Reads a further page.</param>
    public static Reading Begun(Reading reading, PagePart part, Func<PageDocument, PagePart> read)
    {
        if (FurtherPages.Beginning(part.Page, part.Facts.Own) is { } beginning)
        {
            var missing = $"It looks like a later page of a longer text: read that from its beginning at {beginning.AbsoluteUri}.";
            return reading with { Missing = missing, Drops = [.. reading.Drops, new Drop(Gate, reading.Title ?? beginning.AbsoluteUri, missing)] };
        }
        if (FurtherPages.Second(part.Page, part.Facts.Own) is not var (numbers, next))
            return reading;
        var cut = new CutArticle(read, numbers, [part], [LinkCleaner.Key(numbers.First)], next);
        return part.IsList
            ? cut.Ended(reading, $"What looks like its page 2, {FurtherPages.Said(next)}, is not asked for: this page reads like a list of other texts.")
            : cut.Waiting(reading) with { Cut = FurtherPages.IsKnown(next) ? cut : null };
    }

    /// <summary>The reading with what its next page says.</summary>
    public Reading With(Reading reading, Download download)
    {
        if (IsNone(download) is { } none)
            return Without(reading, none, isPassing: false);
        if (Bytes + download.Body.Length > MostBytes)
            return Without(reading, string.Create(CultureInfo.InvariantCulture, $"The pages behind an article's first are read up to {MostBytes >> 20} MiB together."), isPassing: false);
        if (download.Address is { } came && _numbers.NumberOf(came) != Number)
            return _addresses.Contains(LinkCleaner.Key(came)) ? NoPart(reading, "It leads back to a page before it.") : Without(reading, $"It leads to {came.AbsoluteUri} instead.", isPassing: false);
        var page = PageDocument.Of(download);
        if (page.Tree is null)
            return Without(reading, "It is plain text, and no page.", isPassing: false);
        var part = _read(page);
        if (PageDoubt.OfWall(part.Facts.Title, part.AllText, part.Body.Text.Length) is { } wall)
            return Without(reading, wall.Why, isPassing: true);
        var parts = _parts.Add(part);
        var kept = PageRepeats.LeftOut(parts, _addresses);
        if (WhyNoPart(part, kept) is { } why)
            return NoPart(reading, why);
        var joined = Joined(reading, parts, kept);
        return FurtherPages.Next(page, _numbers, Number + 1) is { } next
            ? new CutArticle(_read, _numbers, parts, _addresses, next) { Bytes = Bytes + download.Body.Length }.Waiting(joined)
            : Ended(joined, null);
    }

    /// <summary>The reading without its next page, which is missing.</summary>
    public Reading Without(Reading reading, string why, bool isPassing)
    {
        var missing = string.Create(CultureInfo.InvariantCulture, $"{Named} is missing: read it at {FurtherPages.Said(Next)}. {why}");
        return Ended(reading, missing) with { Missing = missing, IsMissingForNow = isPassing };
    }

    private static string? IsNone(Download download) =>
        PdfReader.IsPdf(download) ? "It is a PDF." : download.IsText ? null : $"It is {download.ContentType}, not a page.";

    /// <summary>Why a page is no part of the text; null when it is.</summary>
    private string? WhyNoPart(PagePart part, IReadOnlyList<bool[]> kept)
    {
        // Before the page came: else what stands on both may already have been left out of the earlier one.
        var before = PageRepeats.LeftOut(_parts, _addresses);
        if (_parts.Where((earlier, at) => PageRepeats.IsAgain(earlier, before[at], part)).Any())
            return "Most of an earlier page stands there again, as it does over pages of comments or pictures.";
        if (PageRepeats.LengthOf(part, kept[^1]) < LeastOwn)
            return "It has hardly any text of its own, as pages of pictures have.";
        if (part.IsComments)
            return "It holds readers' comments.";
        if (part.IsList)
            return "It reads like a list of other texts.";
        if (OtherLanguage(part) is { } language)
            return $"It is in another language ({language}).";
        return IsOfTitle(part.Facts.Title) || FurtherPages.LeadsBack(part.Page, _numbers, Number) ? null : "It has another title, and leads by its number to no page before it.";
    }

    /// <summary>The language of a page when it is declared to be another than the first one's; by its words alone few can be told surely.</summary>
    private string? OtherLanguage(PagePart part) =>
        _parts[0].Page.Language is { Length: > 1 } own && part.Page.Language is { Length: > 1 } language && !own[..2].Equals(language[..2], StringComparison.OrdinalIgnoreCase) ? language : null;

    /// <summary>True for the same title, whatever stands before or behind it: "(2/3)".</summary>
    private bool IsOfTitle(string? title) => _parts[0].Facts.Title is not { } first
        || (title is not null && (title.Contains(first, StringComparison.OrdinalIgnoreCase) || (title.Length * 2 > first.Length && first.Contains(title, StringComparison.OrdinalIgnoreCase))));

    /// <summary>What the pages say together.</summary>
    private Reading Joined(Reading reading, IReadOnlyList<PagePart> parts, IReadOnlyList<bool[]> kept)
    {
        var bodies = parts.Select((part, at) => BodyWriter.Write(part.Map, [.. Enumerable.Range(0, kept[at].Length).Where(block => kept[at][block])], part.Page.Address)).ToList();
        var last = parts[^1];
        // What the head of a further page calls its original may be the article itself.
        var isStated = reading.Original.Evidence != Evidence.Stated && last.Original.Evidence == Evidence.Stated;
        return reading with
        {
            Further = [.. reading.Further, Next],
            Text = string.Join("\n\n", bodies.Select(body => body.Text).Where(text => text.Length > 0)),
            Html = string.Concat(bodies.Select(body => body.Html)),
            Notes = PageNotes.Joined(parts.Select(part => part.Notes)),
            Original = isStated ? last.Original.With(reading.Original) : reading.Original,
            Attachments = [.. reading.Attachments.Concat(last.Attachments).DistinctBy(file => file.Address)],
            Drops = last.NotesCut is { } cut ? [.. reading.Drops, new Drop("too many notes", What(reading), cut)] : reading.Drops,
        };
    }

    private Reading NoPart(Reading reading, string why) =>
        Ended(reading, string.Create(CultureInfo.InvariantCulture, $"What looks like its page {Number}, {FurtherPages.Said(Next)}, is no part of it. {why}"));

    private Reading Waiting(Reading reading)
    {
        var read = _parts.Count == 1 ? "this first page of it was read" : string.Create(CultureInfo.InvariantCulture, $"its first {_parts.Count} pages were read");
        return Told(reading, $"It goes on at {FurtherPages.Said(Next)}; only {read}.") with { Cut = this };
    }

    /// <param name="why">What is left out of it, in a sentence; null when nothing is.</param>
    private Reading Ended(Reading reading, string? why) => Told(reading, why) with { Cut = null };

    private Reading Told(Reading reading, string? why)
    {
        var others = reading.Drops.Where(drop => drop.Gate != Gate);
        return reading with { Drops = why is null ? [.. others] : [.. others, new Drop(Gate, What(reading), why)] };
    }

    private string What(Reading reading) => reading.Title ?? (FurtherPages.IsKnown(_numbers.First) ? _numbers.First.AbsoluteUri : "");
}
