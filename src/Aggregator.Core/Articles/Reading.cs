using Aggregator.Downloads;
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

    /// <summary>Where the text goes on that its publisher cut into several pages; null when it does not, or when that is settled.</summary>
    public Uri? Next => Cut?.Next;

    /// <summary>The addresses of the further pages whose text is joined with the first one's, in their order.</summary>
    public IReadOnlyList<Uri> Further { get; init; } = [];

    /// <summary>Which page of the text is missing, and why, or that it is itself a later page, in sentences; null when none is known to be.</summary>
    public string? Missing { get; init; }

    /// <summary>True when what is missing may be there next time.</summary>
    public bool IsMissingForNow { get; init; }

    /// <summary>Why the reading needs review, in a sentence; null when nothing speaks against it.</summary>
    public string? Doubt => Lesson?.Doubt?.Why;

    /// <summary>True when it reads like what stands before a page.</summary>
    public bool IsWall => Lesson?.Doubt is { IsOfSource: false };

    /// <summary>What the page teaches of its source; null where no judge had to find the body.</summary>
    internal PageLesson? Lesson { get; init; }

    /// <summary>The pages so far of a text that goes on; null for any other.</summary>
    internal CutArticle? Cut { get; init; }

    public bool IsRelease => Release is not null;

    /// <summary>What it says together with its next page; the same where it has none, and where that page is no part of it, which is then told.</summary>
    /// <param name="page">What came when <see cref="Next"/> was asked for.</param>
    public Reading With(Download page) => Cut?.With(this, page) ?? this;

    /// <summary>What it says without its next page; the same where it has none.</summary>
    /// <param name="page">Why the page did not come.</param>
    public Reading Without(PageOutcome.NoPage page) => Cut?.Without(this, page.Why, page.IsPassing) ?? this;
}

/// <summary>What one page teaches of its source.</summary>
/// <param name="Kept">For each block of the page, whether it is in the body.</param>
/// <param name="Doubt">Why the reading needs review; null when it does not.</param>
internal sealed record PageLesson(SiteView View, IReadOnlyList<bool> Kept, ReadingShape Shape, PageDoubt? Doubt);
