using System.Text;
using Aggregator.Downloads;
using Aggregator.Pages;
using Aggregator.Sources;
using Xunit;

namespace Aggregator.Articles;

public sealed class BodyTests
{
    private static readonly Uri Address = new("https://harbour.example/papers/tide");

    private static readonly string[] Story =
    [
        "The harbour board met on Tuesday evening to settle the question of the third pier, which has divided the town since the spring floods.",
        "Its chair, who runs the chandlery on Mole Street, said that the pier would be rebuilt in oak, or else it would not be rebuilt at all.",
        "Critics of the plan point out that oak costs four times what steel does, and that nobody has asked the people who moor their boats there.",
        "A vote is expected before the end of the month, after the engineers have handed in their report on the state of the older foundations.",
    ];

    /// <summary>A kind of furniture, its html, and words of it that must not be kept.</summary>
    public static TheoryData<string, string, string> Furniture => new()
    {
        { "consent banner", "<div id='cookie-consent' class='cookie-banner'><p>We use cookies to give you the best experience on our website. By continuing you accept our use of cookies.</p><button>Accept all</button></div>", "cookies" },
        { "share bar", "<ul class='social-share'><li><a href='https://s.example/1'>Share on Facebook</a></li><li><a href='https://s.example/2'>Share on Twitter</a></li></ul>", "Facebook" },
        { "related list", "<div class='related-posts'><h3>Related articles</h3><ul><li><a href='/a'>The dredger that came too late for the regatta</a></li><li><a href='/b'>Five things to know about silt this winter</a></li></ul></div>", "dredger" },
        { "newsletter box", "<div class='newsletter-signup'><h3>Subscribe to our newsletter</h3><p>Sign up to receive our latest news every week, straight to your inbox.</p><form><input type='email'><button>Subscribe</button></form></div>", "inbox" },
        { "comments", "<div id='comments' class='comments-area'><h3>2 comments</h3><ol class='comment-list'><li class='comment'><div class='comment-body'><p>I have moored there for thirty years and never saw a rotten plank, so I wonder who wrote this.</p></div></li></ol></div>", "moored there" },
        { "footer", "<footer class='site-footer'><p>Copyright 2026 Harbour Gazette. All rights reserved. Privacy policy and terms of use apply.</p></footer>", "rights reserved" },
        { "navigation", "<nav class='main-menu'><ul><li><a href='/'>Home</a></li><li><a href='/n'>News of the quay</a></li></ul></nav>", "News of the quay" },
    };

