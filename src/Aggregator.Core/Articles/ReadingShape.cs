namespace Aggregator.Articles;

/// <summary>What a reading came to, in numbers: by them it is compared with those of other pages.</summary>
/// <param name="Length">Characters of text.</param>
/// <param name="LinkShare">The share of the text that lies in links.</param>
/// <param name="Confidence">How sure the choice of the body was, between 0 and 1.</param>
public sealed record ReadingShape(bool HasTitle, bool HasDate, bool HasAuthors, int Length, float LinkShare, float Confidence)
{
    internal static ReadingShape Of(Reading reading, Body body) => new(
        reading.Title is not null, reading.Dates.Count > 0, reading.Authors.Count > 0, reading.Text.Length, reading.Text.Length == 0 ? 0 : Math.Min(1, (float)body.Blocks.Sum(block => block.LinkLength) / reading.Text.Length), (float)body.Confidence);
}
