using System.Text;
using Aggregator.Articles;
using Aggregator.Downloads;
using Aggregator.Pages;
using Aggregator.Sources;
using Xunit;

namespace Aggregator.Text;

/// <summary>A page may nest a hundred thousand deep because somebody wants it to: then it costs neither the process nor a minute.</summary>
public sealed class DeepPagesTests
{
    private const int Depth = 100_000;

    public static TheoryData<string, string> Nests => new()
    {
        { "<div>", "</div>" }, { "<b>", "</b>" }, { "<div>", "" }, { "<ul><li>", "" }, { "<table><tr><td>", "" }, { "<blockquote><p>", "</blockquote>" }, { "<svg><g>", "" }, { "<font size=1>", "" },
    };

    [Theory]
    [MemberData(nameof(Nests))]
    public void A_page_that_nests_without_end_is_read_to_its_words(string open, string close)
    {
        var deep = string.Concat(Enumerable.Repeat(open, Depth)) + "the words" + string.Concat(Enumerable.Repeat(close, Depth));
        var page = new Download { Body = Encoding.UTF8.GetBytes($"<html><body>{deep}"), Address = new Uri("https://a.example/p"), ContentType = "text/html" };
        _ = SafeHtml.Clean(deep, null);
        _ = PlainText.Title(deep);
        _ = PageReader.Read(page, new PageRules { Item = "div" });
        _ = ArticleWriter.Read(page, null);
        if (open != "<svg><g>")
            Assert.Contains("the words", PlainText.OfHtml(deep), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<p>One<p>Two<p>Three")]
    [InlineData("<ul><li>One<li>Two</ul>")]
    [InlineData("<img src=x><br><hr>One")]
    public void Pages_that_are_long_but_not_deep_stay_as_they_are(string html)
    {
        var page = string.Concat(Enumerable.Repeat(html, 5_000));
        Assert.Same(page, Nesting.Bounded(page));
    }
}
