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

    private const int MostTexts = 4096;

    private const int MostPaths = 1024;

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
    /// <param name="kept">For each block, whether the judge takes it for the article's.</param>
    public SiteView View(PageMap map, Uri? address, IReadOnlyList<bool> kept) => SiteView.Of(this, map, PageHash.Of(address), kept);

    /// <summary>The memory after one more page was read; the same where the page needed no judge.</summary>
    public SiteMemory After(Reading reading) => reading.Lesson is { } lesson ? After(lesson.View, lesson.Shape, lesson.Doubt) : this;

    /// <summary>The memory after a page: learned, when it was like the others; else only counted, until the third in a row says that the source has changed.</summary>
    internal SiteMemory After(SiteView view, ReadingShape shape, PageDoubt? doubt)
    {
        if (doubt is null)
            return Learn(view, shape) with { Doubtful = 0 };
        var next = this with { Doubtful = Doubtful + 1 };
        return doubt.IsOfSource && next.Doubtful >= Patience ? (Empty with { Changes = Changes + 1 }).Learn(view, shape) : next;
    }

    private SiteMemory Learn(SiteView view, ReadingShape shape)
    {
        // Read again, it takes its own place: a page must not count twice.
        var place = Pages.Index().FirstOrDefault(page => page.Item.Address == view.Address, (-1, null!)).Index;
        var isNew = place < 0;
        if (isNew)
            place = Learned % Places;
        var page = new SitePage(view.Address, shape);
        return this with
        {
            Learned = isNew ? Learned + 1 : Learned,
            Pages = place == Pages.Count ? [.. Pages, page] : [.. Pages.Take(place), page, .. Pages.Skip(place + 1)],
            Texts = Texts.With(place, view.Texts(), MostTexts),
            Paths = Paths.With(place, view.Paths(), MostPaths),
        };
    }
}

/// <summary>One page that is remembered.</summary>
/// <param name="Address">The hash of its address.</param>
public sealed record SitePage(uint Address, ReadingShape Shape);
