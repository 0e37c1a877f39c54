using Aggregator.Downloads;
using Xunit;

namespace Aggregator.Articles;

public sealed class PageDoubtTests
{
    private const string Wall = "<main><p>We use cookies to make the harbour a better place. Choose which of them you accept before you read on, or read our notice about them.</p></main>";

    /// <summary>A template on which nothing of the old one is left, and where only a stub is found.</summary>
    private static Download Stub(int number) => SitePages.Page(number, $"<main><div class='app'><p>Report {number} loads when you have chosen a reader for it.</p></div></main>");

    [Fact]
    public void Pages_like_those_before_are_not_in_doubt()
    {
        var site = SiteMemory.Empty;
        for (var number = 1; number <= 20; number++)
        {
            var written = SitePages.Write(SitePages.Page(number), site);
            Assert.Null(written.Article.Doubt);
            site = written.Site;
        }
    }

    [Fact]
    public void A_cookie_banner_is_known_on_the_first_page() =>
        Assert.Equal("Its text reads like a cookie banner.", SitePages.Write(SitePages.Page(1, Wall), SiteMemory.Empty).Article.Doubt);

    [Theory]
    [InlineData("404 Errors")]
    [InlineData("Error 404 - Harbour Institute")]
    [InlineData("403 Forbidden")]
    [InlineData("Access denied")]
    [InlineData("Oops! This page can’t be found | Harbour Institute")]
    [InlineData("Seite nicht gefunden – Hafeninstitut")]
    [InlineData("Page introuvable")]
    public void A_title_that_only_says_there_is_no_page_is_in_doubt(string title) =>
        Assert.Equal("Its title reads like an error page's.", SitePages.Write(SitePages.Page(1, "<main><p>You may look at our other reports on tides and quays.</p></main>", title), SiteMemory.Empty).Article.Doubt);

    [Theory]
    [InlineData("404 days at sea")]
    [InlineData("Access denied: who may use the harbour")]
    [InlineData("Error bars in tide tables")]
    [InlineData("500 new berths")]
    public void A_short_notice_is_no_error_for_its_title(string title) =>
        Assert.Null(SitePages.Write(SitePages.Page(1, SitePages.Article(SitePages.Own(1)), title), SiteMemory.Empty).Article.Doubt);

    [Fact]
    public void An_article_about_cookies_is_an_article()
    {
        var about = SitePages.Own(1).Prepend("Half of all sites use cookies without asking, says a report that was published in the harbour on Monday.").Concat(SitePages.Own(2)).Concat(SitePages.Own(3)).Concat(SitePages.Own(4));
        Assert.Null(SitePages.Write(SitePages.Page(1, SitePages.Article(about)), SiteMemory.Empty).Article.Doubt);
    }

    [Fact]
    public void A_stub_where_the_source_has_whole_texts_needs_review() =>
        Assert.Contains("characters of text; the source's other pages gave", SitePages.Write(Stub(9), SitePages.Learned(5)).Article.Doubt, StringComparison.Ordinal);

    [Fact]
    public void A_stub_is_no_wonder_where_nothing_is_known() => Assert.Null(SitePages.Write(Stub(9), SitePages.Learned(4)).Article.Doubt);

    [Fact]
    public void A_page_without_text_needs_review_where_the_others_have_one() =>
        Assert.Contains("No text was found on its page", SitePages.Write(SitePages.Page(9, "<div id=app></div>"), SitePages.Learned(5)).Article.Doubt, StringComparison.Ordinal);

    [Fact]
    public void A_page_that_lost_its_title_needs_review() =>
        Assert.Contains("has no title", SitePages.Write(SitePages.Page(9, SitePages.Article(SitePages.Own(9)), title: ""), SitePages.Learned(5)).Article.Doubt, StringComparison.Ordinal);

    [Fact]
    public void What_is_in_doubt_teaches_nothing()
    {
        var site = SitePages.Learned(5);
        var after = SitePages.Write(Stub(9), site).Site;
        Assert.Equal((site.Learned, 1), (after.Learned, after.Doubtful));
        Assert.Equal(0, SitePages.Write(SitePages.Page(10), after).Site.Doubtful);
    }

    [Fact]
    public void Three_in_a_row_say_that_the_source_has_changed_and_it_is_learned_anew()
    {
        var site = SitePages.Learned(8);
        for (var number = 11; number <= 13; number++)
            site = SitePages.Write(Stub(number), site).Site;
        Assert.Equal((1, 1, 0), (site.Changes, site.Learned, site.Doubtful));
        Assert.Null(SitePages.Write(Stub(14), site).Article.Doubt);
    }

    [Fact]
    public void A_wall_never_makes_us_forget_what_stands_behind_it()
    {
        var site = SitePages.Learned(8);
        for (var number = 11; number <= 15; number++)
            site = SitePages.Write(SitePages.Page(number, Wall), site).Site;
        Assert.Equal((0, 8, 5), (site.Changes, site.Learned, site.Doubtful));
        Assert.Null(SitePages.Write(SitePages.Page(16), site).Article.Doubt);
    }

    [Fact]
    public void A_reading_in_doubt_never_replaces_a_good_one_and_a_good_one_lifts_a_doubt()
    {
        var good = SitePages.Write(SitePages.Page(9), SitePages.Learned(5)).Article;
        var doubtful = SitePages.Write(Stub(9), SitePages.Learned(5)).Article;
        Assert.NotNull(doubtful.Doubt);
        Assert.False(doubtful.Replaces(good));
        Assert.True(good.Replaces(doubtful));
        Assert.True((doubtful with { Doubt = null }).Replaces(doubtful));
        Assert.False(doubtful.Replaces(doubtful));
    }
}