    [Theory]
    [MemberData(nameof(Furniture))]
    public void Furniture_is_left_out_and_the_story_is_whole(string kind, string html, string words)
    {
        var text = Read(Page(html, isBefore: kind is "consent banner" or "navigation" or "share bar")).Text;
        Assert.DoesNotContain(words, text, StringComparison.Ordinal);
        Assert.All(Story, paragraph => Assert.Contains(paragraph, text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("By Ada Quay")]
    [InlineData("Von Ada Quay und Ben Mole")]
    [InlineData("Written by Ada Quay, Harbour Desk")]
    [InlineData("By Ada Quay, Ben Pier, Cora Dock, Dan Wharf, Eve Jetty and Finn Mole")]
    public void Who_wrote_it_is_no_paragraph_of_it(string byline)
    {
        var read = Read($"<main><article><h1>The third pier</h1><p>{byline}</p>{Paragraphs}</article></main>");
        Assert.StartsWith(Story[0], read.Text, StringComparison.Ordinal);
        Assert.Contains("Ada Quay", read.Authors);
    }

    [Theory]
    [InlineData("3 March 2026")]
    [InlineData("Published 3 March 2026")]
    [InlineData("Zuletzt aktualisiert am 3. März 2026")]
    public void When_it_was_written_is_no_paragraph_of_it(string day) =>
        Assert.StartsWith(Story[0], Read($"<main><article><h1>The third pier</h1><p>{day}</p>{Paragraphs}</article></main>").Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("By October the pier was gone.")]
    [InlineData("3 March 2026 was a bad day for the harbour.")]
    public void A_first_sentence_with_a_name_or_a_day_stays(string sentence) =>
        Assert.StartsWith(sentence, Read($"<main><article><h1>The third pier</h1><p>{sentence}</p>{Paragraphs}</article></main>").Text, StringComparison.Ordinal);

    [Fact]
    public void Headings_lists_quotations_and_links_are_kept_as_such()
    {
        var html = Read(Article($"<p>{Story[0]}</p><h2>What the board decided</h2><ul><li>Oak for the <strong>third</strong> pier, as before.</li><li>Steel for the cranes &amp; rails.</li></ul>"
            + $"<p>{Story[1]}</p><blockquote><p>{Story[2]}</p></blockquote><p>See <a href='/minutes?a=1&amp;b=2'>the minutes</a> of the meeting, which were published on the board's own site. {Story[3]}</p>")).Html;
        Assert.Contains("<h2>What the board decided</h2><ul><li>Oak for the <strong>third</strong> pier, as before.</li><li>Steel for the cranes &amp; rails.</li></ul>", html, StringComparison.Ordinal);
        Assert.Contains($"<blockquote><p>{Story[2]}</p></blockquote>", html, StringComparison.Ordinal);
        Assert.Contains("<a href=\"https://harbour.example/minutes?a=1&amp;b=2\">the minutes</a>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_in_the_text_stays_a_table_and_a_line_of_text_for_each_row()
    {
        var read = ArticleWriter.Read(Download(Article($"<p>{Story[0]}</p><table><tr><th>Pier</th><th>Cost</th></tr><tr><td>Third</td><td>4 million</td></tr></table><p>{Story[1]}</p>")), Ruled(new PageRules { Body = "article" }));
        Assert.Contains("<table><tbody><tr><th>Pier</th><th>Cost</th></tr><tr><td>Third</td><td>4 million</td></tr></tbody></table>", read.Html, StringComparison.Ordinal);
        Assert.Contains("\n\nPier | Cost\n\nThird | 4 million\n\n", read.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_win_over_what_was_learned()
    {
        var page = $"<div class='newsletter'>{Paragraphs}<p class='note'>Not this.</p></div><article><p>{Story[0]} {Story[1]} {Story[2]}</p></article>";
        var read = ArticleWriter.Read(Download(page), Ruled(new PageRules { Body = ".newsletter", Remove = ".note" }));
        Assert.Equal(string.Join("\n\n", Story), read.Text);
    }

    [Fact]
    public void A_rule_that_matches_nothing_any_more_leaves_the_body_to_what_was_learned() =>
        Assert.Contains(Story[0], ArticleWriter.Read(Download(Article(Paragraphs)), Ruled(new PageRules { Body = ".gone" })).Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("<div class='consent-wall'><h1>Before you continue</h1><p>We and our partners use cookies and similar technologies to store and access information on your device.</p><button>Accept all</button><button>Reject all</button></div>")]
    [InlineData("<nav><a href='/'>Home</a><a href='/a'>About us</a></nav><ul class='menu'><li><a href='/1'>News</a></li><li><a href='/2'>Events</a></li><li><a href='/3'>Contact</a></li></ul><footer>Copyright 2026</footer>")]
    [InlineData("<div id='app'></div><noscript>You need to enable JavaScript to run this app.</noscript>")]
    public void A_page_without_an_article_gives_nothing_rather_than_furniture(string html) => Assert.Equal("", Read(html).Text);

    [Fact]
    public void Lines_of_one_paragraph_stay_together() =>
        Assert.Contains($"<p>{Story[0]}<br>{Story[1]}</p>", Read(Article($"<p>{Story[0]}<br>{Story[1]}</p><p>{Story[2]}</p><p>{Story[3]}</p>")).Html, StringComparison.Ordinal);

    [Theory]
    [InlineData("<div class='teaser-text' itemprop='description'><p>{0}</p></div>", true)]
    [InlineData("<div class='teaser-text' itemprop='description'><p><a href='/a'>{0}</a></p></div>", false)]
    [InlineData("<figcaption itemprop='description'>{0}</figcaption>", false)]
    [InlineData("<p class='site-description' itemprop='description'>{0}</p>", false)]
    public void A_standfirst_that_is_marked_so_stands_with_the_text(string html, bool isKept)
    {
        const string standfirst = "Oak or steel: how a town of sailors came to quarrel over two hundred piles of wood.";
        var map = PageDocument.Of(Download($"<h1>The third pier</h1>{string.Format(null, html, standfirst)}{Paragraphs}")).Map!;
        var kept = Array.ConvertAll(map.Blocks, block => Story.Contains(block.Text));
        MarkedStandfirst.Keep(map, "The third pier", kept);
        Assert.Equal(isKept ? [standfirst, .. Story] : Story, map.Blocks.Where((_, at) => kept[at]).Select(block => block.Text));
    }

    [Theory]
    [InlineData("<h3>BOARD NEWS RELEASE</h3><p><b>For Immediate Release:</b> Nov. 5, 2026<br><b>Media Inquiries:</b> Ada Quay, 555-0100, ada@harbour.example</p><h4>{0}</h4>")]
    [InlineData("<p><em>Office of the Harbour Master</em></p><p>12 Mole Street<br>Harbourtown 23219</p><p><strong>For media inquiries only, contact:</strong></p><p><strong>{0}</strong></p>")]
    public void What_a_release_says_above_its_title_is_no_text_of_it(string head) =>
        Assert.Equal(string.Join("\n\n", Story), Read(Article(string.Format(null, head, "The third pier") + Paragraphs)).Text);

    [Theory]
    [InlineData("<p>For Immediate Release</p><p>3 March 2026</p><p>Contacts:</p><p>Ada Quay, Director, (202) 555-0100 Ext. 2</p><p>Tom Pier, tom@harbour.example</p>")]
    [InlineData("<p>EMBARGOED until 3 March 2026, 10:00</p>")]
    [InlineData("<p>Press Release Number: 12/2026</p><p>3 March 2026</p>")]
    [InlineData("<p>PRESSEMITTEILUNG</p><p>Sperrfrist: 3. März 2026, 10 Uhr</p>")]
    [InlineData("<p>Communiqué de presse n° 12</p><p>Pour diffusion immédiate</p>")]
    [InlineData("<p>Harbour &gt; News &gt; Releases &gt; The third pier</p>")]
    [InlineData("<p class=speaker>Governor Ada Quay</p>")]
    public void The_head_of_a_release_is_no_paragraph_of_it(string head) => Assert.Equal(string.Join("\n\n", Story), Read(Article(head + Paragraphs)).Text);

    [Theory]
    [InlineData("<p>For Immediate Release</p><p>3 March 2026</p><p>Contacts:</p><p>Tom Pier, tom@harbour.example</p>", "“For Immediate Release”, “Contacts:”, “Tom Pier, tom@harbour.example”")]
    [InlineData("<p>Press Release Number: 12/2026</p><p>3 March 2026</p>", "“Press Release Number: 12/2026”")]
    [InlineData("<footer>Ref. PR/104-26</footer>", "“Ref. PR/104-26”")]
    [InlineData("<p>3 March 2026</p><p>Harbour &gt; News &gt; Releases &gt; The third pier</p>", null)]
    public void What_is_left_out_with_the_head_of_a_release_is_told(string head, string? told) =>
        Assert.Equal(told is null ? [] : [$"Above the text, and not in it, stands: {told}."], Read(Article(head + Paragraphs)).Drops.Where(drop => drop.Gate == "the head of a release").Select(drop => drop.Why));

    [Theory]
    [InlineData("Press releases are what the harbour board writes best, and this one is about the third of its piers.")]
    [InlineData("Contact with the harbour board was lost on Tuesday evening when the third pier fell on its telephone.")]
    [InlineData("The number of the harbour board is 555-0100, and nobody has answered it since the third pier fell.")]
    public void A_sentence_of_a_releases_words_is_text(string sentence) => Assert.StartsWith(sentence, Read(Article($"<p>{sentence}</p>{Paragraphs}")).Text, StringComparison.Ordinal);

    [Fact]
    public void The_way_back_from_a_note_is_no_part_of_it()
    {
        var read = Read(Article($"{Paragraphs}<p><a name=fn1></a>1. See the register of the harbour board for the year in which the pier was built. <a href='#f1'>Return to text</a></p>"));
        Assert.EndsWith("in which the pier was built.", read.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-ENDS-")]
    [InlineData("– Ends –")]
    [InlineData("-30-")]
    [InlineData("ENDS/ETE1367")]
    public void The_sign_that_a_release_ends_is_no_text(string sign) => Assert.Equal(string.Join("\n\n", Story), Read(Article($"{Paragraphs}<p>{sign}</p>")).Text);

    [Fact]
    public void A_sentence_above_the_title_is_text() =>
        Assert.StartsWith(Story[0], Read(Article($"<p>{Story[0]}</p><p>The third pier</p><p>{Story[1]}</p><p>{Story[2]}</p><p>{Story[3]}</p>")).Text, StringComparison.Ordinal);

    [Fact]
    public void Ways_to_other_articles_and_data_for_a_script_are_no_paragraphs()
    {
        var read = Read(Article($"<p>{Story[0]}</p><p>Read also: <a href='/d'>The dredger that came too late for the regatta</a></p><p>{Story[1]}</p><div>{{\"colour\":{{\"hue\":213}},\"button\":\"Buy now\"}}</div><p>{Story[2]}</p><p>{Story[3]}</p>"));
        Assert.Equal(string.Join("\n\n", Story), read.Text);
    }

    [Fact]
    public void A_body_that_a_script_would_show_is_read_where_it_is_written_for_readers_without() =>
        Assert.Equal(string.Join("\n\n", Story), Read(Article($"<script type='text/template'>{Paragraphs}</script>\n<noscript>{Paragraphs}</noscript>")).Text);

    [Fact]
    public void How_signs_are_spoken_is_not_written_between_them() =>
        Assert.StartsWith("港の委員会は火曜日の夜に会合を開いた。", Read(Article($"<p><ruby>港<rp>(</rp><rt>みなと</rt><rp>)</rp></ruby>の委員会は火曜日の夜に会合を開いた。</p>{Paragraphs}")).Text, StringComparison.Ordinal);

    private static string Paragraphs => string.Concat(Story.Select(paragraph => $"<p>{paragraph}</p>"));

    private static string Page(string furniture, bool isBefore) => isBefore ? furniture + Article(Paragraphs) : Article(Paragraphs) + furniture;

    private static string Article(string body) => $"<main><article class='post'><h1 class='entry-title'>The third pier</h1><div class='entry-content'>{body}</div></article></main>";

    private static Reading Read(string body) => ArticleWriter.Read(Download(body), null);

    private static Download Download(string body) => new()
    {
        Address = Address,
        ContentType = "text/html; charset=utf-8",
        Body = Encoding.UTF8.GetBytes($"<!DOCTYPE html><html lang=en><head><title>The third pier - Harbour Gazette</title></head><body>{body}</body></html>"),
    };

    private static Source Ruled(PageRules rules) => new()
    {
        Id = SourceId.TryParse("harbour", out var id) ? id : default,
        Kind = SourceKind.Feed,
        Address = Address,
        Organisation = new Organisation { Name = "Harbour" },
        Rules = rules,
    };
}
