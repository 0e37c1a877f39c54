using Aggregator.Downloads;
using Aggregator.Items;
using Aggregator.Sources;
using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>What we keep of an item: its text and where it came from, each fact with its evidence.</summary>
public sealed record Article
{
    /// <summary>Of a text that was on several pages: where less is left on fewer, the others were lost.</summary>
    private const double LeastLeft = 0.8;

    public required SourceId Source { get; init; }

    /// <summary>Where we read it.</summary>
    public Uri? Link { get; init; }

    public required string Title { get; init; }

    public string? Kicker { get; init; }

    public string? Standfirst { get; init; }

    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>The best of <see cref="Dates"/>; null when none can be trusted.</summary>
    public WrittenDate? Published { get; init; }

    public WrittenDate? Updated { get; init; }

    /// <summary>Every date that was found, the best first.</summary>
    public IReadOnlyList<DateEvidence> Dates { get; init; } = [];

    public string? Language { get; init; }

    /// <summary>Plain body, paragraphs parted by a blank line.</summary>
    public required string Text { get; init; }

    /// <summary>Sanitised body.</summary>
    public required string Html { get; init; }

    /// <summary>The notes that the text refers to and does not hold, in their order.</summary>
    public IReadOnlyList<string> Notes { get; init => field = value ?? []; } = [];

    public required OriginalLink Original { get; init; }

    /// <summary>Who published it: never the wire that carried it.</summary>
    public string? Publisher { get; init; }

    /// <summary>The host we read it at, when that is not its publisher's: "via wired-gov.net".</summary>
    public string? Via { get; init; }

    public IReadOnlyList<Enclosure> Attachments { get; init; } = [];

    public IReadOnlyList<string> Topics { get; init; } = [];

    public Uri? Printable { get; init; }

    public Uri? FullRelease { get; init; }

    /// <summary>The addresses of its further pages, where its publisher cut it into several: their text is joined with the first one's.</summary>
    public IReadOnlyList<Uri> Further { get; init => field = value ?? []; } = [];

    /// <summary>Which of its pages is missing and why, or that it is itself a later page, in sentences; null when none is known to be.</summary>
    public string? Missing { get; init; }

    /// <summary>Why the article's own page could not be read, so that the source's text stands in; null when it was read.</summary>
    public string? PageTrouble { get; init; }

    /// <summary>Its files that were fetched, each with its hash and, when it is a PDF with text, its pages.</summary>
    public IReadOnlyList<ArticleFile> Files { get; init => field = value ?? []; } = [];

    /// <summary>Why this reading needs review, in a sentence: it is unlike the source's others, or reads like a wall; null when nothing speaks against it.</summary>
    public string? Doubt { get; init; }

    /// <summary>When its text was let go, to save room; null while it is there, as far as there ever was one.</summary>
    public DateTimeOffset? TextRemoved { get; init; }

    /// <summary>What a reader would see, hashed: tells versions apart and shows damage.</summary>
    public ContentHash Hash => ContentHash.Of([Title, Kicker, Standfirst, Published?.ToString(), Text, Original.Link?.AbsoluteUri, .. Files.Select(file => file.Hash?.Hex)]);

    /// <summary>Where a reader is sent: the original when it is known, else where we read it.</summary>
    public Uri? Best => Original.Link ?? Link;

    /// <summary>What is left when its text goes: all that lists, letters and citations tell of it.</summary>
    public Article WithoutText(DateTimeOffset now) =>
        this with { Text = "", Html = "", Notes = [], Files = [.. Files.Select(file => file with { Text = "", Starts = [] })], TextRemoved = now };

    /// <summary>
    /// True when this reading may take the place of one kept before: it says something else, and is not a poorer reading of the same;
    /// or it says the same, and clears it of a doubt or of what was missing.
    /// </summary>
    public bool Replaces(Article kept)
    {
        var isPoorer = (PageTrouble is not null && kept.PageTrouble is null) || (Doubt is not null && kept.Doubt is null);
        var isClearer = (kept.Doubt is not null && Doubt is null) || (kept.Missing is not null && Missing is null);
        // That a page leads no further may be a slip of its server; or its publisher has put the text on one page.
        var isPart = Further.Count < kept.Further.Count && (Missing is not null || Text.Length < kept.Text.Length * LeastLeft);
        return !isPoorer && !isPart && (Hash != kept.Hash || isClearer);
    }

    /// <summary>This reading with the files kept before that did not come this time: that a server fails today is no news of the article.</summary>
    public Article WithFilesOf(Article kept) =>
        Files.All(file => file.Hash is not null) ? this : this with { Files = [.. Files.Select(file => file.Hash is null && kept.Files.FirstOrDefault(had => had.Address == file.Address) is { } had ? had : file)] };
}

/// <summary>An article as the archive holds it.</summary>
/// <param name="Number">Its place in first-seen order, given at commit: 1, 2, 3 …, without gaps.</param>
/// <param name="FirstSeen">When we first kept it.</param>
/// <param name="Version">1 for the first reading, one more for each change.</param>
public sealed record KeptArticle(long Number, DateTimeOffset FirstSeen, int Version, Article Article)
{
    /// <summary>The name of an article for other programs: in every feed that tells of it the same.</summary>
    public static string NameOf(long number) => $"urn:aggregator:article:{number}";

    /// <summary>All that speaks for a date, the chosen one first; when we first saw it is the latest that it can be.</summary>
    public IReadOnlyList<DateEvidence> AllDates() => [.. Article.Dates, new DateEvidence(new WrittenDate(FirstSeen, true), "first seen by us", 0)];
}
