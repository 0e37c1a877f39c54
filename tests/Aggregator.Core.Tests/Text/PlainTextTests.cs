using Xunit;

namespace Aggregator.Text;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("  a \t\r\n b\u00A0c\u2003d ", "a b c d")]
    [InlineData("a\0b\u0007c", "abc")]
    [InlineData("\u001B[31mred\u001B[0m", "[31mred[0m")]
    [InlineData("\u009B31mred", "31mred")]
    [InlineData("\u001B]8;;https://evil.example\u0007link", "]8;;https://evil.examplelink")]
    [InlineData("exe\u202Egpj.\u202C", "exegpj.")]
    [InlineData("\u2066a\u2069b\u202Ec", "abc")]
    [InlineData("\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645\u200F", "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645\u200F")]
    [InlineData("zero\u200Bwidth\uFEFF\u2060 soft\u00ADhyphen", "zerowidth softhyphen")]
    [InlineData("a\u2028b\u2029c\u0085d", "a b c d")]
    [InlineData("👩‍🚀 flies", "👩‍🚀 flies")]
    [InlineData(null, "")]
    public void One_line_has_nothing_that_is_not_seen(string? text, string line) => Assert.Equal(line, PlainText.OneLine(text));

    [Theory]
    [InlineData("Ports &amp; <b>quays</b>", "Ports & quays")]
    [InlineData("a < b", "a < b")]
    [InlineData("AT&T", "AT&T")]
    [InlineData("R&D & more &amp; R&amp;D", "R&D & more & R&D")]
    [InlineData("Fish &#8211; &#39;chips&#39; &quot;now&quot;&nbsp;&lt;b&gt;", "Fish – 'chips' \"now\" <b>")]
    [InlineData("&#150; &hellip; &copy 2026 &NotEqualTilde;", "– … © 2026 ≂̸")]
    [InlineData("?a=1&copy=2&amp;reg=3", "?a=1&copy=2&reg=3")]
    [InlineData("&amp;lt;b&amp;gt;", "&lt;b&gt;")]
    [InlineData("&#x202E;&#27;x&#8203;", "x")]
    [InlineData("<br>", null)]
    [InlineData(" ", null)]
    [InlineData(null, null)]
    public void A_title_is_one_line_without_markup(string? text, string? title) => Assert.Equal(title, PlainText.Title(text));

    /// <summary>The short way and the long one agree, whatever pieces stand together.</summary>
    [Fact]
    public void A_title_without_tags_is_read_as_a_parser_reads_it()
    {
        string[] pieces = ["&", "amp", ";", "#39", "#8217", "#150", "#x41", "#", "lt", "gt", "nbsp", "quot", "apos", "copy", "hellip", " ", "T", "<", "> ", "8", "\u00A0", "é"];
        var random = new Random(7);
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => pieces[random.Next(pieces.Length)]));
            // AngleSharp loses this semicolon; html does not. And what runs into the next mark is no tag to us.
            if (text.Contains("&;", StringComparison.Ordinal) || text.Count('<') > 1)
                continue;
            using var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument("<!doctype html><body>" + text);
            Assert.True(PlainText.OneLine(page.Body!.TextContent) == (PlainText.Title(text) ?? ""), text);
        }
    }

    [Fact]
    public void Html_becomes_paragraphs_without_what_is_not_shown() => Assert.Equal(
        "One two\n\nthree\n\nfour\n\nfive",
        PlainText.OfHtml("<style>x</style><p>One <b>two</b></p><script>alert(1)</script>three<ul><li>four<li>five</ul><template>t</template><noscript>n</noscript>"));

    [Theory]
    [InlineData("short", 10, "short")]
    [InlineData("one two three", 9, "one two…")]
    [InlineData("onetwothree", 6, "onetw…")]
    [InlineData("one, two – three", 11, "one, two…")]
    public void A_long_text_is_cut_between_words(string text, int length, string cut) => Assert.Equal(cut, PlainText.Shortened(text, length));

    [Fact]
    public void A_cut_never_halves_a_character() => Assert.All(Enumerable.Range(2, 20), length =>
        Assert.True(System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(PlainText.Shortened("a👩b👩👩c👩👩👩d👩👩👩👩e", length))) == PlainText.Shortened("a👩b👩👩c👩👩👩d👩👩👩👩e", length)));
}
