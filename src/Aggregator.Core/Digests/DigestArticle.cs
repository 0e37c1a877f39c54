using Aggregator.Articles;

namespace Aggregator.Digests;

/// <summary>An article that a subscription is to be told of.</summary>
/// <param name="Kept">Its opening is enough.</param>
/// <param name="Hits">The subscriber's watches that found it.</param>
public sealed record DigestArticle(KeptArticle Kept, IReadOnlyList<WatchHit> Hits)
{
    private const int OpeningLength = 1000;

    /// <summary>An article as letters show it, without html and with the opening of its text only: a window of thousands must not be thousands of bodies in memory.</summary>
    public static KeptArticle Opening(KeptArticle kept)
    {
        var (text, end) = (kept.Article.Text, Math.Min(kept.Article.Text.Length, OpeningLength));
        // Not between the two halves of one character.
        if (end < text.Length && char.IsLowSurrogate(text[end]))
            end--;
        return kept with { Article = kept.Article with { Html = "", Text = text[..end], Files = [.. kept.Article.Files.Select(file => file with { Text = "" })] } };
    }
}
