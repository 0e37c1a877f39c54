using System.Text;
using Aggregator.Downloads;
using Aggregator.Items;
using Aggregator.Sources;

namespace Aggregator.Articles;

/// <summary>Pages of a made-up publisher, all on one template: what varies is the article, what repeats is not.</summary>
internal static class SitePages
{
    /// <summary>Stands on every page, inside the element that holds the article.</summary>
    public const string Plea = "The Harbour Institute lives on gifts, and every gift, however small, keeps one of its lamps burning for a night.";

    public static readonly Source Harbour = new()
    {
        Id = SourceId.TryParse("harbour", out var id) ? id : default,
        Kind = SourceKind.Feed,
        Address = new Uri("https://harbour.example/feed"),
        Organisation = new Organisation { Name = "Harbour Institute" },
    };

    private static readonly string[] Subjects = ["the ferry", "the lock", "the crane", "the lighthouse", "the pilot", "the dredger", "the quay", "the buoy", "the tide table", "the customs shed"];

    public static Uri At(int number) => new($"https://harbour.example/{number}");

    /// <summary>The paragraphs that only this page has.</summary>
    public static IReadOnlyList<string> Own(int number) =>
        [.. Enumerable.Range(1, 4).Select(at => $"Paragraph {at} of report {number} tells of {Subjects[number % Subjects.Length]} what paragraph {at - 1} of it did not, and takes its time, as reports numbered {number} do.")];

    public static Download Page(int number) => Page(number, Article(Own(number), Plea));

    public static Download Page(int number, string body, string? title = null) => new()
    {
        Body = Encoding.UTF8.GetBytes($"<!DOCTYPE html><html lang=en><head><title>{title ?? $"Report {number}"}</title></head><body><nav><a href=/>Home</a><a href=/all>All reports</a></nav>{body}<footer><p>Harbour Institute, 1 Quay Street</p></footer></body></html>"),
        Address = At(number),
        ContentType = "text/html; charset=utf-8",
    };

    /// <summary>The publisher's template.</summary>
    public static string Article(IEnumerable<string> paragraphs, params IEnumerable<string> boxes) =>
        $"<main><article class='report'><div class='report-text'>{string.Concat(paragraphs.Select(text => $"<p>{text}</p>"))}{string.Concat(boxes.Select(text => $"<p class='gift'>{text}</p>"))}</div></article></main>";

    public static WrittenArticle Write(Download page, SiteMemory site) => ArticleWriter.Write(new Item { Link = page.Address, Title = "As announced" }, new PageOutcome.Page(page), Harbour, site);

    /// <summary>The memory after these pages.</summary>
    public static SiteMemory Learned(params IEnumerable<Download> pages) => pages.Aggregate(SiteMemory.Empty, (site, page) => Write(page, site).Site);

    /// <summary>The memory after so many pages, numbered from one.</summary>
    public static SiteMemory Learned(int count) => Learned(Enumerable.Range(1, count).Select(Page));
}
