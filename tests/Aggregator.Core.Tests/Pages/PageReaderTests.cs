using System.Text;
using Aggregator.Downloads;
using Aggregator.Items;
using Aggregator.Sources;
using Xunit;

namespace Aggregator.Pages;

public sealed class PageReaderTests
{
    private static readonly PageRules Cards = new() { Item = "li.card", Title = "h3", Link = "h3 a", Date = ".when", Summary = ".teaser" };

    [Fact]
    public void Rows_become_items_with_absolute_links_dates_and_safe_summaries()
    {
        var read = Announced("""
            <title>Papers | Harbour</title>
            <ul><li class="card"><h3><a href="ferry?p=1">The  <em>Ferry</em></a></h3><span class="when">20 November 2026</span><p class="teaser">Short <b>word</b><script>alert(1)</script> <a href="/x" onclick="y">more</a></p></li>
            <li class="card"><h3><a href="//docs.harbour.example/two">Two</a></h3></li></ul>
            """, Cards);
        Assert.Equal(("page", "Papers | Harbour", "en"), (read.Format, read.Title, read.Language));
        Assert.Equal(["https://harbour.example/papers/ferry?p=1", "https://docs.harbour.example/two"], read.Items.Select(item => item.Link!.AbsoluteUri));
        Assert.Equal(("The Ferry", "2026-11-20"), (read.Items[0].Title, read.Items[0].Published.ToString()));
        Assert.Equal("Short <b>word</b> <a href=\"https://harbour.example/x\">more</a>", read.Items[0].Summary);
        Assert.Equal((null, null, null), (read.Items[1].Published, read.Items[1].Summary, read.Items[1].UnreadDate));
    }

    [Fact]
    public void The_datetime_of_an_element_outranks_its_words() =>
        Assert.Equal("2026-11-20T09:25:00+00:00", Announced(Row("<time class=when datetime='2026-11-20T09:25:00Z'>yesterday</time>"), Cards).Items[0].Published.ToString());

    [Fact]
    public void Where_the_datetime_cannot_be_read_the_words_stand_in() =>
        Assert.Equal("2026-11-20", Announced(Row("<time class=when datetime='soon'>20 November 2026</time>"), Cards).Items[0].Published.ToString());

    [Fact]
    public void A_date_that_cannot_be_read_is_kept_as_text_and_never_made_up()
    {
        var item = Announced(Row("<span class=when>two  days ago</span>"), Cards).Items[0];
        Assert.Equal((null, "two days ago"), (item.Published, item.UnreadDate));
    }

    [Fact]
    public void With_the_row_alone_its_first_link_and_time_are_taken()
    {
        var item = Announced("<article><a href='/a'>A title</a> <time>20 Nov 2026</time> <a href='/b'>other</a></article>", new PageRules { Item = "article" }).Items[0];
        Assert.Equal(("A title", "https://harbour.example/a", "2026-11-20"), (item.Title, item.Link!.AbsoluteUri, item.Published.ToString()));
    }

    [Fact]
    public void A_row_inside_a_link_or_a_link_itself_is_followed()
    {
        Assert.Equal("https://harbour.example/a", Announced("<a href='/a'><div class=r><h3>T</h3></div></a>", new PageRules { Item = ".r", Title = "h3" }).Items[0].Link!.AbsoluteUri);
        Assert.Equal("https://harbour.example/b", Announced("<a class=r href='/b'>T</a>", new PageRules { Item = ".r", Link = "a" }).Items[0].Link!.AbsoluteUri);
    }

    [Fact]
    public void A_base_element_is_the_base_of_the_links() =>
        Assert.Equal("https://docs.harbour.example/d/ferry", Announced("<base href='https://docs.harbour.example/d/'>" + Row(""), Cards).Items[0].Link!.AbsoluteUri);

    [Fact]
    public void A_row_that_leads_nowhere_keeps_its_title_and_a_row_of_nothing_is_dropped()
    {
        var read = Announced("<ul><li class=card><h3><a href='javascript:open()'>By script</a></h3><li class=card> words alone <li class=card><h3>No link</h3></ul>", Cards);
        Assert.Equal([("By script", null), ("No link", null)], read.Items.Select(item => (item.Title, item.Link)));
        Assert.Equal([new Drop("nothing to read", "words alone", "The row has neither link nor title.")], read.Drops);
    }

    [Fact]
    public void A_page_on_which_nothing_matches_says_what_was_sought() =>
        Assert.Equal("Nothing on the page matches 'li.card': its markup may have changed.", Refused("<p>We have moved.</p>", Cards));

    [Fact]
    public void Rows_without_links_or_titles_are_a_refusal() =>
        Assert.Equal("2 rows match 'li.card', but none has a link or a title.", Refused("<ul><li class=card>One<li class=card>Two</ul>", Cards));

    [Fact]
    public void Selectors_need_html() => Assert.Equal("This is plain text: selectors need html.", Refused("Just words.", Cards, "text/plain"));

    [Fact]
    public void A_page_without_rules_that_is_no_wires_says_what_to_do() =>
        Assert.StartsWith("Nothing says what this page announces", Refused("<p>Words.</p>", null), StringComparison.Ordinal);

    private static string Row(string inner) => $"<ul><li class=card><h3><a href='ferry'>The Ferry</a></h3>{inner}</ul>";

    private static Announcement Announced(string body, PageRules? rules) => Assert.IsType<ReadOutcome.Read>(PageReader.Read(Page(body, "text/html; charset=utf-8"), rules)).Announcement;

    private static string Refused(string body, PageRules? rules, string type = "text/html") => Assert.IsType<ReadOutcome.Unreadable>(PageReader.Read(Page(body, type), rules)).Why;

    private static Download Page(string body, string type) => new()
    {
        Body = Encoding.UTF8.GetBytes(type == "text/plain" ? body : $"<!DOCTYPE html><html lang=en>{body}"),
        Address = new Uri("https://harbour.example/papers/"),
        ContentType = type,
    };
}
