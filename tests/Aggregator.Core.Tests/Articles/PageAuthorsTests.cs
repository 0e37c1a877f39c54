using System.Text;
using Aggregator.Downloads;
using Xunit;

namespace Aggregator.Articles;

/// <summary>Whose text it is, where a page says so less plainly than "By Ada Quay", on small pages of our own.</summary>
public sealed class PageAuthorsTests
{
    private const string Title = "<h1>The night ferry leaves late again</h1>";

    private const string Body = "<p>The ferry left the harbour at night, and the people who had waited for it said that they would wait again, as they always do, and that nobody had told them why it was late.</p>";

    private static readonly string Long = string.Concat(Enumerable.Repeat(Body, 20));

    [Theory]
    [InlineData("<p>Text von Ada Quay Illustration von Tom Pier</p>", "Ada Quay")]
    [InlineData("<p>Ein Interview von Ada Quay mit Tom Pier.</p>", "Ada Quay")]
    [InlineData("<p>Interview with Ada Quay</p>", "")]
    [InlineData("<p>Autorin/Autor Ada Quay</p>", "Ada Quay")]
    [InlineData("<p>Verfasserin: Ada Quay</p>", "Ada Quay")]
    [InlineData("<p><span>By</span><a href=/team/quay>J.R. Quay</a></p>", "J.R. Quay")]
    [InlineData("<p>By Ada Quay And Tom Pier For The Harbour On Sunday</p>", "Ada Quay;Tom Pier")]
    [InlineData("<p>By Ada Quay, MD, pilot, Tidal Health</p>", "Ada Quay")]
    [InlineData("<p>By Ada Quay and Tom Pier, dpa</p>", "Ada Quay;Tom Pier;dpa")]
    [InlineData("<p>By Ada Quay @adaquay</p>", "Ada Quay")]
    [InlineData("<p><img class='avatar' src=a.png> 3 March 2026 • Ada Quay in Tides</p>", "Ada Quay")]
    [InlineData("<p class=credit>JIJI</p>", "JIJI")]
    [InlineData("<p>HARBOURTOWN, March 3 (Reuters) - The night ferry left late again, said the harbour master, who had waited for it.</p>", "Reuters")]
    [InlineData("<p>Hafenstadt (dpa/lno) – Die Fähre ist in der Nacht wieder zu spät gefahren, sagte der Hafenmeister.</p>", "dpa/lno")]
    [InlineData("<p>Harbour masters (AP and others) said that the ferry was late, and (Reuters) that it was not.</p>", "")]
    [InlineData("<p>By Ada Quay</p><p>HARBOURTOWN (Reuters) - The night ferry left late again, said the harbour master.</p>", "Ada Quay")]
    [InlineData("<p>By Institute for Tidal Studies</p>", "Institute for Tidal Studies")]
    [InlineData("<p>By International Institute for Tidal Studies and Ferries</p>", "International Institute for Tidal Studies and Ferries")]
    [InlineData("<p>By Foundation for the Defence of Harbours</p>", "Foundation for the Defence of Harbours")]
    [InlineData("<p>By Department for Tides, Ferries &amp; Harbour Lights</p>", "Department for Tides, Ferries & Harbour Lights")]
    [InlineData("<p>By Ada Quay, Tom Pier and Eve Lock</p>", "Ada Quay;Tom Pier;Eve Lock")]
    [InlineData("<p>By Harbour Centre for Tides and Weather</p>", "Harbour Centre for Tides and Weather")]
    [InlineData("<p>Von Deutscher Ruder Bund 4. 2. 2026.</p>", "Deutscher Ruder Bund")]
    [InlineData("<p>By Ada Quay for the Institute for Tidal Studies</p>", "Ada Quay")]
    [InlineData("<p>By Ada Quay and Tom Pier, Institute for Tidal Studies</p>", "Ada Quay;Tom Pier")]
    [InlineData("<h6>Type</h6><p>Publication</p><h6>Author(s)</h6><ul><li>Ada Quay</li><li>Tom B. Pier</li><li>Eve Lock</li></ul>", "Ada Quay;Tom B. Pier;Eve Lock")]
    [InlineData("<dl><dt>Author:</dt><dd>Ada Quay</dd><dd>Tom Pier</dd><dt>Harbour:</dt><dd>Port Tidewater</dd></dl>", "Ada Quay;Tom Pier")]
    [InlineData("<p>von Ada Quay Lesezeit: 3 Min.</p>", "Ada Quay")]
    [InlineData("<p>By Ada Quay Political Reporter</p>", "Ada Quay")]
    [InlineData("<p>Reported by Ada Quay</p>", "Ada Quay")]
    [InlineData("<p class=author>注册</p>", "")]
    [InlineData("<p>By Ada Quay, Vice President, Harbour Trust</p>", "Ada Quay")]
    [InlineData("<p>By Ada Quay, Editor, Tom Pier, Reporter</p>", "Ada Quay;Tom Pier")]
    [InlineData("<p>Submitted by Ada Quay on Tue, 03/03/2026 - 12:54</p>", "Ada Quay")]
    [InlineData("<p><a href=/q>By Ada Quay</a> Harbourtown Print Edition: <a href=/i>March 3, 2026</a></p>", "Ada Quay")]
    [InlineData("<div class=image-author>Autor: Tom Pier</div><p>Ada Quay</p>", "")]
    [InlineData("<p>作者：记者 李港生 来源：港口网</p>", "李港生")]
    [InlineData("<p class=author>本文栏目：潮汐 作者：李港生</p>", "李港生")]
    [InlineData("<p class=author>李港生 文字大小：【大】【中】【小】</p>", "李港生")]
    [InlineData("<p class=author>作者：未知 责任编辑：港口小编</p>", "")]
    [InlineData("<p class=author>发布于</p>", "")]
    [InlineData("<p class=author>港口发布 关注</p>", "")]
    [InlineData("<p><img class=avatar src=a.png alt=x> <a href=/tides rel=category>港潮</a></p>", "")]
    public void The_lines_by_the_title_name_who_wrote_and_not_who_drew_answered_or_paid(string line, string names) => Assert.Equal(names, Authors("", Title + line + Body));

