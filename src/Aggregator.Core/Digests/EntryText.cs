using System.Globalization;
using Aggregator.Articles;
using Aggregator.Text;

namespace Aggregator.Digests;

/// <summary>The words of an entry: taken from the article, never made up.</summary>
internal static class EntryText
{
    private const int SummaryLength = 320;

    public static string? Summary(Article article)
    {
        if (article.Standfirst is { } standfirst)
            return PlainText.Shortened(standfirst, SummaryLength);
        var paragraph = article.Text.Split("\n\n", 2)[0].Replace('\n', ' ');
        return paragraph.Length == 0 ? null : PlainText.Shortened(TwoSentences(paragraph), SummaryLength);
    }

    /// <summary>The publication date on the reader's clock; a date without a time gets none, and a missing date is said to be missing.</summary>
    public static string Date(KeptArticle kept, TimeZoneInfo zone)
    {
        if (kept.Article.Published is not { } published)
            return $"no date given, first seen {Local(kept.FirstSeen)}";
        var seenEarly = published.Moment > kept.FirstSeen.AddHours(24) ? ", which lies ahead" : "";
        return (published.HasTime ? Local(published.Moment) : Day(published.Moment)) + seenEarly;

        string Local(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, zone).ToString("d MMM yyyy, HH:mm", CultureInfo.InvariantCulture);
    }

    private static string Day(DateTimeOffset moment) => moment.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    private static string TwoSentences(string paragraph)
    {
        var ends = 0;
        for (var at = 0; at < paragraph.Length - 2; at++)
        {
            // A sentence ends where a blank and a capital follow: "Dr. Smith" costs a short summary, never a wrong one.
            if (paragraph[at] is '.' or '?' or '!' && paragraph[at + 1] == ' ' && char.IsUpper(paragraph[at + 2]) && at > 20 && ++ends == 2)
                return paragraph[..(at + 1)];
        }
        return paragraph;
    }
}
