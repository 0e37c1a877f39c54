using System.Text;
using Aggregator.Downloads;
using Xunit;

namespace Aggregator.Articles;

/// <summary>What an article is called where its heading or its head say more than its title, on small pages of our own.</summary>
public sealed class PageTitleTests
{
    private const string Body = "<p>The ferry left the harbour at night, and the people who had waited for it said that they would wait again, as they always do.</p>";

    private const string Named = "<meta property=og:title content='The night ferry leaves late again'>";

    [Theory]
    [InlineData("<h1><span>The night ferry leaves late again</span><a href=/tides>Tides of the North</a></h1>")]
    [InlineData("<h1><span>The night ferry leaves late again</span><br><small>Ada Quay, pilot</small></h1>")]
    [InlineData("<h1>The night ferry leaves late again<a class=anchor href='#ferry'>¶</a></h1>")]
    [InlineData("<h1>The night ferry leaves late again <a href='#ferry'>#</a></h1>")]
    public void What_hangs_on_a_heading_is_no_part_of_the_title(string heading) => Assert.Equal("The night ferry leaves late again", Read(Named, heading).Title);

    [Fact]
    public void A_heading_keeps_its_end_where_the_head_has_it_too()
    {
        Assert.Equal("The night ferry leaves late again: a report", Read("<title>The night ferry leaves late again: a report</title>" + Named, "<h1>The night ferry leaves late again: <em>a report</em></h1>").Title);
        Assert.Equal("A harbour master's guide to C#", Read("<title>A harbour master's guide to C#</title>", "<h1>A harbour master's guide to C#</h1>").Title);
    }

    [Theory]
    [InlineData("<title>Tidal Notes: The night ferry leaves late again</title>", "<h1><a href=/>Tidal Notes</a></h1><h3>The night ferry leaves late again</h3>")]
    [InlineData("<title>Tidal Notes » Blog Archive » The night ferry leaves late again</title>", "<h1><a href='https://harbour.example/notes/'>Tidal Notes</a></h1><h2>The night ferry leaves late again</h2>")]
    public void A_heading_that_leads_to_the_front_page_is_the_sites_name(string head, string headings) => Assert.Equal("The night ferry leaves late again", Read(head, headings).Title);

    [Theory]
    [InlineData("<title>The night ferry leaves late again - Tidal Notes online</title>", "<div class=big>The night ferry leaves late again</div>")]
    [InlineData("<title>The night ferry leaves late again ‹ Tidal Notes</title>", "<div class=big>The night ferry leaves late again</div>")]
    [InlineData("<title>Tidal Notes : The night ferry leaves late again</title>", "<td><b>The night ferry leaves late again</b></td>")]
    [InlineData("<title>News - The night ferry leaves late again</title>", "<div>The night ferry leaves late again</div>")]
    public void A_line_of_the_page_says_where_the_title_ends_that_the_head_has_with_its_site(string head, string line) => Assert.Equal("The night ferry leaves late again", Read(head, line).Title);

    [Theory]
    [InlineData("夜间渡轮今天再次晚点离开港口_新闻_港口网")]
    [InlineData("夜间渡轮今天再次晚点离开港口--国内频道")]
    [InlineData("夜间渡轮今天再次晚点离开港口-港口网")]
    [InlineData("夜间渡轮今天再次晚点离开港口-HT 港口技术")]
    [InlineData("夜间渡轮今天再次晚点离开港口 港口办事处_港口网")]
    [InlineData("夜间渡轮今天再次晚点离开港口-渡轮,港口,潮汐,码头,晚点,夜里,港口长-港口网-新闻中心")]
    [InlineData("夜间渡轮今天再次晚点离开港口 - 港口新知 - 港口中心 - harbour 港口")]
    [InlineData("港口时报:夜间渡轮今天再次晚点离开港口")]
    public void Titles_in_Chinese_are_parted_from_their_site_without_a_blank(string name) => Assert.Equal("夜间渡轮今天再次晚点离开港口", Read($"<title>{name}</title>", "<div>夜间渡轮今天再次晚点离开港口</div>").Title);

    [Theory]
    [InlineData("The night ferry leaves late again - and nobody knows why", "<div>The night ferry leaves late again</div><div>and nobody knows why</div>")]
    [InlineData("Ночной паром снова опаздывает сегодня утром", "<div>Ночной паром снова опаздывает</div>")]
    [InlineData("The night ferry leaves late again “for ever”", "<div>The night ferry leaves late again</div>")]
    [InlineData("The night ferry leaves late again: why", "<div>The night ferry leaves late again</div>")]
    [InlineData("The night ferry leaves late again", "<div>The night ferry leaves late</div>")]
    public void A_title_of_two_lines_keeps_both(string name, string lines) => Assert.Equal(name, Read($"<title>{name}</title>", lines).Title);