    [Theory]
    [InlineData("<b>Von:</b><br>Ada Quay", "Ada Quay")]
    [InlineData("<p>Von</p><p>Ada Quay</p>", "")]
    [InlineData("<p>Courtesy of the Tidal Review</p><p>Written by: <a href=/q>Ada Quay</a></p>", "Ada Quay")]
    [InlineData("<p>From the Tidal Review, written by Ada Quay</p>", "Ada Quay")]
    [InlineData("<p class=pb-byline>By <a href=/people/ada>Ada Quay</a></p>", "")]
    [InlineData("<h3>About the Author</h3><p>Ada M. Quay is an experienced pilot of the harbour's ferries, and writes of tides.</p>", "Ada M. Quay")]
    [InlineData("<h3>Über die Autorin</h3><p>Ada Quay</p>", "Ada Quay")]
    [InlineData("<h3>About the Author</h3><p>The Harbour is an old place.</p>", "")]
    [InlineData("<h3>About the harbour</h3><p>Ada Quay is its pilot.</p>", "")]
    [InlineData("<p>Ada Quay</p>", "")]
    [InlineData("<div class=sidebar><h6>Publication Type</h6><p>Report</p><h6>Author(s)</h6><ul><li>Ada Quay</li><li>Tom Pier</li></ul></div>", "Ada Quay;Tom Pier")]
    [InlineData("<div class=sidebar><h6>Author(s)</h6><ul><li>Ada Quay</li></ul><h6>Author(s)</h6><ul><li>Tom Pier</li></ul></div>", "")]
    public void Far_from_the_title_a_label_or_a_sentence_has_to_say_that_the_name_is_the_writers(string foot, string names) => Assert.Equal(names, Authors("", $"<article>{Title}{Long}{foot}</article>"));

    [Theory]
    [InlineData("<p class=pb-byline>By <a href=/people/ada>Ada Quay</a> March 18 at 3:57 PM Follow @adaquay</p>", "Ada Quay")]
    [InlineData("<p class=pb-byline>By <a href=/people/ada>Ada Quay</a></p><p class=pb-byline>By <a href=/people/tom>Tom Pier</a></p>", "")]
    public void Buttons_between_the_title_and_its_byline_part_them_not(string line, string names) =>
        Assert.Equal(names, Authors("", Title + string.Concat(Enumerable.Repeat("<p>Share</p>", 20)) + line + Body));

