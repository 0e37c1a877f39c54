using System.Text;
using Aggregator.Downloads;
using Aggregator.Pages;
using Xunit;

namespace Aggregator.Articles;

public sealed class SeeAlsoTests
{
    private static readonly Uri Address = new("https://www.harbour.example/papers/tide");

    [Theory]
    [InlineData("MORE: <a href='/a'>The dredger that came too late</a>")]
    [InlineData("Читай также: <a href='/a'>Землечерпалка пришла слишком поздно</a>")]
    [InlineData("Read also: <a href='/a'>The dredger that came too late</a>")]
    [InlineData("<strong>RELATED:</strong> <a href='/a'>The dredger that came too late</a>")]
    [InlineData("[Read more: <a href='/a'>The dredger that came too late</a>]")]
    [InlineData("&gt;&gt; See also: <a href='/a'>The dredger that came too late</a>")]
    [InlineData("Lesen Sie auch: <a href='/a'>Der Bagger, der zu spät kam</a>")]
    [InlineData("À lire aussi <a href='/a'>La drague qui arriva trop tard</a>")]
    [InlineData("Le puede interesar: <a href='/a'>La draga que llegó tarde</a>")]
    [InlineData("Czytaj też: <a href='/a'>Pogłębiarka, która się spóźniła</a>")]
    [InlineData("Читайте также: <a href='/a'>Земснаряд, который опоздал</a>")]
    [InlineData("関連記事：<a href='/a'>遅れて来た浚渫船</a>")]
    [InlineData("เรื่องที่เกี่ยวข้อง <a href='/a'>เรือขุดที่มาช้าเกินไป</a>")]
    [InlineData("اقرأ أيضا: <a href='/a'>الحفارة التي وصلت متأخرة</a>")]
    [InlineData("관련기사: <a href='/a'>너무 늦게 온 준설선</a>")]
    [InlineData("Διαβάστε επίσης: <a href='/a'>Η βυθοκόρος που άργησε</a>")]
    [InlineData("Baca juga: <a href='/a'>Kapal keruk yang datang terlambat</a>")]
    [InlineData("Follow Ada Quay on Twitter.")]
    [InlineData("👉 Follow the Harbour Gazette on Facebook.")]
    [InlineData("« Suivez-nous aussi sur Facebook »")]
    [InlineData("Follow the Harbour Gazette on Facebook and Instagram. Send us your stories.")]
    [InlineData("Folgen Sie uns auf LinkedIn!")]
    [InlineData("Read more: <a href='https://news.harbour.example/a'>The dredger that came too late</a>")]
    [InlineData("Mehr zum Thema")]
    [InlineData("You may also like:")]
    [InlineData("Schon gelesen?")]
    public void A_way_to_another_article_is_no_line_of_this_one(string html) => Assert.True(IsLine(html));

    [Theory]
    [InlineData("Related to this is the question of oak, which nobody on the board wanted to put.")]
    [InlineData("Related: the board had said as much in spring.")]
    [InlineData("Read more about it in the report, which the engineers hand in on <a href='/a'>Friday</a>.")]
    [InlineData("<a href='/a'>Read more about oak in the report of the engineers.</a>")]
    [InlineData("See also the minutes of the March meeting, in which the chair said the opposite (<a href='/a'>page 4</a>).")]
    [InlineData("<a href='/a'>The dredger that came too late</a>")]
    [InlineData("Follow the money on its way from the board to the yard, and back to Facebook.")]
    [InlineData("Follow-up meetings on the pier are announced on Facebook.")]
    [InlineData("Find me at the pier on Friday.")]
    [InlineData("Read more: <a href='https://wharf.example/a'>what the Wharf Institute found</a>")]
    [InlineData("Up next is the fourth pier.")]
    [InlineData("<a href='/a'>More oak for the third pier</a>")]
    public void A_sentence_stays(string html) => Assert.False(IsLine(html));

    [Fact]
    public void Words_that_stand_alone_take_the_linked_lines_behind_them_along()
    {
        var map = Page("<p>The board met.</p><p>Mehr zum Thema:</p><ul><li><a href='/a'>The dredger</a></li><li><a href='/b'>The regatta</a></li></ul><p><a href='https://wharf.example/c'>The report of the Wharf Institute</a></p><p>It met again.</p><p><a href='/c'>The minutes</a></p>");
        var kept = Array.ConvertAll(map.Blocks, _ => true);
        SeeAlso.LeaveOut(map, Address, kept);
        Assert.Equal(["The board met.", "The report of the Wharf Institute", "It met again.", "The minutes"], map.Blocks.Where((_, at) => kept[at]).Select(block => block.Text));
    }

    private static bool IsLine(string html)
    {
        var map = Page($"<p>{html}</p>");
        Assert.Single(map.Blocks);
        bool[] kept = [true];
        SeeAlso.LeaveOut(map, Address, kept);
        return !kept[0];
    }

    private static PageMap Page(string body) =>
        PageDocument.Of(new Download { ContentType = "text/html; charset=utf-8", Body = Encoding.UTF8.GetBytes($"<!DOCTYPE html><title>Pier</title>{body}") }).Map!;
}
