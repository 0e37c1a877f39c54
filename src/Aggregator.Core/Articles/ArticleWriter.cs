using Aggregator.Downloads;
using Aggregator.Files;
using Aggregator.Items;
using Aggregator.Pages;
using Aggregator.Sources;
using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>Writes the article of an item from what its source announced and what its page says.</summary>
public static class ArticleWriter
{
    /// <summary>The article of an item, written without knowledge of other pages of its source.</summary>
    public static Article Write(Item item, PageOutcome page, Source source) => Write(item, page, source, SiteMemory.Empty).Article;

    /// <summary>An unreachable page never costs the item: then the source's own text stands in, and the article says so.</summary>
    /// <param name="site">What is known of the source's pages.</param>
    public static WrittenArticle Write(Item item, PageOutcome page, Source source, SiteMemory site)
    {
        var announced = OfItem(item, source);
        var read = page switch
        {
            PageOutcome.Page found => Read(found, source, site, announced.Text),
            PageOutcome.Pdf { Outcome: PdfOutcome.Read pdf, Download: var file } => ReadPdf(file, pdf.Text),
            _ => null,
        };
        return new WrittenArticle(Of(item, announced, page, read, source), read, read is null ? site : site.After(read));
    }

    /// <summary>The same of a page that was read with those behind it while they came.</summary>
    /// <param name="reading">What they say together.</param>
    public static WrittenArticle Write(Item item, PageOutcome.Page page, Reading reading, Source source, SiteMemory site) =>
        new(Of(item, OfItem(item, source), page, reading, source), reading, site.After(reading));

    /// <summary>The article of a page alone, without an item that announced it.</summary>
    public static Reading Read(Download download, Source? source) => Read(download, source, SiteMemory.Empty);

    /// <param name="site">What is known of the other pages of its source.</param>
    /// <param name="announced">The text that its source gave of it; null when nobody announced it.</param>
    public static Reading Read(Download download, Source? source, SiteMemory site, string? announced = null)
    {
        var page = PageDocument.Of(download);
        return Served(download, WirePage.Read(page, source?.IsWire == true) is { } release ? WireArticle.Of(release, page) : PageArticle.Of(page, source?.Rules, site, announced));
    }

    private static Reading Read(PageOutcome.Page page, Source source, SiteMemory site, string announced)
    {
        var read = page.Further.Aggregate(Read(page.Download, source, site, announced), (so, next) => so.With(next));
        return page.Missing is { } missing ? read.Without(missing) : read;
    }

    /// <summary>The article of a page that is itself a PDF.</summary>
    public static Reading ReadPdf(Download download, PdfText text) => Served(download, PdfArticle.Of(download, text));

    /// <summary>When the server says that it changed the page last: of many pages that is now, so it never counts.</summary>
    private static Reading Served(Download download, Reading read) =>
        download.LastModified is { } moment ? read with { Dates = [.. read.Dates, new DateEvidence(new WrittenDate(moment, true), "HTTP Last-Modified", 0)] } : read;

    private static Article Of(Item item, Article announced, PageOutcome page, Reading? read, Source source)
    {
        var article = page switch
        {
            PageOutcome.NoPage none => announced with { PageTrouble = none.Why },
            PageOutcome.Pdf { Outcome: PdfOutcome.Unreadable bad, Download: var file } => announced with { PageTrouble = bad.Why, Files = [ArticleFile.Of(announced.Link, file, bad) with { IsPage = true }] },
            _ => Joined(announced, read!, source) with { Title = TitleOf(item, announced, read!), Doubt = read!.Doubt },
        };
        // Where no page said it, and no file, the source's own text may.
        return article with { Language = article.Language ?? PageLanguage.Of([], article.Text.Split("\n\n")) };
    }

    private static Article OfItem(Item item, Source source)
    {
        var html = item.Content ?? item.Summary ?? "";
        var lines = PlainText.LinesOf(html, item.Link);
        return new Article
        {
            Source = source.Id,
            Link = item.Link,
            Title = item.Title ?? TitleFrom(item),
            Standfirst = item.Content is null ? null : StandfirstOf(item.Summary),
            Authors = item.Authors,
            Published = item.Published ?? item.Updated,
            Updated = item.Updated,
            Dates = Dates(item),
            Text = string.Join("\n\n", lines.Select(line => line.Text)),
            Html = html,
            Original = OriginalFinder.Find(item, lines),
            Publisher = source.IsWire ? null : source.Organisation.Name,
            Attachments = item.Enclosures,
            Topics = source.Organisation.Topics,
        };
    }