    [Theory]
    [InlineData("<meta name=author content='Harbour Nast'><meta name='article:author' content='Ada Quay'>", "<p class=byline__name>Ada Quay</p>", "Ada Quay")]
    [InlineData("<meta name=author content='Tom Pier'>", "<p class=byline__name>Ada Quay</p>", "Tom Pier")]
    [InlineData("<meta property=og:description content='Posted by Ada Quay, Tom Pier and Eve Lock - Harbour team. The ferry left late.'>", "", "Ada Quay;Tom Pier;Eve Lock")]
    [InlineData("<meta name=author content='quay[at]harbour.example'>", "<a rel=author href=/q>q1</a>", "q1")]
    [InlineData("<meta name=author content='harbour.test, Harbourtown, Quayland'>", "", "harbour.test")]
    public void What_the_head_names_is_held_against_what_else_it_and_the_page_name(string head, string line, string names) =>
        Assert.Equal(names, Authors(head, Title + line + Body));

    [Theory]
    [InlineData("Ada Quay's Tides", "https://adaquay.example/ferry", "Ada Quay")]
    [InlineData("Ada Quay's Tides", "https://tides.example/ferry", "Ada")]
    [InlineData("Ada Tides Today", "https://adaquay.example/ferry", "Ada")]
    public void One_name_is_made_whole_where_the_site_and_its_host_are_called_after_the_person(string site, string address, string names) =>
        Assert.Equal(names, Authors($"<meta property=og:site_name content=\"{site}\"><meta name=author content=Ada>", Title + Body, address));

    [Theory]
    [InlineData("<p><a href=/author/ada/>Ada</a></p>", "Ada")]
    [InlineData("<p><a href=/authors/>Writers</a></p>", "")]
    [InlineData("<nav><a href=/topic/ada-quay><span itemprop=author itemscope><span itemprop=name>Ada Quay</span></span></a></nav>", "Ada Quay")]
    [InlineData("<nav><a href=/topic/ada-quay>Ada Quay</a></nav>", "")]
    [InlineData("<span itemprop=author itemscope><link itemprop=url href=/u/tides><link itemprop=name content=Tidewatch></span>", "Tidewatch")]
    [InlineData("<span itemprop=author itemscope><meta itemprop=name content='Ada Quay'></span><span itemprop=author itemscope><meta itemprop=name content='Tom Pier'></span>", "")]
    [InlineData("<span itemprop=author itemscope><meta itemprop=name content='Harbour Post'></span><p>By Ada Quay</p>", "Ada Quay")]
    [InlineData("<span class=auth_name>Ada Q.</span>", "Ada Q.")]
    [InlineData("<div class='post tag-bilderbuch'><a rel=author href=/q>q1</a></div>", "q1")]
    [InlineData("<div class='bildzeile'><a rel=author href=/q>q1</a></div>", "")]
    [InlineData("<h2 class=news-author>The night ferry leaves late again</h2>", "")]
    public void What_is_marked_as_an_author_is_found_where_it_stands_and_where_it_is_not_shown(string line, string names) => Assert.Equal(names, Authors("", Title + line + Body));

    [Theory]
    [InlineData("<p class=author-links><a class=author href=/q>Learn More</a></p>", "")]
    [InlineData("<p class=author>뉴스 &gt; 경제</p>", "")]
    [InlineData("<p class=author>→ Harbour Tides</p>", "")]
    [InlineData("<div class=author-box><p>Author Bio</p></div>", "")]
    [InlineData("<p>Author Details</p>", "")]
    [InlineData("<p class=post-meta>Posted on 3 March 2026 by <span class='author vcard'><a class='url fn n' href=/u/adaq>adaq</a></span></p>", "adaq")]
    [InlineData("<p><img class=rounded-full alt=Adaq src=q.png>Adaq on March 3, 2026</p>", "Adaq")]
    [InlineData("<p><img class=wide alt=Tides src=q.png>Tides on March 3, 2026</p>", "")]
    [InlineData("<p class=author>記者林港生／即時報導</p>", "林港生")]
    [InlineData("<meta name=author content='항구일보=김항구 기자'>", "김항구")]
    [InlineData("<p class=byline>Sa 3. Juli 2026</p>", "")]
    [InlineData("<p>Vom Wasser aus gesehen</p>", "")]
    [InlineData("<p>Recueilli par Ada QUAY</p>", "Ada QUAY")]
    [InlineData("<p class=firma><em>Ada Quay</em> | <span>Puerto</span></p>", "Ada Quay")]
    public void What_is_marked_as_an_author_and_names_nobody_is_left_and_one_word_needs_a_sign(string line, string names) => Assert.Equal(names, Authors("", Title + line + Body));

