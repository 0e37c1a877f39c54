using System.Globalization;
using Aggregator.Digests;

namespace Aggregator.Mailing;

/// <summary>The sentences of a letter's head and of its stories, which both forms share.</summary>
internal static class LetterWords
{
    public static string Heading(Digest digest) => digest.Stories switch
    {
        0 => "Nothing new",
        1 => "1 new story",
        _ => $"{digest.Stories} new stories",
    };

    /// <summary>When the window closed.</summary>
    public static string When(Digest digest) => $"{Moment(digest.Closed, digest.Subscriber.Zone)} ({digest.Subscriber.Zone.Id}, {Offset(digest.Closed, digest.Subscriber.Zone)})";

    /// <summary>What is to be known before the first story.</summary>
    public static IEnumerable<string> Notes(Digest digest)
    {
        if (digest.Span.Windows > 1)
            yield return $"This one letter makes up for {digest.Span.Windows} that were due.";
        if (Glance(digest) is { } glance)
            yield return glance;
        if (digest.Stories == 0)
            yield return "Nothing that you follow was first seen in the time that this letter covers. You get it because you asked to hear that, too.";
        if (digest.Troubles.Count > 0)
            yield return $"{Counted(digest.Troubles.Count, "source has", "sources have")} problems: what {(digest.Troubles.Count == 1 ? "it publishes" : "they publish")} may come late.";
    }

    public static string More(Digest digest) =>
        $"{Counted(digest.NotShown.Count, "more story is", "more stories are")} in the archive: aggregator search finds {(digest.NotShown.Count == 1 ? "it" : "them")}.";

    /// <summary>What stands below a title: publisher, where the heading does not name it, date, way, copies.</summary>
    public static string Facts(DigestEntry entry, string heading)
    {
        var facts = new List<string>();
        if (LetterLine.Of(entry.Publisher, 80) is { Length: > 0 } publisher && entry.Publisher != heading)
            facts.Add(LetterLine.Closed(publisher));
        if (LetterLine.Of(entry.Date, 80) is { Length: > 0 } date)
            facts.Add(LetterLine.Closed(date));
        if (LetterLine.Of(entry.Via, 80) is { Length: > 0 } via)
            facts.Add($"via {LetterLine.Closed(via)}");
        if (entry.Copies.Count > 0)
            facts.Add($"+{Counted(entry.Copies.Count, "copy", "copies")}");
        return string.Join(" · ", [.. facts, $"no. {entry.Number}"]);
    }

    /// <summary>What stands in the place of a summary that cannot be trusted.</summary>
    public static string Review(string doubt) => $"Needs review, so only its title is told. {LetterLine.Of(doubt, 300)}";

    /// <summary>As "Sunday 22 November 2026, 07:30".</summary>
    public static string Moment(DateTimeOffset moment, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(moment, zone).ToString("dddd d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture);

    /// <summary>As "UTC+01:00".</summary>
    public static string Offset(DateTimeOffset moment, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(moment, zone) is var local && local.Offset == TimeSpan.Zero ? "UTC" : local.ToString("'UTC'zzz", CultureInfo.InvariantCulture);

    public static string Counted(int count, string one, string many) => count == 1 ? $"1 {one}" : string.Create(CultureInfo.InvariantCulture, $"{count:N0} {many}");

    /// <summary>How the stories divide; null when they are all of one kind.</summary>
    private static string? Glance(Digest digest)
    {
        var shown = digest.Sections.GroupBy(section => section.Kind).ToDictionary(group => group.Key, group => group.Sum(section => section.Entries.Count));
        if (shown.Count < 2 && digest.NotShown.Count == 0)
            return null;
        var parts = new List<string>();
        if (shown.TryGetValue(SectionKind.Watch, out var found))
            parts.Add($"{found} found by your watches");
        if (shown.TryGetValue(SectionKind.Subject, out var followed))
            parts.Add($"{followed} of what {(parts.Count > 0 ? "else " : "")}you follow");
        if (shown.TryGetValue(SectionKind.Undated, out var undated))
            parts.Add($"{undated} without a date");
        if (digest.NotShown.Count > 0)
            parts.Add($"{digest.NotShown.Count} more in the archive");
        return string.Join(", ", parts) + ".";
    }
}
