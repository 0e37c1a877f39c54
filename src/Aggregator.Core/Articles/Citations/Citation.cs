using Aggregator.Text;

namespace Aggregator.Articles.Citations;

/// <summary>What is needed to cite a kept article: the work, and the very copy of it that was read.</summary>
public sealed record Citation
{
    private static readonly WordList Releases = new("(press|news|media)[ _-]releases?|pressemitteilung|communiqu[eé] de presse");

    private static readonly WordList Blogs = new("blogs?");

    /// <summary>A date of less confidence says when a file was made, not when it was published.</summary>
    private const double LeastConfidence = 0.4;

    /// <summary>The same for every version of the article, and no other's: letters of ASCII, digits and dashes.</summary>
    public required string Key { get; init; }

    public required CitedKind Kind { get; init; }

    public required string Title { get; init; }

    public IReadOnlyList<CitedName> Authors { get; init; } = [];

    /// <summary>Who published it.</summary>
    public string? Publisher { get; init; }

    /// <summary>Null when it is not known: no date is invented.</summary>
    public WrittenDate? Published { get; init; }

    /// <summary>When the first version was read.</summary>
    public required DateTimeOffset FirstSeen { get; init; }

    /// <summary>Where the work stands: the original when it is known, else where it was read.</summary>
    public Uri? Link { get; init; }

    /// <summary>Where it was read, when that is another place.</summary>
    public Uri? ReadAt { get; init; }

    public string? Language { get; init; }

    public string? Abstract { get; init; }

    /// <summary>The version cited, and the hashes by which it is known again, in a sentence.</summary>
    public required string Copy { get; init; }

    /// <summary>The copy, and where it was read when that is another place.</summary>
    public string Note => $"{(ReadAt is null ? "" : $"Read at {ReadAt.AbsoluteUri}. ")}{Copy}.";

    public static Citation Of(KeptArticle kept)
    {
        var article = kept.Article;
        return new Citation
        {
            Key = $"{article.Source}-{kept.Number}",
            Kind = KindOf(article),
            Title = PlainText.OneLine(article.Title),
            Authors = [.. article.Authors.SelectMany(CitedName.Of)],
            Publisher = PlainText.Trimmed(PlainText.OneLine(article.Publisher)),
            Published = article.Published is { } date && article.Dates.All(given => given.Value != date || given.Confidence >= LeastConfidence) ? date : null,
            FirstSeen = kept.FirstSeen.ToUniversalTime(),
            Link = article.Best,
            ReadAt = article.Best == article.Link ? null : article.Link,
            Language = PlainText.Trimmed(PlainText.OneLine(article.Language)),
            Abstract = PlainText.Trimmed(PlainText.OneLine(article.Standfirst)),
            Copy = CopyOf(kept),
        };
    }

    private static string CopyOf(KeptArticle kept)
    {
        var file = kept.Article.Files.FirstOrDefault(file => file.Hash is not null);
        return $"Version {kept.Version}; SHA-256 {kept.Article.Hash}{(file is null ? "" : $"; SHA-256 of the PDF {file.Hash}")}";
    }

    /// <summary>What the article says of itself; a page of the web when it says nothing.</summary>
    private static CitedKind KindOf(Article article)
    {
        var isPdf = article.Files.Any(file => file.IsPage) || HasEnding(article.Best, ".pdf");
        if (Releases.IsIn($"{article.Kicker}\n{article.Best?.AbsolutePath}"))
            return CitedKind.PressRelease;
        return isPdf ? CitedKind.Report : Blogs.IsIn($"{article.Kicker}\n{article.Best?.Host}{article.Best?.AbsolutePath}") ? CitedKind.Post : CitedKind.Page;
    }

    private static bool HasEnding(Uri? address, string ending) => address?.AbsolutePath.EndsWith(ending, StringComparison.OrdinalIgnoreCase) == true;
}

/// <summary>What kind of work is cited.</summary>
public enum CitedKind
{
    Page,
    Post,
    PressRelease,
    Report,
}
