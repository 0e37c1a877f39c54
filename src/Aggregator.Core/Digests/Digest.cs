using Aggregator.Stories;
using Aggregator.Text;

namespace Aggregator.Digests;

/// <summary>What one subscriber is told of one window.</summary>
public sealed record Digest
{
    public required Subscription Subscription { get; init; }

    public required WindowSpan Span { get; init; }

    /// <summary>In the order in which they are shown; none when the window holds nothing and the subscriber wants to hear that.</summary>
    public required IReadOnlyList<DigestSection> Sections { get; init; }

    /// <summary>How many stories the window holds, shown or not.</summary>
    public required int Stories { get; init; }

    /// <summary>Stories over the cap, by the numbers of all their articles: they are in the archive, and the letter says how many they are.</summary>
    public IReadOnlyList<IReadOnlyList<long>> NotShown { get; init; } = [];

    /// <summary>Sources that fail, one sentence each.</summary>
    public IReadOnlyList<SourceTrouble> Troubles { get; init; } = [];

    public Subscriber Subscriber => Subscription.Subscriber;

    public Window Window => Span.Window;

    /// <summary>When the window closed.</summary>
    public DateTimeOffset Closed => Span.Closed;

    /// <summary>The same with its last entry left to the archive, for a letter that would be too large; itself when there is only one.</summary>
    public Digest Shorter()
    {
        if (Sections is [] or [{ Entries.Count: 1 }])
            return this;
        var last = Sections[^1];
        var entries = last.Entries.SkipLast(1).ToList();
        return this with
        {
            NotShown = [.. NotShown, last.Entries[^1].Numbers],
            Sections = entries.Count == 0 ? [.. Sections.SkipLast(1)] : [.. Sections.SkipLast(1), last with { Entries = entries }],
        };
    }
}

/// <summary>Stories that are shown together.</summary>
public sealed record DigestSection(SectionKind Kind, string Title, IReadOnlyList<DigestEntry> Entries);

/// <summary>What binds the stories of a section.</summary>
public enum SectionKind
{
    /// <summary>A watch found them; its name is the title.</summary>
    Watch,

    /// <summary>One publisher or topic.</summary>
    Subject,

    /// <summary>Nobody knows that they are new.</summary>
    Undated,
}

/// <summary>One story as a letter shows it.</summary>
/// <param name="Number">The article's number: <c>aggregator show</c> takes it.</param>
/// <param name="Link">The original, where known.</param>
/// <param name="Summary">The standfirst, or the first two sentences; never anything that does not stand in the text.</param>
/// <param name="Date">The date, or what is known instead of one.</param>
/// <param name="Via">The host of the copy we read, when it is a copy.</param>
public sealed record DigestEntry(long Number, string Title, Uri? Link, string? Summary, string Date, string? Via)
{
    private const int TitleLength = 300;

    /// <summary>The numbers of its copies in the same window.</summary>
    public IReadOnlyList<long> Copies { get; init; } = [];

    /// <summary>Why the article needs review, in a sentence: then nothing of its text is shown; null when nothing speaks against it.</summary>
    public string? Doubt { get; init; }

    /// <summary>Which page of its text is missing, where to read it and why, in sentences; null when none is known to be.</summary>
    public string? Missing { get; init; }

    /// <summary>The subscriber's watches that found it, and by which words.</summary>
    public IReadOnlyList<WatchHit> Hits { get; init; } = [];

    /// <summary>BCP 47 tag of the article's language; null when it is not known.</summary>
    public string? Language { get; init; }

    /// <summary>Who published it; null when it is not known.</summary>
    public string? Publisher { get; init; }

    /// <summary>The moment of publication; null when it is not known.</summary>
    public DateTimeOffset? Published { get; init; }

    /// <summary>All articles that it tells of.</summary>
    public IReadOnlyList<long> Numbers => [Number, .. Copies];

    public static DigestEntry Of(Story story, IReadOnlyList<WatchHit> hits, TimeZoneInfo zone)
    {
        var article = story.Lead.Article;
        return new DigestEntry(
            story.Lead.Number, PlainText.Shortened(PlainText.OneLine(article.Title), TitleLength), article.Best, article.Doubt is null ? EntryText.Summary(article) : null, EntryText.Date(story.Lead, zone), article.Via)
        {
            Copies = [.. story.Copies.Select(copy => copy.Number)],
            Doubt = article.Doubt,
            Missing = article.Missing,
            Hits = hits,
            Language = article.Language,
            Publisher = article.Publisher,
            Published = article.Published?.Moment,
        };
    }
}

/// <summary>A source that fails, as a letter tells it.</summary>
/// <param name="Source">The source's name.</param>
/// <param name="Sentence">What is wrong with it.</param>
public sealed record SourceTrouble(string Source, string Sentence);
