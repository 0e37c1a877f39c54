using Aggregator.Articles;
using Aggregator.Pages;
using Aggregator.Text;

namespace Aggregator.Benchmarks;

/// <summary>Finds where a page says one day, in any form and language that is read anywhere: in its head, in its lines, in what it is written in.</summary>
internal static class DayOnPage
{
    private const int Lead = 24;

    private const int Behind = 14;

    /// <summary>Each place, with what stands before the day and behind it.</summary>
    public static IReadOnlyList<DayMention> Of(PageDocument page, DateTime day)
    {
        if (page.Map is not { } map)
            return [];
        var head = new PageHead(map).All.Where(meta => PageDates.Declared(meta.Content)?.Moment.Date == day).Select(meta => Mention($"{meta.Written} ", meta.Content));
        var lines = map.Blocks.SelectMany((block, at) => In(block.Text, day, at > 0 && map.Blocks[at - 1].Text.Length < Lead ? map.Blocks[at - 1].Text + " " : ""));
        return [.. head, .. lines, .. page.Written(text => In(text.ToString(), day, ""))];
    }

    private static List<DayMention> In(string text, DateTime day, string before) =>
    [
        .. DateFinder.Find(text, int.MaxValue).Where(date => date.Value.Moment.Date == day || date.Swapped?.Moment.Date == day).Select(date =>
        {
            var start = Math.Max(0, date.Start - Lead);
            return Mention((start == 0 ? before : "") + text[start..date.Start], text[date.Start..Math.Min(text.Length, date.Start + date.Length + Behind)]);
        }),
    ];

    private static DayMention Mention(string before, string words) => new(
        PlainText.OneLine(before + words),
        DayWords.IsChange(before) ? DayRole.Change : DayWords.IsPublished(before) || before.Contains("date", StringComparison.OrdinalIgnoreCase) ? DayRole.Publication : DayRole.None);
}

/// <summary>A place of a page that says a day.</summary>
internal readonly record struct DayMention(string Quote, DayRole Role);

/// <summary>What the words before a day say that it is.</summary>
internal enum DayRole
{
    None,
    Publication,
    Change,
}
