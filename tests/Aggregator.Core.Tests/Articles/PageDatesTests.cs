using System.Text;
using Aggregator.Downloads;
using Xunit;

namespace Aggregator.Articles;

/// <summary>Which of a page's days is its own, on small pages of our own.</summary>
public sealed class PageDatesTests
{
    private const string Title = "<h1>The night ferry leaves late again</h1>";

    private const string Named = "<meta property=og:title content='The night ferry leaves late again'>";

    private const string Body = "<p>The ferry left the harbour at night, and the people who had waited for it said that they would wait again, as they always do, and that nobody had told them.</p>";

    private const string Ticker = "<ul><li>The night ferry leaves late again</li><li>2 March 2026</li></ul>" + Body + Body + Body + Body + Body + Body + Body + Body + Body + Body + Body + Body;

    private static readonly string Long = string.Concat(Enumerable.Repeat(Body, 20));

    [Theory]
    [InlineData("<p><img src=q.png alt='The quay on 1 March 2026'></p><p>The quay on 1 March 2026</p>")]
    [InlineData("<figure><img src=q.png><figcaption>The quay, 1 March 2026</figcaption></figure>")]
    public void What_a_picture_shows_did_not_happen_on_the_articles_day(string picture)
    {
        Assert.Null(Published("", Title + picture + Body));
        Assert.Equal("2026-03-03", Published("", Title + picture + Long + "<p>Date 3 March 2026</p>"));
    }

    [Theory]
    [InlineData("<p>Joined: 1 March 2026</p>")]
    [InlineData("<p>Registriert: 01.03.2026, 05:56</p>")]
    [InlineData("<p>Aktuelle Zeit: 01.03.2026, 12:18</p>")]
    public void When_a_writer_joined_and_what_day_it_is_now_are_no_publication(string line) => Assert.Null(Published("", Title + line + Body));

    [Theory]
    [InlineData("<p>This paper was originally published by the Tidal Review on November 20, 2025.</p>", "2026-03-03")]
    [InlineData("<p>Originally published on November 20, 2025</p>", "2025-11-20")]
    public void The_day_on_which_another_published_it_is_not_the_pages(string line, string day) => Assert.Equal(day, Published("", Title + "<p class=date>March 3, 2026</p>" + line + Body));

    [Fact]
    public void A_day_is_called_by_its_own_element_and_not_by_its_neighbours() =>
        Assert.Equal("2026-03-03", Published("", "<div><a>Health</a><span class=dateline>MARCH 03, 2026</span><span class='dateline updated'>Updated: MARCH 05, 2026</span></div>" + Title + Body));

    [Fact]
    public void Who_signs_with_a_day_dates_the_article_wherever_it_stands() =>
        Assert.Equal("2026-03-03", Published("", Title + Long + "<div>Author: <a>Ada2</a> am 03.03.2026, 13:36 Uhr</div><p>03.04.2026 - 22:40</p>"));

    [Fact]
    public void A_day_in_a_link_far_from_the_title_is_the_linked_pages() =>
        Assert.Null(Published("", Title + "<p>Updated on 5 March 2026</p>" + Long + "<a href=/b><span class=post-date>1 March 2026</span></a>"));

    [Fact]
    public void A_day_in_the_midst_of_a_sentence_is_its_storys() =>
        Assert.Null(Published("", Title + "<p>The season ends for most of the harbour on April 15, 2026. If you are late, you still have options.</p>" + Body));

    [Fact]
    public void A_day_before_the_first_quotation_is_the_dateline() =>
        Assert.Equal("2026-03-03", Published("", Title + "<p>03.03.2026 „Der Hafen ist gut in das Jahr gestartet. Wer auf die Fähre wartet, wartet weniger lange als im Jahr davor, und wer nicht wartet, merkt davon nichts“, sagte die Hafenmeisterin Ada Quay.</p>" + Body));

    [Theory]
    [InlineData(Ticker + "<div class=page-comment><h1 class=comment-headline>The night ferry leaves late again</h1><div class=comment-date>3 March 2026</div></div>")]
    [InlineData(Ticker + "<div class=newsletter-head><h1>The night ferry leaves late again</h1><p>3 March 2026</p></div>")]
    [InlineData("<div><h3>The night ferry leaves late again</h3><p>2 March 2026</p></div><div><h3>Another</h3><p>1 March 2026</p></div>" + Body + Body + Body + Body + Body + Body + Body + Body + Body + Body + Body + Body + "<h2>The night ferry leaves late again</h2><p>3 March 2026</p>")]
    public void The_heading_that_says_what_the_head_says_is_the_title_and_its_line_the_articles(string article) =>
        Assert.Equal("2026-03-03", Published(Named, article + string.Concat(Enumerable.Repeat("<p>Tide tables of the quay</p>", 60))));

    [Fact]
    public void A_heading_in_the_trail_to_the_page_is_not_its_title() =>
        Assert.Equal("Late again", Read("<title>Ferry news: the night ferry</title><meta property=og:title content='Late again'>", "<div class='teaser breadcrumb'><h1>Ferry news: the night ferry</h1></div><h2>Late again</h2>" + Body).Title);

    [Fact]
    public void What_begins_under_the_title_and_holds_most_of_the_text_is_no_sidebar() =>
        Assert.Equal("2026-03-03T21:25:00-03:00", Published("<meta property=article:published_time content='2026-03-04T00:25:00Z'>", $"{Title}<div class=lay-sidebar><p>Sub</p><span><time datetime='2026-03-03T21:25:00-03:00'>x</time></span>{Long}</div>" + string.Concat(Enumerable.Repeat("<p><a href=/t>Tide</a></p>", 90))));

    [Theory]
    [InlineData("""window.state = {"id":7,"publicationDate":"2026-03-03T14:27:32+01:00"}""", "2026-03-03")]
    [InlineData("""dataLayer.push({'cmsPublishingDate': '20260303'})""", "2026-03-03")]
    [InlineData("""self.next.push("{\"datePublished\":\"2026-03-03\"}")""", "2026-03-03")]
    [InlineData("""{"publishedAt":"2026-03-03","related":[{"publishedAt":"2026-03-01"}]}""", null)]
    [InlineData("""{"lastPublishedAt":"2026-03-03"}""", null)]
    [InlineData("""{"updated_publish_date":"2026-03-03"}""", null)]
    [InlineData("""{"publisher":"2026-03-03"}""", null)]
    public void Where_nothing_else_dates_a_page_the_only_day_its_scripts_say_it_was_published_on_does(string script, string? day)
    {
        var read = Read("", $"{Title}{Body}<script>{script}</script>");
        Assert.Equal(day, read.Published?.ToString());
        Assert.Equal(day is null ? [] : ["a script of the page"], read.Dates.Select(date => date.From));
        Assert.Equal("2026-04-04", Published("", $"{Title}<p>4 April 2026</p>{Body}<script>{script}</script>"));
    }

    [Fact]
    public void The_day_of_a_change_is_no_publication_though_a_script_says_so() =>
        Assert.Null(Published("", Title + "<p>Last updated 3 March 2026</p>" + Body + """<script>x = {"publish_date":"2026-03-03"}</script>"""));

    private static string? Published(string head, string body) => Read(head, body).Published?.ToString();

    private static Reading Read(string head, string body) => ArticleWriter.Read(new Download
    {
        Body = Encoding.UTF8.GetBytes($"<!DOCTYPE html><html><head>{head}</head><body><main>{body}</main></body>"),
        Address = new Uri("https://harbour.example/ferry"),
        ContentType = "text/html; charset=utf-8",
    }, null);
}
