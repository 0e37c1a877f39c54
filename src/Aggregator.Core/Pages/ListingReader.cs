using Aggregator.Items;
using Aggregator.Sources;
using Aggregator.Text;
using AngleSharp.Dom;

namespace Aggregator.Pages;

/// <summary>Reads a listing page's rows by CSS selectors.</summary>
internal static class ListingReader
{
    public static ReadOutcome Read(PageDocument page, PageRules rules)
    {
        var rows = page.Html!.QuerySelectorAll(rules.Item!);
        if (rows.Length == 0)
            return new ReadOutcome.Unreadable($"Nothing on the page matches '{rules.Item}': its markup may have changed.");
        var items = new List<Item>();
        var drops = new List<Drop>();
        foreach (var row in rows)
        {
            var item = ItemOf(row, page.Address, rules);
            if (item.Link is null && item.Title is null)
                drops.Add(new Drop("nothing to read", PlainText.Shortened(PlainText.OneLine(row.TextContent), 80), "The row has neither link nor title."));
            else
                items.Add(item);
        }
        if (items.Count == 0)
            return new ReadOutcome.Unreadable($"{rows.Length} rows match '{rules.Item}', but none has a link or a title.");
        return new ReadOutcome.Read(new Announcement
        {
            Format = "page",
            Title = page.Title,
            Link = page.Address,
            Language = page.Language,
            Items = items,
            Drops = drops,
        });
    }

    private static Item ItemOf(IElement row, Uri? address, PageRules rules)
    {
        var anchor = Inside(row, rules.Link) ?? (rules.Title is null ? null : Inside(row, rules.Title)?.QuerySelector("a[href]")) ?? row.QuerySelector("a[href]") ?? row.Closest("a[href]");
        var title = Inside(row, rules.Title) ?? anchor;
        var date = Inside(row, rules.Date) ?? row.QuerySelector("time");
        var dateText = date?.GetAttribute("datetime") ?? date?.TextContent;
        var published = DateReader.Read(dateText) ?? DateReader.Read(date?.TextContent);
        var summary = rules.Summary is null ? null : Inside(row, rules.Summary);
        return new Item
        {
            Link = WebAddress.Resolve(address, anchor?.GetAttribute("href")),
            Title = PlainText.Title(title?.TextContent),
            Published = published,
            UnreadDate = published is null && !string.IsNullOrWhiteSpace(dateText) ? PlainText.OneLine(dateText) : null,
            Summary = SafeHtml.Clean(summary?.InnerHtml, address),
        };
    }

    private static IElement? Inside(IElement row, string? selector) =>
        selector is null ? null : row.Matches(selector) ? row : row.QuerySelector(selector);
}
