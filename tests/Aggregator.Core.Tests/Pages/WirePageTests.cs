using System.Text;
using System.Text.Json.Nodes;
using Aggregator.Downloads;
using Xunit;

namespace Aggregator.Pages;

public sealed class WirePageTests
{
    public static TheoryData<string> Cases => [.. CaseFiles.Names("wire")];

    [Fact]
    public void There_are_cases_for_each_of_the_twenty_variants()
    {
        var variants = CaseFiles.Names("wire").Select(name => name[..3]).ToHashSet();
        Assert.All(Enumerable.Range(1, 20), number => Assert.Contains($"v{number:00}", variants));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_wire_page_becomes_data(string name) => CaseFiles.Check("wire", name, given => AsJson(Read(new Download
    {
        Body = File.ReadAllBytes(CaseFiles.Document("wire", name)),
        Address = new Uri((string)given["address"]!),
        ContentType = CaseFiles.Document("wire", name).EndsWith(".html", StringComparison.Ordinal) ? "text/html; charset=utf-8" : "text/plain; charset=utf-8",
    })));

    [Fact]
    public void Two_marks_make_no_wire_of_another_publishers_page()
    {
        var page = "<html><body><h1>On tides</h1><p>Tides are the business of the harbour master, and of nobody else.</p><h2>Contact</h2><p>Print version</p><h3>Latest news from Example</h3></body></html>";
        var download = new Download { Body = Encoding.UTF8.GetBytes(page), Address = new Uri("https://www.example.org/tides") };
        Assert.Null(Read(download));
        Assert.NotNull(Read(download, isWire: true));
    }

    [Fact]
    public void A_menu_above_the_header_is_no_part_of_the_release()
    {
        var menu = string.Concat(Enumerable.Range(1, 14).Select(row => $"<li>Menu {row}</li>")) + "<li>Contact</li>";
        var page = $"""
            <html><head><title>On tides | Harbour Institute | Official Press Release</title></head><body><ul>{menu}</ul>
            <table><tr><td>Harbour Institute</td><td>Printable version</td></tr></table><h1>On tides</h1>
            <p>Tides are the business of the harbour master, and of nobody else.</p><p>So says the harbour master.</p>
            <p>Original article link: <a href="https://harbour.example/tides">https://harbour.example/tides</a></p></body></html>
            """;
        var release = Read(new Download { Body = Encoding.UTF8.GetBytes(page), Address = new Uri("https://www.wired-gov.net/wg/news.nsf/articles/on+tides+20112026142500") });
        Assert.Equal(("Harbour Institute", "On tides"), (release!.Channel, release.Title));
        Assert.Equal(2, release.Paragraphs.Count);
    }

    private static WireRelease? Read(Download download, bool isWire = false) => WirePage.Read(PageDocument.Of(download), isWire);

    private static JsonObject AsJson(WireRelease? release)
    {
        if (release is null)
            return new JsonObject { ["release"] = false };
        var paragraphs = release.Paragraphs;
        var found = new JsonObject
        {
            ["channel"] = release.Channel,
            ["published"] = release.Dates.Count > 0 ? release.Dates[0].Value.ToString() : null,
            ["printable"] = release.Printable?.AbsoluteUri,
            ["title"] = release.Title,
            ["kicker"] = release.Kicker,
            ["standfirst"] = release.Standfirst,
            ["paragraphs"] = paragraphs.Count,
            ["firstWords"] = paragraphs.Count > 0 ? string.Join(' ', paragraphs[0].Split(' ').Take(4)) : null,
            ["lastWords"] = paragraphs.Count > 0 ? string.Join(' ', paragraphs[^1].Split(' ').TakeLast(4)) : null,
            ["fullRelease"] = release.FullRelease?.AbsoluteUri,
            ["original"] = new JsonObject
            {
                ["link"] = release.Original?.Link?.AbsoluteUri,
                ["evidence"] = release.Original?.Link is null ? "none" : "stated",
                ["quote"] = release.Original?.Quote,
            },
            ["latest"] = new JsonArray([.. release.Latest.Select(row => new JsonObject
            {
                ["title"] = row.Title, ["published"] = row.Published.ToString(), ["summary"] = row.Summary, ["link"] = row.Link?.AbsoluteUri,
            })]),
        };
        if (release.Original is { Others.Count: > 0 } stated)
            found["others"] = new JsonArray([.. stated.Others.Select(other => JsonValue.Create(other.Link.AbsoluteUri))]);
        return found;
    }
}