    [Theory]
    [InlineData("<title>The night ferry leaves late again - Local - Harbour</title>", "<h1><div class=sponsorPanel><span>Sponsored by</span> <a href=/x><img src=x.png></a></div>The night ferry leaves late again</h1>")]
    [InlineData(Named, "<h1><span>Regular Article</span><span>The night ferry leaves late again</span></h1>")]
    [InlineData("<title>Tides - The night ferry leaves late again - Harbour</title>", "<h1>Tides</h1><h1>The night ferry leaves late again</h1>")]
    public void Who_paid_for_a_heading_and_its_section_are_no_part_of_the_title(string head, string heading) => Assert.Equal("The night ferry leaves late again", Read(head, heading).Title);

    [Fact]
    public void A_first_heading_of_which_the_head_knows_nothing_gives_way_to_one_that_it_nearly_says() =>
        Assert.Equal("The night ferry leaves late and later", Read("<title>The night ferry leaves too late again - Harbour</title>", "<h1>Weather Notes</h1><h2>The night ferry leaves late and later</h2><h2>Comments</h2>").Title);

    [Fact]
    public void A_heading_that_leads_to_its_own_page_is_the_title() =>
        Assert.Equal("The night ferry leaves late again", Read("<title>Harbour</title>", "<h1><a href='/notes/2026/03/ferry'>The night ferry leaves late again</a></h1>").Title);

    [Theory]
    [InlineData("<meta property=og:title content='The night ferry: why it leaves late again'>", "<h1><span>The night ferry</span> <span>Why it leaves late again</span></h1>", "The night ferry: why it leaves late again")]
    [InlineData("<meta property=og:title content='The night ferry: why it leaves late again'>", "<h1>The night ferry - why it leaves late again</h1>", "The night ferry - why it leaves late again")]
    public void What_the_page_parts_by_its_layout_the_head_parts_by_a_sign(string head, string heading, string title) => Assert.Equal(title, Read(head, heading).Title);

    [Fact]
    public void A_sites_heading_with_words_of_the_title_is_none_where_the_page_shows_what_its_head_and_its_article_are_called()
    {
        const string title = "Harbour Master Quay takes action on the night ferry";
        const string head = $$"""<title>{{title}}</title><meta name=twitter:title content="Harbour Master Quay"><script type="application/ld+json">{"@type":"Article","headline":"{{title}}"}</script>""";
        Assert.Equal(title, Read(head, $"<h1>Ada Quay<br>Harbour Master</h1><p><strong>{title}</strong></p>").Title);
        Assert.Equal("Ada Quay Harbour Master", Read(head, "<h1>Ada Quay<br>Harbour Master</h1>").Title);
    }

    [Fact]
    public void Two_signs_part_a_title_from_its_site_as_one_does() => Assert.Equal("Late again", Read("<title>harbour.example // » Late again</title>", "").Title);

    [Fact]
    public void What_was_to_be_filled_in_says_nothing() =>
        Assert.Equal(((string?)null, "The night ferry leaves late again"), (Read("<meta name=description content='{{description}}'>" + Named, "").Standfirst, Read("<meta name=title content='{{title}}'>" + Named, "").Title));

    [Fact]
    public void The_sites_name_is_no_standfirst() =>
        Assert.Null(Read("<meta property=og:site_name content=Harbour><meta name=description content=Harbour>", "<h1>The night ferry leaves late again</h1>").Standfirst);

    [Theory]
    [InlineData("Weir")]
    [InlineData("https://www.harbour.example")]
    [InlineData("Why the night ferry leaves late again and again | Harbour")]
    public void The_system_an_address_and_the_pages_own_title_are_no_publisher(string name)
    {
        const string titled = "<title>Why the night ferry leaves late again and again</title><meta property=og:title content='Why the night ferry leaves late again and again'><meta name=generator content='Weir 6.4'>";
        Assert.Equal("Harbour", Read($$"""{{titled}}<meta property=og:site_name content=Harbour><script type="application/ld+json">{"@type":"Article","publisher":{"@type":"Organization","name":"{{name}}"} }</script>""", "").Publisher);
        Assert.Null(Read($"{titled}<meta property=og:site_name content='{name}'>", "").Publisher);
    }

    private static Reading Read(string head, string headings) => ArticleWriter.Read(new Download
    {
        Body = Encoding.UTF8.GetBytes($"<!DOCTYPE html><html><head>{head}</head><body><main>{headings}{Body}</main></body>"),
        Address = new Uri("https://harbour.example/notes/2026/03/ferry"),
        ContentType = "text/html; charset=utf-8",
    }, null);
}
