using Aggregator.Stories;
using Aggregator.Text;

namespace Aggregator.Digests;

/// <summary>What one subscriber is told of one window.</summary>
public sealed record Digest
{
    public required Subscriber Subscriber { get; init; }

    public required Window Window { get; init; }

    /// <summary>When the window closed.</summary>
    public required DateTimeOffset Closed { get; init; }

    public required IReadOnlyList<DigestSection> Sections { get; init; }

    /// <summary>How many stories the window holds, shown or not.</summary>
    public required int Stories { get; init; }

    /// <summary>Stories over the cap: they are in the archive, and the letter says so.</summary>
    public required int NotShown { get; init; }

    /// <summary>Sources that fail, one sentence each.</summary>
    public IReadOnlyList<SourceTrouble> Troubles { get; init; } = [];

    /// <summary>The same with its last entry left to the archive, for a letter that would be too large; itself when there is only one.</summary>
    public Digest Shorter()
    {
        if (Sections is [{ Entries.Count: 1 }])
            return this;
        var last = Sections[^1];
        var entries = last.Entries.SkipLast(1).ToList();
        return this with
        {
            NotShown = NotShown + 1,
            Sections = entries.Count == 0 ? [.. Sections.SkipLast(1)] : [.. Sections.SkipLast(1), last with { Entries = entries }],
        };
    }
}

/// <summary>The stories of one publisher.</summary>
public sealed record DigestSection(string Title, IReadOnlyList<DigestEntry> Entries);

/// <summary>One story as a letter shows it.</summary>
/// <param name="Number">The article's number: <c>aggregator show</c> takes it.</param>
/// <param name="Link">The original, where known.</param>
/// <param name="Summary">The standfirst, or the first two sentences; never anything that does not stand in the text.</param>
/// <param name="Date">The date, or what is known instead of one.</param>
/// <param name="Via">The host of the copy we read, when it is a copy.</param>
public sealed record DigestEntry(long Number, string Title, Uri? Link, string? Summary, string Date, string? Via, int Copies)
{
    /// <summary>Why the article needs review, in a sentence: then nothing of its text is shown; null when nothing speaks against it.</summary>
    public string? Doubt { get; init; }

    private const int TitleLength = 300;

    public static DigestEntry Of(Story story, TimeZoneInfo zone)
    {
        var article = story.Lead.Article;
        return new DigestEntry(
            story.Lead.Number, PlainText.Shortened(PlainText.OneLine(article.Title), TitleLength), article.Best, article.Doubt is null ? EntryText.Summary(article) : null, EntryText.Date(story.Lead, zone), article.Via, story.Copies.Count)
        {
            Doubt = article.Doubt,
        };
    }
}

/// <summary>A source that fails, as a letter tells it.</summary>
/// <param name="Source">The source's name.</param>
/// <param name="Sentence">What is wrong with it.</param>
public sealed record SourceTrouble(string Source, string Sentence);
