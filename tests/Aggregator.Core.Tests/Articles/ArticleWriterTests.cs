using System.Text;
using System.Text.Json.Nodes;
using Aggregator.Downloads;
using Aggregator.Files;
using Aggregator.Items;
using Aggregator.Sources;
using Aggregator.Text;
using Xunit;

namespace Aggregator.Articles;

public sealed class ArticleWriterTests
{
    private static readonly Source Harbour = Of("harbour", "Harbour Institute");

    private static readonly Source Wire = Of("wire", "The Wire") with { IsWire = true };

    private static readonly Item Ferry = new()
    {
        Id = "1",
        Link = new Uri("https://harbour.example/ferry"),
        Title = "The ferry, as announced",
        Summary = "<p>A short word.</p>",
        Published = WrittenDate.Day(2026, 11, 20),
        Authors = ["Ada Quay"],
    };

    public static TheoryData<string> Cases => [.. CaseFiles.Names("articles")];

    [Fact]
    public void There_are_cases_of_pages() => Assert.True(CaseFiles.Names("articles").Count() >= 15);

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_page_becomes_its_text_and_facts_without_furniture(string name) => CaseFiles.Check("articles", name, given => AsJson(ArticleWriter.Read(
        new Download { Body = File.ReadAllBytes(CaseFiles.Document("articles", name)), Address = new Uri((string)given["address"]!), ContentType = (string?)given["contentType"] },
        given["rules"] is { } rules ? Harbour with { Rules = new PageRules { Body = (string?)rules["body"], Remove = (string?)rules["remove"] } } : null)));

