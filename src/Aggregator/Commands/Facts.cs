using Aggregator.Articles;

namespace Aggregator.Commands;

/// <summary>Facts with their evidence, as sentences.</summary>
internal static class Facts
{
    public static string Original(OriginalLink original) => original switch
    {
        { Evidence: Evidence.Stated, Link: { } link } => $"{link.AbsoluteUri} (stated: “{original.Quote}”)",
        { Evidence: Evidence.Derived, Link: { } link } => $"{link.AbsoluteUri} (derived from {original.Quote})",
        { Quote: { } quote } => $"none: the line “{quote}” gives no usable address",
        _ => "none named",
    };

    /// <summary>A file: where it was read, its pages and its hash, or why it was not.</summary>
    public static string File(ArticleFile file)
    {
        var pages = file.IsRead ? $"{file.Pages} {(file.Pages == 1 ? "page" : "pages")}" : null;
        var hash = file.Hash is { } known ? $"sha256 {known}" : null;
        return string.Join("; ", new[] { file.IsPage ? null : file.Address?.AbsoluteUri, pages, hash, file.Trouble }.OfType<string>());
    }
}
