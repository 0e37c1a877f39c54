using Aggregator.Digests;

namespace Aggregator.Mailing;

/// <summary>What a letter says, in its order and fit to be shown: html and plain text are two ways of setting this one page.</summary>
internal sealed record LetterPage
{
    public required LetterLook Look { get; init; }

    public required string Heading { get; init; }

    /// <summary>When the window closed, on the reader's clock.</summary>
    public required string When { get; init; }

    /// <summary>What a list of letters shows after the subject: the second and third title.</summary>
    public required string Preview { get; init; }

    /// <summary>What is to be known before the first story, one sentence each.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    public required IReadOnlyList<LetterSection> Sections { get; init; }

    /// <summary>Why it came and what it covers, one sentence each.</summary>
    public required IReadOnlyList<string> About { get; init; }

    /// <summary>How to change or end it, where no link does that.</summary>
    public required string? Ending { get; init; }

    public required LetterLinks Links { get; init; }

    /// <summary>The title of the first story; null when there is none.</summary>
    public string? Top => Entries.FirstOrDefault()?.Title;

    private IEnumerable<LetterEntry> Entries => Sections.SelectMany(section => section.Entries);

    /// <param name="isBrief">True for a letter that would be too large: every story is there, with fewer words.</param>
    public static LetterPage Of(Digest digest, LetterLook look, LetterLinks links, bool isBrief)
    {
        var sections = SectionsOf(digest, look, isBrief);
        return new LetterPage
        {
            Look = look,
            Heading = LetterWords.Heading(digest),
            When = LetterWords.When(digest),
            Preview = string.Join(" · ", sections.SelectMany(section => section.Entries).Skip(1).Take(2).Select(entry => entry.Title)),
            Notes = [.. LetterWords.Notes(digest)],
            Sections = sections,
            About = [.. AboutWords.Of(digest)],
            Ending = links.Unsubscribe is null && !AboutWords.IsSettingsReader(digest) ? AboutWords.Ending(look.Sender) : null,
            Links = links,
        };
    }

    private static IReadOnlyList<LetterSection> SectionsOf(Digest digest, LetterLook look, bool isBrief)
    {
        var stories = digest.Sections.OrderBy(section => look.PlaceOf(section.Kind)).Select(section => LetterSection.Of(section, isBrief)).ToList();
        // What is left out is told where the stories end, wherever problems stand.
        if (digest.NotShown.Count > 0 && stories.Count > 0)
            stories[^1] = stories[^1] with { Rest = LetterWords.More(digest) };
        if (digest.Troubles.Count > 0)
            stories.Insert(digest.Sections.Count(section => look.PlaceOf(section.Kind) < look.PlaceOfProblems), LetterSection.Of(digest.Troubles));
        return stories;
    }
}

/// <summary>A part of a letter under one heading.</summary>
/// <param name="Kind">What stands beside the title, in a few words; null for nothing.</param>
internal sealed record LetterSection(string Title, string? Kind, IReadOnlyList<LetterEntry> Entries)
{
    /// <summary>Sources that fail.</summary>
    public IReadOnlyList<SourceTrouble> Troubles { get; init; } = [];

    /// <summary>What stands below the last story; null for nothing.</summary>
    public string? Rest { get; init; }

    public static LetterSection Of(DigestSection section, bool isBrief) =>
        new(LetterLine.Named(section.Title, 120), section.Kind == SectionKind.Watch ? "your watch" : null, [.. section.Entries.Select(entry => LetterEntry.Of(entry, section, isBrief))]);

    public static LetterSection Of(IReadOnlyList<SourceTrouble> troubles) => new("Sources with problems", null, [])
    {
        Troubles = [.. troubles.Select(trouble => new SourceTrouble(LetterLine.Named(trouble.Source, 120), LetterLine.Of(trouble.Sentence, 400)))],
    };
}

/// <summary>A story in a letter.</summary>
/// <param name="Facts">What stands below the title: publisher, date, way, copies.</param>
/// <param name="Language">BCP 47 tag, where it is another than the letter's; else null.</param>
internal sealed record LetterEntry(string Title, Uri? Link, string Facts, string? Doubt, string? Summary, string? Language)
{
    private const int TitleLength = 300;

    private const int BriefTitle = 160;

    private const int SummaryLength = 400;

    private const int BriefSummary = 160;

    public IReadOnlyList<LetterHit> Hits { get; init; } = [];

    public static LetterEntry Of(DigestEntry entry, DigestSection section, bool isBrief)
    {
        var title = LetterLine.Of(entry.Title, isBrief ? BriefTitle : TitleLength);
        return new LetterEntry(
            title.Length == 0 ? "(no title)" : title, entry.Link, LetterWords.Facts(entry, section.Title), entry.Doubt is null ? null : LetterWords.Review(entry.Doubt),
            LetterLine.Of(entry.Summary, isBrief ? BriefSummary : SummaryLength) is { Length: > 0 } summary ? summary : null, LetterLanguage.Of(entry))
        {
            Hits = [.. entry.Hits.Select(hit => LetterHit.Of(hit, section, isBrief))],
        };
    }
}
