using Aggregator.Pages;

namespace Aggregator.Articles;

/// <summary>What the last pages of one source have taught of it: which texts and places repeat, and what its articles are usually like. A reducer: the memory and a page give the next memory.</summary>
/// <remarks>What repeats is the site's, what varies is the article's. It corrects the judge of the body, and never replaces it.</remarks>
public sealed record SiteMemory
{
    public static readonly SiteMemory Empty = new();

    /// <summary>With fewer pages learned, those that were read first are worth reading again.</summary>
    public const int Young = 3;

    /// <summary>After so many pages in a row that are unlike all before them, the source has changed, and is learned anew.</summary>
    public const int Patience = 3;

    /// <summary>Pages remembered: one bit each in a mark.</summary>
    private const int Places = 16;

    private const int MostTexts = 3072;

    private const int MostPaths = 1536;

    /// <summary>The pages remembered, each at its place; a new one takes the place of the oldest.</summary>
    public IReadOnlyList<SitePage> Pages { get; init; } = [];

    /// <summary>Pages ever learned since the last change: the next one's place follows from it.</summary>
    public int Learned { get; init; }

    /// <summary>How often the source was learned anew, since its pages had changed.</summary>
    public int Changes { get; init; }

    /// <summary>Pages in a row, up to the last, that were unlike those before.</summary>
    public int Doubtful { get; init; }

    /// <summary>By the hash of a block's text.</summary>
    public SiteMarks Texts { get; init; } = SiteMarks.None;

    /// <summary>By the hash of a block's path.</summary>
    public SiteMarks Paths { get; init; } = SiteMarks.None;

    /// <summary>A page seen against the others of its source: itself, when it is remembered, counts for nothing.</summary>
    /// <param name="description">What the page's head says of it; null when it says nothing.</param>
    public SiteView View(PageMap map, Uri? address, string? description = null) => new(this, map, address, description);

    /// <summary>The memory after one more page was read; the same where the page needed no judge.</summary>
    public SiteMemory After(Reading reading) => reading.Lesson is { } lesson ? After(lesson) : this;

    /// <summary>Learned, when it was like the others; else only counted, until the third in a row says that the source has changed.</summary>
    internal SiteMemory After(PageLesson lesson)
    {
        if (lesson.Doubt is not { } doubt)
            return Learn(lesson) with { Doubtful = 0 };
        var next = this with { Doubtful = Doubtful + 1 };
        return doubt.IsOfSource && next.Doubtful >= Patience ? (Empty with { Changes = Changes + 1 }).Learn(lesson) : next;
    }

    private SiteMemory Learn(PageLesson lesson)
    {
        var view = lesson.View;
        // Read again, it takes its own place: a page must not count twice.
        var place = Pages.Index().FirstOrDefault(page => page.Item.Address == view.Address, (-1, null!)).Index;
        var isNew = place < 0;
        if (isNew)
            place = Learned % Places;
        var page = new SitePage(view.Address, lesson.Shape);
        return this with
        {
            Learned = isNew ? Learned + 1 : Learned,
            Pages = place == Pages.Count ? [.. Pages, page] : [.. Pages.Take(place), page, .. Pages.Skip(place + 1)],
            Texts = Texts.With(place, view.Texts(lesson.Kept), MostTexts),
            Paths = Paths.With(place, view.Paths(lesson.Kept), MostPaths),
        };
    }
}

/// <summary>One page that is remembered.</summary>
/// <param name="Address">The hash of its address.</param>
public sealed record SitePage(uint Address, ReadingShape Shape);
