namespace Aggregator.Articles;

/// <summary>What is said of an article elsewhere than in its body: helps to find the body, and is never shown in its place.</summary>
/// <param name="Title">The title, as the page or its source gives it.</param>
/// <param name="Summary">A sentence or two about it: the description in the head, or the source's summary.</param>
/// <param name="Text">Its whole text, as JSON-LD or the source's feed gives it.</param>
internal sealed record Witness(string? Title, string? Summary, string? Text)
{
    public static readonly Witness None = new(null, null, null);
}
