using System.Text;
using Aggregator.Downloads;
using Aggregator.Items;
using Xunit;

namespace Aggregator.Articles;

/// <summary>A text that goes on at another address is not taken for a whole one, and another text not for its next page.</summary>
public sealed class FurtherPagesTests
{
    private const string Own = "https://harbour.example/2026/03/ferry.html";

    private const string Bare = "https://harbour.example/2026/03/ferry";

    private const string Body = "<h1>The night ferry</h1><p>The ferry left the harbour at night, and the people who had waited for it said that they would wait again, as they always do.</p>";

    [Theory]
    [InlineData(Own, "<ul class=pages><li>1</li><li><a href='?page=2'>2</a></li></ul>", Own + "?page=2")]
    [InlineData(Own + "?lang=en&utm_source=mail", "<p>1 <a href='?lang=en&Seite=2'>2</a> <a href='?lang=en&Seite=3'>3</a></p>", Own + "?lang=en&Seite=2")]
    [InlineData(Own + "?page=1", "<p><a href='?page=2'>Next page »</a></p>", Own + "?page=2")]
    [InlineData(Own, "<p>1 <a href=ferry_2.html>2</a></p>", "https://harbour.example/2026/03/ferry_2.html")]
    [InlineData(Own, "<p>1 <a href=ferry-p2.html>2</a></p>", "https://harbour.example/2026/03/ferry-p2.html")]
    [InlineData(Own, "<p><a href='?p=2'>Strana 2</a></p>", Own + "?p=2")]
    [InlineData(Own, "<p><a href='?pagina=2'>Página siguiente</a></p>", Own + "?pagina=2")]
    [InlineData(Own, "<p><a href='http://www.harbour.example/2026/03/ferry.html?page=2#text'>2</a></p>", Own + "?page=2")]
    [InlineData(Bare + "/", "<p>1 <a href=2/>2</a></p>", Bare + "/2/")]
    [InlineData(Bare, "<a rel='next nofollow' href=/2026/03/ferry/page/2>Read on</a>", Bare + "/page/2")]
    [InlineData(Bare, "<p><a href=/2026/03/ferry/seite-2>Seite 2</a></p>", Bare + "/seite-2")]
    [InlineData(Bare, "<p><a href=/2026/03/ferry/seite-2>Nächste Seite</a></p>", Bare + "/seite-2")]
    [InlineData(Bare + "/", "<p>[<a href=page2.html>2</a>]</p>", Bare + "/page2.html")]
    [InlineData(Bare, "<link rel=next href=/2026/03/ferry/2>", Bare + "/2")]
    [InlineData("https://harbour.example/?p=512", "<p><a href='/?p=512&page=2'>2</a></p>", "https://harbour.example/?p=512&page=2")]
    [InlineData(Own, "<ul class=pager><li>1</li><li><a href='?page=1'>2</a></li><li><a href='?page=2'>3</a></li></ul>", Own + "?page=1")]
    [InlineData(Own + "?page=0", "<p>Page 1 <a href='?page=1' title='Go to page 2'>Page 2</a></p>", Own + "?page=1")]
    [InlineData(Own, "<link rel=next href='?page=1'><p>1 <a href='?page=1'>2</a></p>", Own + "?page=1")]
    public void It_is_told_where_a_text_goes_on(string own, string link, string second)
    {
        var reading = Read(own, link);
        Assert.Equal(second, reading.Next?.AbsoluteUri);
        Assert.Equal([new Drop("further pages", "The night ferry", $"It goes on at {second}; only this first page of it was read.")], reading.Drops);
    }

    [Theory]
    [InlineData(Own, "<link rel=next href=/2026/02/older-article>")]
    [InlineData(Own, "<p>Note <a href='#2'>2</a></p>")]
    [InlineData(Own, "<p>Chapter <a href=/2026/03/other?page=2>2</a></p>")]
    [InlineData(Own, "<p>Chapter <a href='?page=2&sort=asc'>2</a></p>")]
    [InlineData(Own, "<p>Chapter <a href='?page=3'>2</a></p>")]
    [InlineData(Own, "<p>Chapter <a href='?comments=2'>2</a></p>")]
    [InlineData(Own, "<p>Comments <a href='?page=2#comments'>2</a></p>")]
    [InlineData(Own, "<section class=comments><p>Ada was here</p><p>1 <a href='?page=2'>2</a></p></section>")]
    [InlineData(Own, "<p>Chapter <a href='https://elsewhere.example/2026/03/ferry.html?page=2'>2</a></p>")]
    [InlineData(Own, "<p>Chapter <a href='http://[2'>2</a></p>")]
    [InlineData(Own, "<div class=comment-pager-wrapper><ul class=comment-pagination><li>1</li><li><a href='?page=1'>2</a></li></ul></div>")]
    [InlineData(Own, "<nav class='navigation comments-pagination'><p>1 <a href='?page=2'>2</a></p></nav>")]
    [InlineData(Own, "<p><a href='?page=1'>Next page</a></p>")]
    [InlineData(Own, "<p>Chapter <a href='?page=1'>3</a></p>")]
    [InlineData(Own + "?page=1", "<p>1 <a href='?page=1'>2</a></p>")]
    [InlineData(Bare, "<p>Chapter <a href=/2026/03/ferry/1>2</a></p>")]
    [InlineData(Bare, "<link rel=next href=/2026/03/ferry-2>")]
    [InlineData(Bare, "<nav><a rel=next href=/2026/03/ferry-2>The night ferry</a></nav>")]
    [InlineData(Bare, "<p><a href=/2026/03/ferry-part-2>Part 2</a></p>")]
    [InlineData(Bare, "<p>2026: <a href=/2026/03/ferry-2>the ferry again</a></p>")]
    [InlineData(Bare, "<p><a href=/de/2026/03/ferry?page=2>2</a></p>")]
    [InlineData("https://harbour.example/?p=512", "<p><a href='?page=2'>2</a></p>")]
    [InlineData("https://harbour.example/", "<p><a href='?page=2'>2</a></p>")]
    public void Other_links_lead_to_other_texts(string own, string link)
    {
        var reading = Read(own, link);
        Assert.Null(reading.Next);
        Assert.Empty(reading.Drops);
    }