    [Theory]
    [InlineData("<p>3 March 2026</p><p>Ada Quay, Research Scientist, and Tom Pier, VP and Senior Fellow, Tidal Research</p>", "Ada Quay;Tom Pier")]
    [InlineData("<p>Ada Quay, Senior Writer</p>", "Ada Quay")]
    [InlineData("<p>Ada Quay, director of the harbour, said that the ferry is late</p>", "")]
    [InlineData("<p>Ada Quay, Port Tidewater</p>", "")]
    [InlineData("<p>By Ada Quay, Vice President, Tidal Division, Harbour Corp</p>", "Ada Quay")]
    public void Who_signs_with_what_he_does_is_named_without_it(string line, string names) => Assert.Equal(names, Authors("", Title + line + Body));

    [Fact]
    public void Two_offices_are_no_name_cut_from_the_first() =>
        Assert.Equal("Center for Tidal Research,Office of Harbour Affairs", Authors("<meta name=dc.creator content='Center for Tidal Research,Office of Harbour Affairs'>", Title + Body));

    [Theory]
    [InlineData("<p>Remarks by Vice Chair Ada Quay</p>", "Ada Quay")]
    [InlineData("<p>Opening remarks by Ada Quay, Chair of the Harbour Board</p>", "Ada Quay")]
    [InlineData("<p>Rede von Ada Quay</p>", "Ada Quay")]
    [InlineData("<p class=speaker>Governor Ada B. Quay</p>", "Ada B. Quay")]
    [InlineData("<p>Remarks by the harbour board</p>", "")]
    [InlineData("<p>STATEMENT BY THE PRESIDENT</p>", "")]
    [InlineData("<div class=pullquote>The quay is dark.</div><div class=quotesig>Ada Quay, Director of the Harbour Board</div>", "")]
    public void Who_speaks_is_the_author_of_the_speech_and_who_is_quoted_is_not(string line, string names) => Assert.Equal(names, Authors("", Title + line + Body));

    [Theory]
    [InlineData("<p>The harbour must light its quay before the ferry can sail at night, argues Ada Quay</p>", "Ada Quay")]
    [InlineData("<p>The ferry is late because nobody has lit the quay, writes Ada de la Quay.</p>", "Ada de la Quay")]
    [InlineData("<p>The ferry is late because nobody has lit the quay, says ADA QUAY.</p>", "ADA QUAY")]
    [InlineData("<p>The ferry is late because nobody has lit the quay, says Ada Quay.</p>", "")]
    [InlineData("<p>The ferry is late because nobody has lit the quay, writes the harbour.</p>", "")]
    [InlineData("<p>By Tom Pier</p><p>The ferry is late because nobody has lit the quay, argues Ada Quay.</p>", "Tom Pier")]
    public void Who_writes_as_the_standfirst_says_is_the_author_where_nobody_else_is_named(string line, string names) => Assert.Equal(names, Authors("", Title + line + Body));

    [Theory]
    [InlineData("<meta name=author content='Dr Ada Quay - https://quay.example/'>", "", "Dr Ada Quay")]
    [InlineData("<meta name=author content='https://social.example/Ada Quay'>", "", "")]
    [InlineData("<meta property=og:site_name content='The Harbour'><meta name=author content='The Harbour Publishers'>", "<p class=author>Ada Quay</p>", "Ada Quay")]
    [InlineData("<meta property=og:site_name content='The Harbour'><meta name=author content='The Harbour Publishers'>", "", "The Harbour Publishers")]
    [InlineData("<meta name=author content='Ada Quay'>", "<p>By Harbour Wire</p>", "Ada Quay")]
    [InlineData("<meta name=author content='Harbours and Tides, Port Tidewater, Germany'>", "", "Harbours and Tides")]
    [InlineData("<meta name=author content='Ada Quay and Tom Pier, Port Tidewater, Germany'>", "", "Ada Quay;Tom Pier")]
    [InlineData("<meta property=og:site_name content='Tides und Quays'><meta name=author content='Tides und Quays'>", "", "Tides und Quays")]
    [InlineData("<meta name=author content='hwadmin'>", "", "")]
    [InlineData("<meta property=og:site_name content='HT en Harbour'><meta name=article:author content='HT en Harbour'>", "", "HT en Harbour")]
    [InlineData("<meta name=author content='name, mail@harbour.example'>", "", "")]
    [InlineData("<meta name=author content='Designer by Tidal Pages'>", "", "")]
    [InlineData("<meta name=author content='CC BY'>", "", "")]
    [InlineData("<meta name=author content='港口网_提供潮汐、渡轮、天气的信息，以及港口服务'>", "", "")]
    [InlineData("<meta name=author content='Tidal University, New Zealand'>", "", "Tidal University")]
    [InlineData("<meta property=og:article:author content='Ada Quay'>", "", "Ada Quay")]
    public void A_house_and_an_address_are_no_writers(string head, string line, string names) => Assert.Equal(names, Authors(head, Title + line + Body));

