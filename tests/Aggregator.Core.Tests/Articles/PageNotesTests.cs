using System.Text;
using Aggregator.Downloads;
using Aggregator.Pages;
using Xunit;

namespace Aggregator.Articles;

/// <summary>The notes of an article, on small pages of our own.</summary>
public sealed class PageNotesTests
{
    private const string Story = "<p>The harbour board met on Tuesday evening to settle the question of the third pier, which has divided the town since the spring floods.{0}</p>"
        + "<p>Its chair, who runs the chandlery on Mole Street, said that the pier would be rebuilt in oak, or else it would not be rebuilt at all.</p>"
        + "<p>Critics of the plan point out that oak costs four times what steel does, and that nobody has asked the people who moor their boats there.</p>";

    [Theory]
    [InlineData("<sup><a href='#fn1'>1</a></sup>", "<ol><li id=fn1>Minutes of the board, p. 4. ↩</li></ol>")]
    [InlineData("<a href='#_ftn1' name='_ftnref1'>[1]</a>", "<p><a href='#_ftnref1' id='_ftn1'></a>Minutes of the board, p. 4.</p>")]
    [InlineData("<a href='#_ftn1' name='_ftnref1'>[1]</a>", "<p><a name='_ftn1' href='#_ftnref1'></a>Minutes of the board, p. 4.</p>")]
    [InlineData("<a href='https://harbour.example/pier#fn1'>1</a>", "<ol><li id=fn1>Minutes of the board, p. 4.</li></ol>")]
    public void What_a_number_of_the_text_leads_to_is_kept_as_a_note(string number, string note)
    {
        var read = Read($"<main><article><h1>The third pier</h1>{Story.Replace("{0}", number, StringComparison.Ordinal)}</article></main><footer><nav>{note}</nav></footer>");
        Assert.Equal(["Minutes of the board, p. 4."], read.Notes);
        Assert.DoesNotContain("Minutes", read.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<a href='#fn1'>the minutes</a>", "<li id=fn1>Minutes of the board, p. 4.</li>")]
    [InlineData("<a href='/other#fn1'>1</a>", "<li id=fn1>Minutes of the board, p. 4.</li>")]
    [InlineData("<a href='#fn1'>1</a>", "<li id=fn2>Minutes of the board, p. 4.</li>")]
    [InlineData("<a href='#fn1'>1</a>", "<li id=fn1></li>")]
    public void A_link_of_words_or_to_elsewhere_or_to_nothing_makes_no_note(string link, string note) =>
        Assert.Empty(Read($"<main><article><h1>The third pier</h1>{Story.Replace("{0}", link, StringComparison.Ordinal)}</article></main><footer><nav><ol>{note}</ol></nav></footer>").Notes);

    [Fact]
    public void A_number_that_leads_back_to_the_beginning_of_the_page_makes_no_note() =>
        Assert.Empty(Read($"<p><a name=top></a>The harbour and its piers</p><main><article><h1>The third pier</h1>{Story.Replace("{0}", "[<a href='#top'>3</a>]", StringComparison.Ordinal)}</article></main>").Notes);

    [Theory]
    [InlineData("<p>The pier of 2019<sup><a href='#fn1'>1</a></sup> was of oak.</p>", "The pier of 2019[1] was of oak.")]
    [InlineData("<p>The pier<a class=ref href='https://harbour.example/pier#fn1'>12</a> was of oak.</p>", "The pier[12] was of oak.")]
    [InlineData("<p>The pier.<sup>[<a href='#fn1'>1</a>]</sup> It was of oak.</p>", "The pier.[1] It was of oak.")]
    [InlineData("<p>The pier<a href='#fn1'>[1]</a> was of oak.</p>", "The pier[1] was of oak.")]
    [InlineData("<p><a href='#ref1'>1</a> Minutes of the board.</p>", "1 Minutes of the board.")]
    [InlineData("<p>As pier <a href='#p3'>3</a> was, 40 m<sup>2</sup> of oak.</p>", "As pier 3 was, 40 m2 of oak.")]
    [InlineData("<p>The pier<a href='/oak#fn1'>1</a> was of oak.</p>", "The pier1 was of oak.")]
    public void The_number_of_a_note_is_no_part_of_the_word_before_it(string html, string text)
    {
        var map = PageDocument.Of(Download(html)).Map!;
        Assert.Equal(text, BodyWriter.Write(map, [0], new Uri("https://harbour.example/pier")).Text);
    }

    [Fact]
    public void A_number_alone_stands_before_its_note() =>
        Assert.Equal(["(1) Minutes of the board, p. 4."], Read($"<main><article><h1>The third pier</h1>{Story.Replace("{0}", "<a href='#FOOT1'>(1)</a>", StringComparison.Ordinal)}</article></main>"
            + "<footer><nav><h5><a id=FOOT1 href='#DOCF1'>(1)</a></h5><p>Minutes of the board, p. 4.</p></nav></footer>").Notes);

    [Fact]
    public void A_note_that_is_in_the_text_but_for_its_number_is_no_second_time_kept()
    {
        var page = PageDocument.Of(Download($"{Story.Replace("{0}", "<a href='#fn1'>1</a>", StringComparison.Ordinal)}<div id=fn1><sup>1</sup><p>Minutes of the board, p. 4.</p></div>"));
        Assert.Empty(PageNotes.Of(page.Map!, page.Self, Array.ConvertAll(page.Map!.Blocks, block => block.Text != "1")).Notes);
    }

    private static Reading Read(string body) => ArticleWriter.Read(Download(body), null);

    private static Download Download(string body) =>
        new() { Body = Encoding.UTF8.GetBytes($"<!DOCTYPE html><html><body>{body}</body></html>"), Address = new Uri("https://harbour.example/pier"), ContentType = "text/html; charset=utf-8" };
}