    [Fact]
    public void What_runs_is_gone_from_every_kept_body() => Assert.All(CaseFiles.Names("articles"), name =>
    {
        var html = ArticleWriter.Read(new Download { Body = File.ReadAllBytes(CaseFiles.Document("articles", name)) }, null).Html;
        Assert.DoesNotContain("javascript:", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("onclick", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("style=", html, StringComparison.OrdinalIgnoreCase);
    });

    [Fact]
    public void Where_the_page_cannot_be_had_the_sources_text_stands_in_and_the_article_says_why()
    {
        var article = ArticleWriter.Write(Ferry with { Content = "<p>The whole text.</p>" }, new PageOutcome.NoPage("harbour.example answered 403."), Harbour);
        Assert.Equal(("The whole text.", "A short word.", "harbour.example answered 403."), (article.Text, article.Standfirst, article.PageTrouble));
        Assert.Equal(("Harbour Institute", OriginalLink.None, "2026-11-20"), (article.Publisher, article.Original, article.Published.ToString()));
        Assert.Equal(["the source's list"], article.Dates.Select(date => date.From));
    }

    [Fact]
    public void A_page_with_text_gives_the_text_and_the_source_keeps_the_title()
    {
        var article = ArticleWriter.Write(Ferry, Page("<title>Another title</title><article><h1>Another title</h1>" + Paragraphs(6) + "</article>"), Harbour);
        Assert.Equal("The ferry, as announced", article.Title);
        Assert.Equal(6, article.Text.Split("\n\n").Length);
        Assert.Equal("A short word.", article.Standfirst);
        Assert.Null(article.PageTrouble);
        Assert.Null(article.Via);
    }

    [Fact]
    public void A_page_much_shorter_than_what_the_source_gave_does_not_replace_it()
    {
        var article = ArticleWriter.Write(Ferry with { Content = Paragraphs(20) }, Page("<article>" + Paragraphs(2) + "</article>"), Harbour);
        Assert.Equal(20, article.Text.Split("\n\n").Length);
        Assert.NotNull(article.PageTrouble);
    }

    [Fact]
    public void A_page_without_text_leaves_the_sources_and_says_so()
    {
        var article = ArticleWriter.Write(Ferry, Page("<div id=app></div>"), Harbour);
        Assert.Equal(("A short word.", "The page was read, but no text was found on it."), (article.Text, article.PageTrouble));
    }

    [Fact]
    public void A_release_on_the_wire_is_its_publishers_with_the_wire_as_its_way()
    {
        var item = Ferry with { Link = new Uri("https://www.wired-gov.net/wg/news.nsf/articles/the+ferry+20112026142500?open") };
        var name = CaseFiles.Names("wire").First(n => n.StartsWith("v01", StringComparison.Ordinal) && n.EndsWith("page", StringComparison.Ordinal));
        var article = ArticleWriter.Write(item, new PageOutcome.Page(new Download { Body = File.ReadAllBytes(CaseFiles.Document("wire", name)), Address = item.Link }), Wire);
        Assert.Equal(("Who Owns the Night Ferry?", "Harbour Institute", "wired-gov.net"), (article.Title, article.Publisher, article.Via));
        Assert.Equal(Evidence.Stated, article.Original.Evidence);
        Assert.Equal(article.Original.Link, article.Best);
    }

    [Fact]
    public void The_wire_is_never_the_publisher_of_what_it_carries() =>
        Assert.Null(ArticleWriter.Write(Ferry, new PageOutcome.NoPage("x"), Wire).Publisher);

    [Theory]
    [InlineData("https://tides.example/2026/the-night-ferry-leaves-late", null)]
    [InlineData("https://copies.example/2026/the-night-ferry-leaves-late", "harbour.example")]
    public void What_first_stood_on_another_host_of_its_own_publisher_came_by_way_of_nobody(string original, string? via)
    {
        var source = Harbour with { Organisation = Harbour.Organisation with { Hosts = ["harbour.example", "tides.example"] } };
        var article = ArticleWriter.Write(Ferry, Page($"<article>{Paragraphs(6)}<p>This article was originally published on <a href='{original}'>Tides</a>.</p></article>"), source);
        Assert.Equal((new Uri(original), via), (article.Original.Link, article.Via));
    }

    [Theory]
    [InlineData(null, "<p>Only these words.</p>", "Only these words.")]
    [InlineData(null, null, "https://harbour.example/ferry")]
    public void An_item_without_a_title_is_known_by_its_first_words_or_its_link(string? title, string? summary, string known) =>
        Assert.Equal(known, ArticleWriter.Write(Ferry with { Title = title, Summary = summary }, new PageOutcome.NoPage("x"), Harbour).Title);

    [Fact]
    public void A_poorer_reading_never_replaces_a_better_one()
    {
        var whole = ArticleWriter.Write(Ferry, Page("<article>" + Paragraphs(6) + "</article>"), Harbour);
        var poor = ArticleWriter.Write(Ferry, new PageOutcome.NoPage("x"), Harbour);
        Assert.False(poor.Replaces(whole));
        Assert.True(whole.Replaces(poor));
        Assert.False(whole.Replaces(whole with { Topics = ["ports"] }));
        Assert.True((whole with { Title = "Changed" }).Replaces(whole));
    }

    private const string German = "Der Hafen ist in der Nacht nicht zu sehen, und die Leute, die auf das Schiff warten, haben es auch an diesem Tag nicht gesehen, weil es für sie zu spät war.";

    [Fact]
    public void Whatever_a_text_came_in_its_words_say_its_language()
    {
        var pdf = new PdfText { Text = German, Pages = 1, Language = "en-US" };
        var release = $"Hafenamt\n|Printable version\nDer Hafen\n{German}\nOriginal article link: https://hafen.example/der-hafen-in-der-nacht\nLatest News from\nHafenamt\nEin Titel 24/02/2026 09:25:00";
        Assert.Equal("de", ArticleWriter.Write(Ferry with { Content = $"<p>{German}</p>" }, new PageOutcome.NoPage("x"), Harbour).Language);
        Assert.Equal("de", ArticleWriter.ReadPdf(new Download { Body = "%PDF"u8.ToArray() }, pdf).Language);
        Assert.Equal("de", ArticleWriter.Read(new Download { Body = Encoding.UTF8.GetBytes(release) }, Wire).Language);
        Assert.Equal("de", ArticleWriter.Read(new Download { Body = Encoding.UTF8.GetBytes(German) }, null).Language);
        Assert.Null(ArticleWriter.Write(Ferry, new PageOutcome.NoPage("x"), Harbour).Language);
    }

    private static JsonObject AsJson(Reading read) => new()
    {
        ["title"] = read.Title,
        ["standfirst"] = read.Standfirst,
        ["authors"] = CaseFiles.List(read.Authors),
        ["dates"] = CaseFiles.List(read.Dates.Select(date => $"{date.Value} from {date.From}")),
        ["updated"] = read.Updated?.ToString(),
        ["language"] = read.Language,
        ["publisher"] = read.Publisher,
        ["original"] = $"{read.Original.Evidence}: {read.Original.Link?.AbsoluteUri ?? "-"}: {read.Original.Quote ?? "-"}",
        ["attachments"] = CaseFiles.List(read.Attachments.Select(file => file.Address.AbsoluteUri)),
        ["text"] = CaseFiles.List(read.Text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)),
    };

    private static PageOutcome.Page Page(string body) =>
        new(new Download { Body = Encoding.UTF8.GetBytes($"<!DOCTYPE html><html lang=en><body>{body}"), Address = Ferry.Link, ContentType = "text/html; charset=utf-8" });

    private static string Paragraphs(int count) =>
        string.Concat(Enumerable.Range(1, count).Select(at => $"<p>Paragraph {at} says of the ferry what the one before it did not, and says it at some length, so that it counts.</p>"));

    private static Source Of(string id, string name) => new()
    {
        Id = SourceId.TryParse(id, out var known) ? known : default,
        Kind = SourceKind.Feed,
        Address = new Uri("https://harbour.example/feed"),
        Organisation = new Organisation { Name = name },
    };
}