    [Theory]
    [InlineData("<meta property=og:site_name content='Harbour Lights'><meta name=author content='Tom Pier'>", "<p>Written by Harbour Lights</p>", "Harbour Lights")]
    [InlineData("<meta property=og:site_name content='Harbour Lights'><meta name=author content='Tom Pier'>", "<p>Written by Harbour Lights</p><p>Tom Pier is on the quay.</p>", "Tom Pier")]
    [InlineData("<meta name=author content=Newsroom>", "<p>By Newsroom</p>", "Newsroom")]
    public void A_site_that_signs_is_not_replaced_by_who_uploaded_and_a_newsroom_not_by_nobody(string head, string line, string names) => Assert.Equal(names, Authors(head, Title + line + Body));

    [Fact]
    public void Who_signs_the_text_is_its_author_though_a_newsroom_stands_by_the_title() =>
        Assert.Equal("Ada Quay", Authors("<meta name=author content=Newsroom>", $"<article>{Title}<p>By Newsroom</p>{Long}<p>By Ada Quay</p></article>"));

    [Fact]
    public void A_line_that_counts_comments_is_no_comment() =>
        Assert.Equal("Ada Quay", Authors("<meta name=author content=AP>", Title + "<p>Share</p><div class='comments_datetime'><p><b>By Ada Quay</b> 10/ 5/11 09:19 PM ET</p></div>" + Body));

    [Fact]
    public void A_name_before_a_sentence_about_the_same_person_is_told_once() =>
        Assert.Equal("Ada Quay", Authors("", $"<article>{Title}{Long}<div>L'auteure</div><p><a href=/q>Ada Quay</a> Ada Quay est pilote.</p></article>"));

    [Theory]
    [InlineData("Ada Quay;Tom Pier", "Ada Quay")]
    [InlineData("Ada Quay;Tom Pier;Eve Lock", "")]
    public void Of_many_who_are_marked_far_from_the_title_none_wrote_the_article(string marked, string names) =>
        Assert.Equal(names, Authors("", $"<article>{Title}{Long}</article>" + string.Concat(marked.Split(';').Select(name => $"<div><h4><a href=/x/{name.Length}>Of tides and {name.Length} ferries</a></h4><span class=author-name><a rel=author href=/author/{name.Length}>{name}</a></span></div>"))));

    [Fact]
    public void Who_signs_a_teaser_above_the_title_did_not_write_the_article()
    {
        const string teasers = "<ul><li><a href=/n/weirs><h2>Weirs of the North</h2></a><div class=byline>By <span class=author>Eve Lock</span></div></li><li><a href=/n/locks><h2>A lock is built</h2></a><div class=byline>By <span class=author>Tom Pier</span></div></li></ul>";
        Assert.Equal("Ada Quay", Authors("", $"{teasers}<article>{Title}<p class=dek>Nobody told them why.</p><a class=author rel=author href=/ada>Ada Quay</a>{Body}</article>"));
        Assert.Equal("", Authors("", $"{teasers}<article>{Title}{Body}</article>"));
    }

    private static string Authors(string head, string body, string address = "https://harbour.example/ferry") => string.Join(';', ArticleWriter.Read(new Download
    {
        Body = Encoding.UTF8.GetBytes($"<!DOCTYPE html><html><head>{head}</head><body><main>{body}</main></body>"),
        Address = new Uri(address),
        ContentType = "text/html; charset=utf-8",
    }, null).Authors);
}
