using System.Diagnostics;
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

/// <summary>What <c>read</c> answers, and as JSON: the contract of docs and corpora, field by field.</summary>
internal abstract record ReadAnswer
{
    private ReadAnswer()
    {
    }

    public sealed record Announced(Announcement Announcement) : ReadAnswer;

    public sealed record Read(Reading Reading) : ReadAnswer;

    /// <param name="Why">A sentence for a person.</param>
    public sealed record Unreadable(string Why) : ReadAnswer;

    /// <summary>Reads a document without storing anything.</summary>
    /// <param name="pdf">What reading it as a PDF came to; null when it is none.</param>
    /// <param name="site">What is known of the other pages of an article's source.</param>
    public static ReadAnswer Of(Download download, ReadAs how, PdfOutcome? pdf, SiteMemory site)
    {
        if (how is ReadAs.Auto or ReadAs.Article && pdf is not null)
            return pdf is PdfOutcome.Read { Text: var text } ? new Read(ArticleWriter.ReadPdf(download, text)) : new Unreadable(((PdfOutcome.Unreadable)pdf).Why);
        switch (how == ReadAs.Auto ? Guessed(download) : how)
        {
            case ReadAs.Feed: return OfOutcome(FeedReader.Read(download));
            case ReadAs.Page: return OfOutcome(PageReader.Read(download, rules: null));
            default:
                var reading = ArticleWriter.Read(download, source: null, site);
                return reading.Text.Length == 0 && reading.Title is null ? new Unreadable("No article was found: neither a title nor a text.") : new Read(reading);
        }
    }

    /// <param name="id">What the asker calls the document; null for nothing.</param>
    public object Json(string? id) => this switch
    {
        Announced announced => Json(id, announced.Announcement),
        Read read => Json(id, read.Reading),
        Unreadable unreadable => new { id, outcome = "unreadable", why = unreadable.Why },
        _ => throw new UnreachableException(),
    };

    private static ReadAs Guessed(Download download)
    {
        var start = Text.Charset.Decode(download.Body.Span[..Math.Min(download.Body.Length, 1000)], download.ContentType).TrimStart();
        return start.StartsWith("<?xml", StringComparison.Ordinal) || start.StartsWith("<rss", StringComparison.Ordinal) || start.StartsWith("<feed", StringComparison.Ordinal)
            ? ReadAs.Feed
            : ReadAs.Article;
    }

    private static ReadAnswer OfOutcome(ReadOutcome outcome) => outcome switch
    {
        ReadOutcome.Read read => new Announced(read.Announcement),
        ReadOutcome.Unreadable bad => new Unreadable(bad.Why),
        _ => throw new UnreachableException(),
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
        further = read.Further.Count == 0 ? null : read.Further,
        missing = read.Missing,
        doubt = read.Doubt,
        drops = read.Drops.Count == 0 ? null : read.Drops,
    };

    private static IEnumerable<object> Files(IReadOnlyList<Enclosure> files) => files.Select(file => new { url = file.Address.OriginalString, type = file.Type, length = file.Length });
}
