using System.Text;
using Aggregator.Downloads;
using Aggregator.Pages;
using Xunit;

namespace Aggregator.Articles;

public sealed class BodyFurnitureTests
{
    private const string First = "The harbour board met on Tuesday evening to settle the question of the third pier.";

    private const string Last = "A vote is expected before the end of the month, after the engineers have handed in their report.";

    [Theory]
    [InlineData("<p>Oak costs four times what steel does<sup class='caption note__sup'>1</sup>, and nobody has asked the sailors.</p>")]
    [InlineData("<p><span class='image'><span class='caption'>© Ada Quay</span></span>Oak costs four times what steel does, and nobody has asked the sailors.</p>")]
    public void A_sentence_does_not_go_with_a_few_signs_in_it_that_are_called_a_caption(string html) => Assert.Equal(3, Left(html).Count);

    [Theory]
    [InlineData("<p class='wp-caption-text'>The pier in March</p>")]
    [InlineData("<p id='caption'>The pier in March</p>")]
    [InlineData("<span class='newsCaption'>The pier in March <span class='caption'>(Image: Ada Quay)</span></span>")]
    [InlineData("<div class='media__legende'>La jetée en mars</div>")]
    [InlineData("<p class='artikel-bildunterschrift'>Der Pier im März</p>")]
    [InlineData("<p class='pie-de-foto'>El muelle en marzo</p>")]
    [InlineData("<p class='video-desc'>What the board said on Tuesday.</p>")]
    [InlineData("<figure><img src='a.jpg'><figcaption>The pier in March</figcaption></figure>")]
    [InlineData("<p><label for='mail'>Your address</label><input id='mail'></p>")]
    [InlineData("<p><time datetime='2026-03-03'>3 March 2026</time></p>")]
    [InlineData("<button>Listen to this article</button>")]
    [InlineData("<div><button>Load more</button></div><h3></h3>")]
    public void Words_of_a_picture_a_field_or_a_button_are_no_lines_of_the_text(string html) => Assert.Equal([First, Last], Left(html));

    [Theory]
    [InlineData("<h3><button aria-expanded='true'>Why oak?</button></h3><p>It lasts for a hundred years.</p>")]
    [InlineData("<button aria-expanded='true'><div><h3>Why oak?</h3></div></button><div><p>It lasts for a hundred years.</p></div>")]
    public void A_heading_that_opens_its_text_stays_with_it(string html) => Assert.Equal([First, "Why oak?", "It lasts for a hundred years.", Last], Left(html));

    [Theory]
    [InlineData("<p>免责声明：本文仅代表作者本人观点，与港口网无关。</p>")]
    [InlineData("<p>【免責聲明】本文所載資料僅供參考。</p><p>電話：4006744482</p>")]
    [InlineData("<p>特别声明：以上内容为用户上传并发布，本平台仅提供信息存储服务。</p><p>Notice: the content above was uploaded by a user.</p>")]
    [InlineData("<p>声明：</p><p>• 凡注明为其他媒体来源的信息，均为转载。</p><p>传真：021-62677454</p>")]
    public void What_a_Chinese_page_says_of_its_liability_and_its_telephone_behind_it_end_the_text(string html) =>
        Assert.Equal(2, Kept($"<p>{First}</p><p>{Last}</p>{html}").Count(isKept => isKept));

    [Theory]
    [InlineData("<p>郑重声明：本公司的夜间渡轮今天照常开航。</p>")]
    [InlineData("<p>特别声明：本公司的夜间渡轮今天照常开航。</p>")]
    [InlineData("<p>声明：本公司的夜间渡轮今天照常开航。</p>")]
    public void A_statement_is_the_text(string html) => Assert.All(Kept($"<p>{First}</p>{html}"), Assert.True);

    [Fact]
    public void A_heading_that_opens_nothing_of_the_text_goes() => Assert.False(Kept($"<p>{First}</p><h3><button>Why oak?</button></h3>")[1]);

    [Theory]
    [InlineData("* * *", true)]
    [InlineData("–", true)]
    [InlineData("###", true)]
    [InlineData("<a href='/next'>Next »</a>", true)]
    [InlineData("___", false)]
    [InlineData("(END)", false)]
    public void A_row_of_stars_at_the_end_parts_nothing(string line, bool isLeftOut) =>
        Assert.Equal(isLeftOut, !Kept($"<p>{First}</p><p>{line}</p>")[1]);

    [Theory]
    [InlineData("<h3>More from the harbour</h3>", 1)]
    [InlineData("<h3>More from the harbour</h3><p>* * *</p>", 1)]
    [InlineData("<p>The piers are:</p><h3>The first</h3><h3>The second</h3>", 4)]
    [InlineData("<h2>The board will meet again on Friday.</h2>", 2)]
    public void A_heading_behind_the_last_paragraph_has_lost_its_text(string html, int left) =>
        Assert.Equal(left, Kept($"<p>{First}</p>{html}").Count(isKept => isKept));

    [Theory]
    [InlineData("<pre hidden>{0}</pre>", false)]
    [InlineData("<div>{0}</div>", false)]
    [InlineData("<pre>{0}</pre>", true)]
    public void Data_is_text_where_it_is_shown_as_code(string html, bool isText) =>
        Assert.Equal(isText, Left(string.Format(null, html, "[ { \"name\": \"Ad\", \"place\": 3 } ]")).Count == 3);

    [Fact]
    public void A_row_of_stars_between_paragraphs_stays() => Assert.Equal([First, "* * *", Last], Left("<p>* * *</p>"));

    [Fact]
    public void A_stroke_in_the_last_cell_of_a_table_stays() => Assert.All(Kept($"<p>{First}</p><table><tr><td>Oak</td><td>4</td></tr><tr><td>Steel</td><td>–</td></tr></table>"), Assert.True);

    private static List<string> Left(string html)
    {
        var map = Map($"<p>{First}</p>{html}<p>{Last}</p>");
        var kept = Kept(map);
        return [.. map.Blocks.Where((_, at) => kept[at]).Select(block => block.Text)];
    }

    private static bool[] Kept(string body) => Kept(Map(body));

    private static bool[] Kept(PageMap map)
    {
        var kept = Array.ConvertAll(map.Blocks, _ => true);
        BodyFurniture.LeaveOut(map, new Uri("https://harbour.example/pier"), kept);
        return kept;
    }

    private static PageMap Map(string body) =>
        PageDocument.Of(new Download { ContentType = "text/html; charset=utf-8", Body = Encoding.UTF8.GetBytes($"<!DOCTYPE html><title>Pier</title><body>{body}</body>") }).Map!;
}
