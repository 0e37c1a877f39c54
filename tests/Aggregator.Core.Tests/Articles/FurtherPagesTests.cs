using System.Text;
using Aggregator.Downloads;
using Aggregator.Items;
using Xunit;

namespace Aggregator.Articles;

/// <summary>A text that goes on at another address is not taken for a whole one.</summary>
public sealed class FurtherPagesTests
{
    private const string Own = "https://harbour.example/2026/03/ferry.html";

    private const string Body = "<h1>The night ferry</h1><p>The ferry left the harbour at night, and the people who had waited for it said that they would wait again, as they always do.</p>";

    [Theory]
    [InlineData(Own, "<ul class=pages><li>1</li><li><a href='?page=2'>2</a></li></ul>", Own + "?page=2")]
    [InlineData(Own + "?lang=en&utm_source=mail", "<p>1 <a href='?lang=en&Seite=2'>2</a> <a href='?lang=en&Seite=3'>3</a></p>", Own + "?lang=en&Seite=2")]
    [InlineData(Own, "<p>1 <a href=ferry_2.html>2</a></p>", "https://harbour.example/2026/03/ferry_2.html")]
    [InlineData("https://harbour.example/2026/03/ferry/", "<p>1 <a href=2/>2</a></p>", "https://harbour.example/2026/03/ferry/2/")]
    [InlineData("https://harbour.example/2026/03/ferry", "<a rel=next href=/2026/03/ferry/page/2>Read on</a>", "https://harbour.example/2026/03/ferry/page/2")]
    [InlineData("https://harbour.example/2026/03/ferry", "<link rel=next href=/2026/03/ferry/2>", "https://harbour.example/2026/03/ferry/2")]
    public void It_is_told_where_a_text_goes_on(string own, string link, string second) =>
        Assert.Equal([new Drop("further pages", "The night ferry", $"It goes on at {second}; only this first page of it was read.")], Read(own, link).Drops);

    [Theory]
    [InlineData("<link rel=next href=/2026/02/older-article>")]
    [InlineData("<p>Note <a href='#2'>2</a></p>")]
    [InlineData("<p>Chapter <a href=/2026/03/other?page=2>2</a></p>")]
    [InlineData("<p>Chapter <a href='?page=2&sort=asc'>2</a></p>")]
    [InlineData("<p>Chapter <a href='?comments=2'>2</a></p>")]
    [InlineData("<p>Chapter <a href='https://elsewhere.example/2026/03/ferry.html?page=2'>2</a></p>")]
    [InlineData("<p>Chapter <a href='http://[2'>2</a></p>")]
    public void Other_links_lead_to_other_texts(string link) => Assert.Empty(Read(Own, link).Drops);

    private static Reading Read(string own, string link) => ArticleWriter.Read(new Download
    {
        Body = Encoding.UTF8.GetBytes($"<!DOCTYPE html><html><head><title>The night ferry</title></head><body><main>{Body}{link}</main></body>"),
        Address = new Uri(own),
        ContentType = "text/html; charset=utf-8",
    }, null);
}
