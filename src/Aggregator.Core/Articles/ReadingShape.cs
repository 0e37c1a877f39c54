namespace Aggregator.Articles;

/// <summary>What a reading came to, in numbers: by them it is compared with those of other pages.</summary>
/// <param name="Length">Characters of text.</param>
/// <param name="LinkShare">The share of the text that lies in links.</param>
public sealed record ReadingShape(bool HasTitle, bool HasDate, bool HasAuthors, int Length, float LinkShare)
{
    public static ReadingShape Of(Reading reading, int linkLength) => new(
        reading.Title is not null, reading.Dates.Count > 0, reading.Authors.Count > 0, reading.Text.Length, reading.Text.Length == 0 ? 0 : Math.Min(1, (float)linkLength / reading.Text.Length));
}
