using System.Globalization;

namespace Aggregator.Articles;

/// <summary>Why the reading of a page needs a person's eye before it counts as the article.</summary>
/// <param name="Why">A sentence for a person.</param>
/// <param name="IsOfSource">True when it is unlike the source's other pages, so that several in a row mean that the source has changed. A wall means only itself.</param>
public sealed record PageDoubt(string Why, bool IsOfSource)
{
    /// <summary>With fewer pages known nobody can say what is usual.</summary>
    private const int Enough = 5;

    /// <summary>What so many of the pages have is what the source always has.</summary>
    private const double Always = 0.9;

    /// <summary>A page most of whose text stands on others too is not an article of its own.</summary>
    private const double MostlyElsewhere = 0.8;

    /// <summary>A short notice is no fault, however long the others are.</summary>
    private const int ShortText = 500;

    /// <summary>The first thing that is wrong with a page's reading; null when it is like those before.</summary>
    /// <param name="text">The body; where none was found, all that the page says.</param>
    public static PageDoubt? Of(string? title, string text, ReadingShape shape, double elsewhere, SiteMemory site)
    {
        if (OfWall(title, text, shape.Length) is { } wall)
            return wall;
        if (site.Pages.Count >= 2 && shape.Length > 0 && elsewhere > MostlyElsewhere)
            return new PageDoubt($"{Percent(elsewhere)} of its text stands word for word on other pages of the source.", IsOfSource: true);
        return site.Pages.Count < Enough ? null : OfUsual(shape, [.. site.Pages.Select(page => page.Shape)]);
    }

    /// <summary>That something stands before the page: a wall, an error; null when nothing does.</summary>
    /// <param name="length">Of the body, in characters.</param>
    public static PageDoubt? OfWall(string? title, string text, int length)
    {
        if (WallWords.Kind(text) is { } wall)
            return new PageDoubt($"Its text reads like {wall}.", IsOfSource: false);
        return length <= WallWords.Longest && WallWords.IsError(title) ? new PageDoubt("Its title reads like an error page's.", IsOfSource: false) : null;
    }

    private static PageDoubt? OfUsual(ReadingShape shape, IReadOnlyList<ReadingShape> usual)
    {
        var why = Empty(shape, usual) ?? Short(shape, usual) ?? Linked(shape, usual) ?? Lost(shape, usual) ?? Unsure(shape, usual);
        return why is null ? null : new PageDoubt(why, IsOfSource: true);
    }

    private static string? Empty(ReadingShape shape, IReadOnlyList<ReadingShape> usual) =>
        shape.Length == 0 && Share(usual, page => page.Length > 0) >= Always ? "No text was found on its page; the source's other pages have one." : null;

    private static string? Short(ReadingShape shape, IReadOnlyList<ReadingShape> usual)
    {
        var shortest = usual.Min(page => page.Length);
        return shape.Length < ShortText && 4 * shape.Length < shortest ? $"Its page gave {Number(shape.Length)} characters of text; the source's other pages gave {Number(shortest)} and more." : null;
    }

    private static string? Linked(ReadingShape shape, IReadOnlyList<ReadingShape> usual)
    {
        var most = usual.Max(page => page.LinkShare);
        return shape.LinkShare > 0.5 && shape.LinkShare > 3 * most ? $"{Percent(shape.LinkShare)} of its text are links; on the source's other pages {Percent(most)} at most." : null;
    }

    private static string? Lost(ReadingShape shape, IReadOnlyList<ReadingShape> usual)
    {
        var lost = new List<string>();
        Look("title", page => page.HasTitle);
        Look("date", page => page.HasDate);
        Look("author", page => page.HasAuthors);
        // A page may well lack its date or its author; without a title, or without both, it is another kind of page.
        return lost.Contains("title") || lost.Count > 1 ? $"Its page has no {string.Join(" and no ", lost)}; the source's other pages do." : null;

        void Look(string field, Func<ReadingShape, bool> has)
        {
            if (!has(shape) && Share(usual, has) >= Always)
                lost.Add(field);
        }
    }

    private static string? Unsure(ReadingShape shape, IReadOnlyList<ReadingShape> usual) =>
        shape.Confidence < 0.5 && usual.Min(page => page.Confidence) > 0.75 ? $"Where its text stands was found with a confidence of {Percent(shape.Confidence)}; on the source's other pages of {Percent(usual.Min(page => page.Confidence))} and more." : null;

    private static double Share(IReadOnlyList<ReadingShape> pages, Func<ReadingShape, bool> has) => (double)pages.Count(has) / pages.Count;

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0} %");

    private static string Number(int number) => number.ToString("0", CultureInfo.InvariantCulture);
}
