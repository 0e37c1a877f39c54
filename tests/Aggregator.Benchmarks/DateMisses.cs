using System.Globalization;
using System.Text.Json;
using Aggregator.Articles;
using Aggregator.Downloads;
using Aggregator.Pages;
using Aggregator.Text;

namespace Aggregator.Benchmarks;

/// <summary>Tells of every page whose day of publication is missed why, by what the page itself says: a goal is no better than the days that it is measured by.</summary>
internal static class DateMisses
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>A line for each miss, then for each collection how many of its days are right, and how many of those that their pages state.</summary>
    public static int Run(string cases, bool asJson)
    {
        var told = new List<(string Corpus, DateMiss? Miss)>();
        foreach (var line in File.ReadLines(cases))
        {
            using var json = JsonDocument.Parse(line);
            if (BodyCase.Said(json.RootElement, "date") is not { } date || !WrittenDate.TryParse(date[..Math.Min(10, date.Length)], out var gold) || gold.HasTime)
                continue;
            var miss = Of(json.RootElement, Path.GetDirectoryName(cases)!, gold.Moment.Date);
            told.Add((BodyCase.Said(json.RootElement, "corpus")!, miss));
            if (miss is not null && !asJson)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{BodyCase.Said(json.RootElement, "id")}  wanted {gold}, ours {miss.Ours}: {miss.Why}: {miss.Evidence}"));
        }
        Told(told).Print(asJson);
        return 0;
    }

    /// <summary>Null when the day is right.</summary>
    private static DateMiss? Of(JsonElement root, string folder, DateTime gold)
    {
        Uri.TryCreate(BodyCase.Said(root, "address"), UriKind.Absolute, out var address);
        var download = new Download { Body = BodyCase.Bytes(Path.Combine(folder, BodyCase.Said(root, "path")!)), Address = address, ContentType = BodyCase.Said(root, "contentType") };
        var read = ArticleWriter.Read(download, null);
        if (read.Published?.Moment.Date == gold)
            return null;
        var ours = read.Published is { } chosen ? $"{chosen} ({read.Dates[0].From})" : "none";
        var (why, evidence) = Why(read, DayOnPage.Of(PageDocument.Of(download), gold), gold);
        return new DateMiss(ours, why, evidence);
    }

    private static (MissedDay Why, string Evidence) Why(Reading read, IReadOnlyList<DayMention> mentions, DateTime gold)
    {
        var candidate = read.Dates.FirstOrDefault(date => DateChoice.Counts(date) && date.Value.Moment.Date == gold);
        var isDeclared = candidate is not null && (candidate.From.StartsWith("JSON-LD", StringComparison.Ordinal) || candidate.From.StartsWith("the page's", StringComparison.Ordinal));
        if (!isDeclared && mentions.FirstOrDefault(mention => mention.Role == DayRole.Change) is { Quote: { } change })
            return (MissedDay.Changed, change);
        if (candidate is { Value: { HasTime: true, Moment: var zero } } && zero.Offset == TimeSpan.Zero && read.Published is { HasTime: false } printed && IsOtherZone(candidate.Value, printed.Moment.Date))
            return (MissedDay.OtherZone, $"{candidate.Value} ({candidate.From})");
        if (candidate is not null)
            return (MissedDay.Unchosen, string.Create(CultureInfo.InvariantCulture, $"{candidate.From} {candidate.Confidence:0.00}, \"{(mentions is [var first, ..] ? first.Quote : "")}\""));
        if (mentions.FirstOrDefault(mention => mention.Role == DayRole.Publication) is { Quote: { } unread })
            return (MissedDay.Unread, unread);
        if (read.Dates.FirstOrDefault(date => DateChoice.Counts(date) && IsOtherZone(date.Value, gold)) is { } moment)
            return (MissedDay.OtherZone, $"{moment.Value} ({moment.From})");
        if (read.Dates.FirstOrDefault(date => DateChoice.Counts(date) && IsSwapped(date.Value.Moment, gold)) is { } swapped)
            return (MissedDay.Swapped, $"{swapped.Value} ({swapped.From})");
        return mentions is [var mention, ..] ? (MissedDay.Mentioned, mention.Quote) : (MissedDay.Nowhere, "in no form that we know");
    }

    /// <summary>True for what is the day by another clock of the world: a moment, or the midnight with which a day begins where it was printed.</summary>
    private static bool IsOtherZone(WrittenDate date, DateTime day) => date.HasTime
        ? date.Moment.UtcDateTime >= day - TimeSpan.FromHours(14) && date.Moment.UtcDateTime < day + Day + TimeSpan.FromHours(12)
        : (date.Moment.Date - day).Duration() == Day;

    /// <summary>True where the wanted day took the month for the day.</summary>
    private static bool IsSwapped(DateTimeOffset date, DateTime day) => date.Year == day.Year && date.Month == day.Day && date.Day == day.Month;

    private static Figures Told(List<(string Corpus, DateMiss? Miss)> told)
    {
        var figures = new Figures("dates");
        figures.Begin("days: right of all, right of those that their page states as published, and what the others are");
        foreach (var corpus in told.GroupBy(one => one.Corpus).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var right = corpus.Count(one => one.Miss is null);
            var stated = right + corpus.Count(one => one.Miss is { Why: MissedDay.Unchosen or MissedDay.Unread });
            figures.Add(corpus.Key,
            [
                Figure.Of("pages", corpus.Count(), "0 pages"),
                Figure.Of("right", (double)right / corpus.Count(), "0.000"),
                Figure.Of("rightOfStated", stated == 0 ? 0 : (double)right / stated, "0.000 of stated", 16),
                .. Enum.GetValues<MissedDay>().Select(why => Figure.Of(why.ToString().ToLowerInvariant(), corpus.Count(one => one.Miss?.Why == why), $"0 {why.ToString().ToLowerInvariant()}", 13)),
            ]);
        }
        foreach (var sentence in (ReadOnlySpan<string>)
        [
            "unchosen: the page tells the day, and another was chosen; unread: it calls the day a publication, where we read none",
            "changed: the page gives it only as the day of a change, which is never taken for a publication; otherzone: it is the page's by another clock; swapped: it took the month for the day",
            "mentioned: it stands among other words, and nothing says that it is the page's; nowhere: in no form and language that is read anywhere",
        ])
            figures.Note(sentence);
        return figures;
    }
}

/// <summary>A day that is not the wanted one.</summary>
/// <param name="Ours">What was chosen, and where it stood.</param>
/// <param name="Evidence">What of the page speaks for the verdict, quoted.</param>
internal sealed record DateMiss(string Ours, MissedDay Why, string Evidence);

/// <summary>Why a wanted day was missed.</summary>
internal enum MissedDay
{
    Unchosen,
    Unread,
    Changed,
    OtherZone,
    Swapped,
    Mentioned,
    Nowhere,
}
