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

    public static LetterPage Of(Digest digest, LetterLook look, LetterLinks links, LetterDetail detail)
    {
        var sections = SectionsOf(digest, look, detail);
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

    private static IReadOnlyList<LetterSection> SectionsOf(Digest digest, LetterLook look, LetterDetail detail)
    {
        var stories = digest.Sections.OrderBy(section => look.PlaceOf(section.Kind)).Select(section => LetterSection.Of(section, detail)).ToList();
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
    private const int MostTroubles = 15;

    /// <summary>Sources that fail.</summary>
    public IReadOnlyList<SourceTrouble> Troubles { get; init; } = [];

    /// <summary>What stands below the last of them; null for nothing.</summary>
    public string? Rest { get; init; }

    public static LetterSection Of(DigestSection section, LetterDetail detail) =>
        new(LetterLine.Named(section.Title, 120), section.Kind == SectionKind.Watch ? "your watch" : null, [.. section.Entries.Select(entry => LetterEntry.Of(entry, section, detail))]);

    public static LetterSection Of(IReadOnlyList<SourceTrouble> troubles) => new("Sources with problems", null, [])
    {
        Rest = troubles.Count > MostTroubles ? $"{LetterWords.Counted(troubles.Count - MostTroubles, "more source has", "more sources have")} problems: aggregator sources health names them." : null,
        Troubles = [.. troubles.Take(MostTroubles).Select(trouble => new SourceTrouble(LetterLine.Named(trouble.Source, 120), LetterLine.Of(trouble.Sentence, 400)))],
    };
}

/// <summary>A story in a letter.</summary>
/// <param name="Facts">What stands below the title: publisher, date, way, copies.</param>
/// <param name="Language">BCP 47 tag, where it is another than the letter's; else null.</param>
internal sealed record LetterEntry(string Title, Uri? Link, string Facts, string? Doubt, string? Summary, string? Language)
{
    /// <summary>That a page of its text is missing, and where to read it; null when none is known to be.</summary>
    public LinkedLine? Missing { get; init; }

    public IReadOnlyList<LetterHit> Hits { get; init; } = [];

    public static LetterEntry Of(DigestEntry entry, DigestSection section, LetterDetail detail)
    {
        var title = LetterLine.Of(entry.Title, detail.Title);
        return new LetterEntry(
            title.Length == 0 ? "(no title)" : title, entry.Link, LetterWords.Facts(entry, section.Title), entry.Doubt is null ? null : LetterWords.Review(entry.Doubt),
            detail.Summary > 0 && LetterLine.Of(entry.Summary, detail.Summary) is { Length: > 0 } summary ? summary : null, LetterLanguage.Of(entry))
        {
            Missing = entry.Missing is null ? null : LinkedLine.Of(entry.Missing),
            Hits = [.. entry.Hits.Select((hit, at) => LetterHit.Of(hit, section, at == 0 ? detail.Places : detail.OtherPlaces))],
        };
    }
}