    /// <summary>An item without a title is known by its first words, or by its link.</summary>
    private static string TitleFrom(Item item)
    {
        var words = PlainText.OneLine(PlainText.OfHtml(item.Summary ?? item.Content));
        return words.Length > 0 ? PlainText.Shortened(words, 80) : item.Link?.AbsoluteUri ?? "(untitled)";
    }

    private static Article Joined(Article announced, Reading read, Source source)
    {
        var hasBody = read.Text.Length > 0 && (read.Text.Length >= announced.Text.Length / 2 || announced.Text.Length < 400);
        var dates = DateChoice.Joined(announced.Dates, read.Dates);
        var original = read.Original.With(announced.Original);
        return announced with
        {
            Kicker = read.Kicker,
            Standfirst = read.Standfirst ?? announced.Standfirst ?? StandfirstOf(announced.Html, read),
            Authors = AuthorsOf(announced.Authors, read.Authors),
            Published = DateChoice.Of(dates),
            Updated = announced.Updated ?? read.Updated,
            Dates = dates,
            Language = read.Language,
            Text = hasBody ? read.Text : announced.Text,
            Html = hasBody ? read.Html : announced.Html,
            Notes = hasBody ? read.Notes : [],
            Original = original,
            Publisher = source.IsWire || read.IsRelease ? read.Publisher ?? announced.Publisher : announced.Publisher ?? read.Publisher,
            Via = IsElsewhere(original.Link, source) || read.IsRelease || source.IsWire ? ViaOf(announced.Link) : null,
            Attachments = [.. announced.Attachments.Concat(read.Attachments).DistinctBy(file => file.Address)],
            Files = [.. read.Files.Select(file => hasBody ? file : file with { Text = read.Text, IsPage = false })],
            Printable = read.Printable,
            FullRelease = read.FullRelease,
            Further = hasBody ? read.Further : [],
            Missing = hasBody ? read.Missing : null,
            PageTrouble = hasBody ? null : read.Text.Length == 0 ? "The page was read, but no text was found on it." : "The page has less text than the source gave.",
        };
    }

    /// <summary>The source's own title, but for a release, for none, and for one that it cut short.</summary>
    private static string TitleOf(Item item, Article announced, Reading read)
    {
        var isCut = announced.Title.TrimEnd('.', '…', ' ') is var start && start.Length < announced.Title.Length && (announced.Title[^1] == '…' || announced.Title.EndsWith("...", StringComparison.Ordinal)) && read.Title?.StartsWith(start, StringComparison.OrdinalIgnoreCase) == true;
        return read.IsRelease || item.Title is null || isCut ? read.Title ?? announced.Title : announced.Title;
    }

    /// <summary>The source's, unless it names an office or a login and the page a person.</summary>
    private static IReadOnlyList<string> AuthorsOf(IReadOnlyList<string> announced, IReadOnlyList<string> page) =>
        announced.Count == 0 || (!announced.Any(AuthorNames.IsPerson) && page.Any(AuthorNames.IsPerson)) ? page : announced;

    /// <summary>True for an original that stands on no host of the source's own publisher: some have several.</summary>
    private static bool IsElsewhere(Uri? original, Source source) => original is not null && !WebSite.IsBelow(original, source.Organisation.Hosts);

    private static string? ViaOf(Uri? link) =>
        link is null ? null : link.Host.StartsWith("www.", StringComparison.Ordinal) ? link.Host[4..] : link.Host;

    private static IReadOnlyList<DateEvidence> Dates(Item item)
    {
        var dates = new List<DateEvidence>();
        if (item.Published is { } published)
            dates.Add(new DateEvidence(published, "the source's list", 0.8));
        if (item.Updated is { } updated)
            dates.Add(new DateEvidence(updated, "the source's list, as last change", 0.5));
        return dates;
    }

    private static string? StandfirstOf(string? summary)
    {
        var text = PlainText.OneLine(PlainText.OfHtml(summary));
        return text.Length is > 0 and <= 600 ? text : null;
    }

    /// <summary>A short summary that the source gave is the standfirst, unless it is only the body's beginning.</summary>
    private static string? StandfirstOf(string announced, Reading read)
    {
        var text = StandfirstOf(announced);
        return text is not null && !PlainText.OneLine(read.Text).StartsWith(text.TrimEnd('.', '…', ' '), StringComparison.Ordinal) ? text : null;
    }
}

/// <summary>An article, and what its page brought beside it.</summary>
/// <param name="Reading">What its page says; null when there was none to read.</param>
/// <param name="Site">What is known of the source's pages after this one.</param>
public sealed record WrittenArticle(Article Article, Reading? Reading, SiteMemory Site);
