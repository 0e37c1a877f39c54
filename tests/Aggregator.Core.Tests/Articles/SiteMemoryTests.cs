using System.Text;
using System.Text.Json;
using Aggregator.Downloads;
using Aggregator.Sources;
using Xunit;

namespace Aggregator.Articles;

public sealed class SiteMemoryTests
{
    [Fact]
    public void What_stands_on_other_pages_too_is_not_the_articles()
    {
        var read = Enumerable.Range(1, 3).Aggregate((Texts: new List<string>(), Site: SiteMemory.Empty), (so, number) =>
        {
            var written = SitePages.Write(SitePages.Page(number), so.Site);
            return ([.. so.Texts, written.Article.Text], written.Site);
        });
        Assert.Contains(SitePages.Plea, read.Texts[0], StringComparison.Ordinal);
        Assert.Equal(string.Join("\n\n", SitePages.Own(3)), read.Texts[2]);
    }

    [Fact]
    public void What_stands_on_other_pages_too_fills_no_gap_between_paragraphs()
    {
        static Download With(int number) => SitePages.Page(number, SitePages.Article(SitePages.Own(number).Take(2).Append(SitePages.Plea).Concat(SitePages.Own(number).Skip(2))));
        Assert.Equal(string.Join("\n\n", SitePages.Own(9)), SitePages.Write(With(9), SitePages.Learned(Enumerable.Range(1, 3).Select(With))).Article.Text);
    }

    [Fact]
    public void What_the_heads_of_several_other_pages_say_too_is_the_sites_slogan_and_no_standfirst()
    {
        const string slogan = "The institute publishes reports on every lamp of the harbour and on those who keep it.";
        static Download With(int number, string description)
        {
            var page = SitePages.Page(number);
            return page with { Body = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(page.Body.Span).Replace("<title>", $"<meta name=description content='{description}'><title>", StringComparison.Ordinal)) };
        }

        var site = SitePages.Learned(With(1, slogan), With(2, slogan));
        Assert.Equal(slogan, SitePages.Write(With(2, slogan), site).Article.Standfirst);
        Assert.Null(SitePages.Write(With(3, slogan), site).Article.Standfirst);
        Assert.Equal("Of the lamp alone.", SitePages.Write(With(3, "Of the lamp alone."), site).Article.Standfirst);
    }

    [Fact]
    public void What_stands_where_the_others_have_their_text_is_the_articles()
    {
        var list = "<ul class='points'><li>First, the keeper of lamp {0} counts the barges of week {0} and writes them down in ink.</li><li>Second, the harbour of week {0} is swept before the tide of week {0} comes in.</li></ul>";
        string With(int number, string kind) => SitePages.Article(SitePages.Own(number)).Replace("</div></article>", string.Format(System.Globalization.CultureInfo.InvariantCulture, list, number).Replace("points", kind, StringComparison.Ordinal) + "</div></article>", StringComparison.Ordinal);
        var site = SitePages.Learned(Enumerable.Range(1, 4).Select(number => SitePages.Page(number, With(number, "points"))));
        // By its name this page's list is furniture; the others had theirs at the same place in another wrapping.
        var page = SitePages.Page(9, With(9, "points").Replace("<ul", "<div class='related'><ul", StringComparison.Ordinal).Replace("</ul>", "</ul></div>", StringComparison.Ordinal));
        Assert.Contains("lamp 9", SitePages.Write(page, site).Article.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_read_again_is_not_another_page()
    {
        var site = SitePages.Learned(6);
        var again = SitePages.Write(SitePages.Page(4), site);
        Assert.Equal(string.Join("\n\n", SitePages.Own(4)), again.Article.Text);
        Assert.Null(again.Article.Doubt);
        Assert.Equal((site.Learned, site.Pages.Count), (again.Site.Learned, again.Site.Pages.Count));
    }

    [Fact]
    public void A_copy_at_another_address_keeps_its_text_and_is_told_to_be_one()
    {
        var copy = SitePages.Write(SitePages.Page(7, SitePages.Article(SitePages.Own(2))), SitePages.Learned(6)).Article;
        Assert.Equal(string.Join("\n\n", SitePages.Own(2)), copy.Text);
        Assert.Contains("word for word on other pages", copy.Doubt, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_users_rule_calls_the_body_is_the_body()
    {
        var ruled = SitePages.Harbour with { Rules = new PageRules { Body = ".report-text" } };
        Assert.Contains(SitePages.Plea, ArticleWriter.Read(SitePages.Page(9), ruled, SitePages.Learned(6)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_site_with_two_templates_each_is_judged_by_its_own()
    {
        static Download Interview(int number) => SitePages.Page(100 + number, $"<main><div class='talk'>{string.Concat(SitePages.Own(100 + number).Select(text => $"<section class='answer'><p class='said'>{text}</p></section>"))}</div></main>");
        var site = SitePages.Learned(Enumerable.Range(1, 5).SelectMany(number => new[] { SitePages.Page(number), Interview(number) }));
        Assert.Equal(string.Join("\n\n", SitePages.Own(109)), SitePages.Write(Interview(9), site).Article.Text);
        Assert.Equal(string.Join("\n\n", SitePages.Own(9)), SitePages.Write(SitePages.Page(9), site).Article.Text);
    }

    [Fact]
    public void A_memory_of_many_long_pages_stays_small()
    {
        var boxes = Enumerable.Range(1, 600).Select(at => $"Box {at} is about something that");
        var site = SitePages.Learned(Enumerable.Range(1, 40).Select(number => SitePages.Page(number, SitePages.Article(boxes.Select(box => $"{box} page {number} alone has.")))));
        Assert.InRange(JsonSerializer.SerializeToUtf8Bytes(site).Length, 1, 64 * 1024);
        Assert.Equal((16, 40), (site.Pages.Count, site.Learned));
    }

    [Fact]
    public void A_memory_comes_back_from_json_as_it_was()
    {
        var site = SitePages.Learned(5);
        var back = JsonSerializer.Deserialize<SiteMemory>(JsonSerializer.Serialize(site))!;
        Assert.Equal(JsonSerializer.Serialize(site), JsonSerializer.Serialize(back));
        Assert.Equal(SitePages.Write(SitePages.Page(6), site).Article.Text, SitePages.Write(SitePages.Page(6), back).Article.Text);
    }
}
