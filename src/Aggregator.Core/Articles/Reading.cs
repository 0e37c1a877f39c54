using Aggregator.Items;
using Aggregator.Pages;
using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>What one page says of its article, before it is joined with what its source announced.</summary>
public sealed record Reading
{
    public string? Title { get; init; }

    public string? Kicker { get; init; }

    public string? Standfirst { get; init; }

    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>The best of <see cref="Dates"/>; null when none can be trusted.</summary>
    public WrittenDate? Published => DateChoice.Of(Dates);

    public WrittenDate? Updated { get; init; }

    /// <summary>The best first.</summary>
    public IReadOnlyList<DateEvidence> Dates { get; init; } = [];

    public string? Language { get; init; }

    public string Text { get; init; } = "";

    public string Html { get; init; } = "";

    /// <summary>The notes that the text refers to and does not hold.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    public OriginalLink Original { get; init; } = OriginalLink.None;

    public string? Publisher { get; init; }

    /// <summary>What stood on the page and was left out, and why.</summary>
    public IReadOnlyList<Drop> Drops { get; init; } = [];

    public IReadOnlyList<Enclosure> Attachments { get; init; } = [];

    /// <summary>The page itself, when it is a file and no page of the web.</summary>
    public IReadOnlyList<ArticleFile> Files { get; init; } = [];

    public Uri? Printable { get; init; }

    public Uri? FullRelease { get; init; }

    /// <summary>The wire's release behind it; null for any other page.</summary>
    public WireRelease? Release { get; init; }

    /// <summary>Why the reading needs review, in a sentence; null when nothing speaks against it.</summary>
    public string? Doubt => Lesson?.Doubt?.Why;

    /// <summary>True when it reads like what stands before a page.</summary>
    public bool IsWall => Lesson?.Doubt is { IsOfSource: false };

    /// <summary>What the page teaches of its source; null where no judge had to find the body.</summary>
    internal PageLesson? Lesson { get; init; }

    public bool IsRelease => Release is not null;
}

/// <summary>What one page teaches of its source.</summary>
/// <param name="Kept">For each block of the page, whether it is in the body.</param>
/// <param name="Doubt">Why the reading needs review; null when it does not.</param>
internal sealed record PageLesson(SiteView View, IReadOnlyList<bool> Kept, ReadingShape Shape, PageDoubt? Doubt);
