using Aggregator.Articles;
using Aggregator.Downloads;
using Aggregator.Feeds;
using Aggregator.Files;
using Aggregator.Items;
using Aggregator.Pages;

namespace Aggregator.Commands;

/// <summary>How a document is to be read.</summary>
internal enum ReadAs
{
    Auto,
    Feed,
    Page,
    Article,
}

/// <summary>What <c>read</c> answers: the contract of docs and corpora, field by field.</summary>
internal static class ReadAnswer
{
    /// <summary>Reads a document without storing anything: an announcement, an article's reading, or a sentence.</summary>
    /// <param name="pdf">What reading it as a PDF came to; null when it is none.</param>
    /// <param name="site">What is known of the other pages of an article's source.</param>
    public static (Announcement? Announcement, Reading? Reading, string? Why) Of(Download download, ReadAs how, PdfOutcome? pdf, SiteMemory site)
    {
        if (how is ReadAs.Auto or ReadAs.Article && pdf is not null)
            return pdf is PdfOutcome.Read { Text: var text } ? (null, ArticleWriter.ReadPdf(download, text), null) : (null, null, ((PdfOutcome.Unreadable)pdf).Why);
        switch (how == ReadAs.Auto ? Guessed(download) : how)
        {
            case ReadAs.Feed: return OfOutcome(FeedReader.Read(download));
            case ReadAs.Page: return OfOutcome(PageReader.Read(download, rules: null));
            default:
                var reading = ArticleWriter.Read(download, source: null, site);
                return reading.Text.Length == 0 && reading.Title is null ? (null, null, "No article was found: neither a title nor a text.") : (null, reading, null);
        }
    }

    public static object Json(string? id, Announcement? announcement, Reading? reading, string? why)
    {
        if (announcement is not null)
            return Json(id, announcement);
        return reading is not null ? Json(id, reading) : new { id, outcome = "unreadable", why };
    }

    private static ReadAs Guessed(Download download)
    {
        var start = Text.Charset.Decode(download.Body.Span[..Math.Min(download.Body.Length, 1000)], download.ContentType).TrimStart();
        return start.StartsWith("<?xml", StringComparison.Ordinal) || start.StartsWith("<rss", StringComparison.Ordinal) || start.StartsWith("<feed", StringComparison.Ordinal)
            ? ReadAs.Feed
            : ReadAs.Article;
    }

    private static (Announcement?, Reading?, string?) OfOutcome(ReadOutcome outcome) => outcome switch
    {
        ReadOutcome.Read read => (read.Announcement, null, null),
        ReadOutcome.Unreadable bad => (null, null, bad.Why),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static object Json(string? id, Announcement read) => new
    {
        id,
        outcome = "read",
        format = read.Format,
        feedId = read.Id,
        title = read.Title,
        link = read.Link?.OriginalString ?? read.LinkText,
        description = read.Description,
        language = read.Language,
        author = read.Author,
        published = read.Published,
        updated = read.Updated,
        image = read.Image,
        categories = read.Categories,
        items = read.Items.Select(item => new
        {
            id = item.Id,
            link = item.Link?.OriginalString ?? item.LinkText,
            title = item.Title,
            summary = item.Summary,
            content = item.Content,
            author = item.Authors.Count > 0 ? string.Join(", ", item.Authors) : null,
            published = item.Published,
            updated = item.Updated,
            unreadDate = item.UnreadDate,
            origin = item.Origin,
            image = item.Image,
            categories = item.Categories,
            enclosures = Files(item.Enclosures).Concat(item.LostFiles.Select(file => new { url = file, type = (string?)null, length = (long?)null })),
        }),
        hints = ReferenceEquals(read.Hints, FeedHints.None) ? null : read.Hints,
        repairs = read.Repairs,
        drops = read.Drops,
    };

    private static object Json(string? id, Reading read) => new
    {
        id,
        outcome = "read",
        title = read.Title,
        kicker = read.Kicker,
        standfirst = read.Standfirst,
        authors = read.Authors,
        published = read.Published,
        updated = read.Updated,
        language = read.Language,
        text = read.Text,
        html = read.Html,
        notes = read.Notes.Count == 0 ? null : read.Notes,
        original = new { link = read.Original.Link, evidence = read.Original.Evidence, quote = read.Original.Quote, candidates = read.Original.Candidates },
        publisher = read.Publisher,
        attachments = Files(read.Attachments),
        files = read.Files.Count == 0 ? null : read.Files.Select(file => new { hash = file.Hash, length = file.Length, pages = file.Pages, starts = file.Starts, trouble = file.Trouble }),
        dates = read.Dates,
        dateDoubt = DateDoubts.Said(read.Dates, seen: null),
        printable = read.Printable,
        fullRelease = read.FullRelease,
        doubt = read.Doubt,
        drops = read.Drops.Count == 0 ? null : read.Drops,
    };

    private static IEnumerable<object> Files(IReadOnlyList<Enclosure> files) => files.Select(file => new { url = file.Address.OriginalString, type = file.Type, length = file.Length });
}