    [Theory]
    [InlineData("<link rel=canonical href=https://harbour.example/2026/03/ferry.html>", "<p>1 <a href='?page=2'>2</a></p>", Own + "?page=2")]
    [InlineData("<meta property=og:url content=https://harbour.example/2026/03/ferry.html>", "<p>1 <a href=ferry_2.html>2</a></p>", "https://harbour.example/2026/03/ferry_2.html")]
    [InlineData("", "<p>1 <a href='?page=2'>2</a></p>", "?page=2")]
    [InlineData("", "<link rel=next href='?page=2'>", "?page=2")]
    public void A_page_from_disk_tells_it_as_far_as_it_says_itself_where_it_stands(string head, string link, string second) =>
        Assert.Equal([new Drop("further pages", "The night ferry", $"It goes on at {second}; only this first page of it was read.")], Read(null, head + link).Drops);

    [Theory]
    [InlineData("<p>1 <a href=ferry_2.html>2</a></p>")]
    [InlineData("<p>1 <a href=/2026/03/ferry?page=2>2</a></p>")]
    [InlineData("<p>1 <a href='https://harbour.example/2026/03/ferry?page=2'>2</a></p>")]
    public void Where_nobody_knows_where_a_page_stands_its_name_is_not_guessed(string link) => Assert.Empty(Read(null, link).Drops);

    [Fact]
    public void What_only_says_how_somebody_came_to_a_page_is_no_part_of_its_further_addresses() =>
        Assert.Equal(Own + "?page=2", Read(Own + "?via=letter-12", $"<link rel=canonical href={Own}><p>1 <a href='{Own}?page=2'>2</a></p>").Next?.AbsoluteUri);

    [Theory]
    [InlineData(Own + "?page=2", "<p><a href=ferry.html>1</a> 2 <a href='?page=3'>3</a></p>", Own)]
    [InlineData(Own + "?lang=en&page=3", "<p><a href='?lang=en&page=1'>Page 1</a> <a href='?lang=en&page=2'>2</a> 3</p>", Own + "?lang=en&page=1")]
    [InlineData(Own + "?page=1", "<ul class=pager><li><a href='?page=0'>1</a></li><li>2</li></ul>", Own + "?page=0")]
    [InlineData(Own + "?page=2", "<p><a rel='prev nofollow' href=ferry.html>‹ Back</a></p>", Own)]
    [InlineData(Own + "?page=5&utm_source=mail", "<p><a href=http://www.harbour.example/2026/03/ferry.html rel=first>« First</a></p>", Own)]
    [InlineData("https://harbour.example/2026/03/ferry_2.html", "<p><a href=ferry.html>1</a> 2</p>", Own)]
    [InlineData(Bare + "/2/", "<link rel=prev href=/2026/03/ferry/><p>2</p>", Bare + "/")]
    [InlineData(Bare + "/page/12", "<p><a href=/2026/03/ferry>1</a> … <a href=/2026/03/ferry/page/11>11</a> 12</p>", Bare)]
    public void A_later_page_is_not_taken_for_the_whole(string own, string link, string first)
    {
        var reading = Read(own, link);
        var missing = $"It looks like a later page of a longer text: read that from its beginning at {first}.";
        Assert.Equal((missing, false, null), (reading.Missing, reading.IsMissingForNow, reading.Next));
        Assert.Equal([new Drop("further pages", "The night ferry", missing)], reading.Drops);
    }

    [Theory]
    [InlineData(Own + "?page=1", "<p><a href=ferry.html>1</a> <a href='?page=2'>2</a></p>")]
    [InlineData(Own + "?id=2", "<p><a href=ferry.html>1</a></p>")]
    [InlineData(Own + "?page=2", "<p><a href='?page=2#n1'>1</a></p>")]
    [InlineData(Own + "?page=2", "<p><a href=/2026/03/other.html>1</a></p>")]
    [InlineData(Bare + "/2147483647", "<p><a href=/2026/03/ferry>1</a></p>")]
    [InlineData(Own + "?page=2", "<section class=comments><p><a href=ferry.html>1</a> 2</p></section>")]
    [InlineData(Bare + "-2", "<link rel=prev href=/2026/03/ferry>")]
    [InlineData(Bare + "-part-2", "<p><a href=/2026/03/ferry>1</a> 2</p>")]
    [InlineData("https://harbour.example/2", "<p><a href=/>1</a> 2</p>")]
    public void A_page_with_a_number_of_its_own_is_whole(string own, string link) => Assert.Null(Read(own, link).Missing);

    private static Reading Read(string? own, string link) => ArticleWriter.Read(new Download
    {
        Body = Encoding.UTF8.GetBytes($"<!DOCTYPE html><html><head><title>The night ferry</title></head><body><main>{Body}{link}</main></body>"),
        Address = own is null ? null : new Uri(own),
        ContentType = "text/html; charset=utf-8",
    }, null);
}
