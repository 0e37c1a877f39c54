using Aggregator.Articles;

namespace Aggregator.Commands;

/// <summary>Facts with their evidence, as sentences.</summary>
internal static class Facts
{
    public static string Original(OriginalLink original) => original switch
    {
        { Chain: [var first, ..], Link: { } link } => $"{link.AbsoluteUri} ({Words(original.Evidence)}, at the end of a chain that begins with “{first.Quote}”)",
        { Link: not null } => Candidate(original.Candidates.First()),
        { Quote: { } quote } => $"none: the line “{quote}” gives no usable address",
        _ => "none named",
    };

    /// <summary>The copies passed on the way to the original; null when none was.</summary>
    public static string? Chain(OriginalLink original) =>
        original.Chain.Count == 0 ? null : string.Join(" → ", original.Chain.Select(Candidate));

    /// <summary>What else may be the original; null when there is nothing.</summary>
    public static string? Others(OriginalLink original) =>
        original.Others.Count == 0 ? null : string.Join("; ", original.Others.Select(Candidate));

    /// <summary>A file: where it was read, its pages and its hash, or why it was not.</summary>
    public static string File(ArticleFile file)
    {
        var pages = file.IsRead ? $"{file.Pages} {(file.Pages == 1 ? "page" : "pages")}" : null;
        var hash = file.Hash is { } known ? $"sha256 {known}" : null;
        return string.Join("; ", new[] { file.IsPage ? null : file.Address?.AbsoluteUri, pages, hash, file.Trouble }.OfType<string>());
    }

    private static string Candidate(OriginalCandidate candidate) => candidate switch
    {
        { Quote: "" } => $"{candidate.Link.AbsoluteUri} ({Words(candidate.Evidence)})",
        { Witness: OriginalWitness.Rule } => $"{candidate.Link.AbsoluteUri} (stated where the source's rule says: “{candidate.Quote}”)",
        { Evidence: Evidence.Stated } => $"{candidate.Link.AbsoluteUri} (stated: “{candidate.Quote}”)",
        _ => $"{candidate.Link.AbsoluteUri} (derived from {candidate.Quote})",
    };

    private static string Words(Evidence evidence) => evidence.ToString().ToLowerInvariant();
}
