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
}
