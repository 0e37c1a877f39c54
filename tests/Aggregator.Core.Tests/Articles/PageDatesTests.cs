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
    [InlineData("<div id=date-now>Tuesday, 3 March 2026, <span id=server-time>20:00</span></div>")]
    [InlineData("<p class=current_date>Вторник, 3 марта 2026</p>")]
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
    public void A_day_in_a_Chinese_paragraph_is_its_storys_though_that_is_short() =>
        Assert.Null(Published("", Title + "<p>港口办事处发布的《夜间渡轮工作方案》规定，推广夜间渡轮的政策到2026年3月3日到期。</p>" + Body));

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

    [Theory]
    [InlineData("https://harbour.example/2026/FERRIES/03/03/night.ferry/index.html", "2026-03-03")]
    [InlineData("https://harbour.example/2026/middle_coast/3/3/ferry/index.html", "2026-03-03")]
    [InlineData("https://harbour.example/tides/2026/mar/03/night-ferry", "2026-03-03")]
    [InlineData("https://harbour.example/tides/2026/March/3/", "2026-03-03")]
    [InlineData("https://harbour.example/2026/marina/ferry", null)]
    [InlineData("https://harbour.example/2026/tides/3/night-ferry", null)]
    public void An_address_may_name_the_month_or_a_section_between_year_and_day(string address, string? day) => Assert.Equal(day, Read("", Title + Body, address).Published?.ToString());

    [Theory]
    [InlineData("<link rel=canonical href='https://harbour.example/2026/03/03/ferry'>", "2026-03-03")]
    [InlineData("<meta property=og:url content='https://www.harbour.example/2026/03/03/ferry'>", "2026-03-03")]
    [InlineData("<link rel=canonical href='https://tides.example/2026/03/03/ferry'>", null)]
    public void The_address_that_a_page_calls_its_own_dates_it_on_its_own_site(string head, string? day) => Assert.Equal(day, Published(head, Title + Body));

    [Theory]
    [InlineData("<a href=/other><time datetime='2026-03-01'>1 March 2026</time> <b>The harbour buys another ferry for the summer</b></a>")]
    [InlineData("<a href=/other><div class=date>1 March 2026</div><div>The harbour buys another ferry for the summer</div></a>")]
    public void The_day_on_a_card_is_the_other_pages_though_it_stands_by_the_title(string card)
    {
        Assert.Equal("2026-03-03", Published("", "<p class=meta>3 March 2026</p><a href=/tides>Tides</a>" + Title + Body + card));
        Assert.Null(Published("", Title + Body + card));
    }

    [Fact]
    public void The_day_in_a_link_of_its_own_or_with_the_title_is_the_pages()
    {
        Assert.Equal("2026-03-03", Published("", Title + "<a href=/ferry><time datetime='2026-03-03'>3 March</time></a>" + Body));
        Assert.Equal("2026-03-03", Published("", Title + Body + "<a href='/ferry?utm_source=list'><div class=date>3 March 2026</div><div>The harbour's ferry was late in the night</div></a>"));
        Assert.Equal("2026-03-03", Published("", "<a href=/ferry><h1>The night ferry leaves late again</h1><time datetime='2026-03-03'>3 March 2026</time></a>" + Body));
    }

    [Theory]
    [InlineData("<p>Ada Quay (1 March 2026)</p><p>Tom Pier (2 March 2026)</p><p>Eve Lock (9 January 2026)</p>", null)]
    [InlineData("<p>Ada Quay (3 March 2026)</p><p>Tom Pier (2 March 2026)</p><p>Eve Lock (9 January 2026)</p>", "2026-03-03")]
    public void Of_a_list_of_days_none_is_the_pages_but_on_a_front_page_the_newest(string list, string? day) =>
        Assert.Equal(day, Published("", $"{Title}{Long}<div class=info>{list}</div>"));

    [Fact]
    public void A_line_that_tells_one_day_twice_tells_the_change_last() =>
        Assert.Equal("2026-03-03", Published("", Title + "<p>By Ada Quay on March 3, 2026 at 12:06 PM, updated <span class=updated>March 3, 2026 at 12:10 PM</span></p>" + Body));

    [Theory]
    [InlineData("<meta name=article_date_original content='Tuesday, March 3, 2026, 12:06 PM'>")]
    [InlineData("""<meta name=parsely-page content='{"type":"post","title":"Ferry","pub_date":"2026-03-03T17:10:17Z","author":"Ada Quay"}'>""")]
    public void The_head_may_say_the_day_in_a_dialect_of_its_own(string head) => Assert.StartsWith("2026-03-03", Published(head, Title + Body), StringComparison.Ordinal);

    [Theory]
    [InlineData("This page was last edited on 3 March 2026")]
    [InlineData("Diese Seite wurde zuletzt bearbeitet am 3. März 2026")]
    public void When_a_page_was_last_edited_is_no_publication(string line) => Assert.Null(Published("", $"{Title}<p>{line}</p>{Body}"));

    private static string? Published(string head, string body) => Read(head, body).Published?.ToString();

    private static Reading Read(string head, string body, string address = "https://harbour.example/ferry") => ArticleWriter.Read(new Download
    {
        Body = Encoding.UTF8.GetBytes($"<!DOCTYPE html><html><head>{head}</head><body><main>{body}</main></body>"),
        Address = new Uri(address),
        ContentType = "text/html; charset=utf-8",
    }, null);
}
