using System.Text;
using Aggregator.Downloads;
using Xunit;

namespace Aggregator.Articles;

public sealed class AttachmentsTests
{
    private const string Body = "<p>The island has one ferry, and the ferry has one captain, who is also the harbour master of it.</p><p>When he is ill, nothing sails, and the post piles up in the shed behind the slipway.</p>";

    [Fact]
    public void A_PDF_that_the_text_links_is_attached() => Assert.Equal(["https://harbour.example/ferry.pdf"], Of($"<article>{Body}<p>See <a href=/ferry.pdf>our table</a>.</p></article>"));

    [Theory]
    [InlineData("<a href=/ferry.pdf>Download the report</a>")]
    [InlineData("<a href=/ferry.PDF?v=2>Full report</a>")]
    [InlineData("<a href=/get/17><strong>PDF</strong></a>")]
    [InlineData("<a href=/get/17>Studie herunterladen (PDF, 2 MB)</a>")]
    public void A_file_offered_beside_the_text_is_attached(string link) => Assert.Single(Of($"<article>{Body}</article><aside>{link}</aside>"));

    [Theory]
    [InlineData("<nav><a href=/guide.pdf>Download our guide</a></nav>")]
    [InlineData("<footer><div><a href=/annual.pdf>Annual report (PDF)</a></div></footer>")]
    [InlineData("<aside><a href=https://elsewhere.example/x.pdf>Download PDF</a></aside>")]
    [InlineData("<aside><a href=/annual.pdf>Ferries of the year</a></aside>")]
    [InlineData("<aside><a href=/app>Download our app</a></aside>")]
    [InlineData("<aside><a href=/getaccess/17/purchase>Purchase PDF</a></aside>")]
    [InlineData("<p>The post piles up (<a href=/home/pdf-files>About PDF</a>), and <a href=/files/get-reader>the PDF reader</a> is free.</p>")]
    [InlineData("<aside><a href=/paper/try-it.html>pdf | epub</a></aside>")]
    [InlineData("<aside><a href=/1.pdf>Download PDF</a> <a href=/2.pdf>Download PDF</a> <a href=/3.pdf>Download PDF</a></aside>")]
    public void A_file_that_may_be_anothers_is_not(string beside) => Assert.Empty(Of($"<article>{Body}</article>{beside}"));

    private static IEnumerable<string> Of(string html) => ArticleWriter.Read(
        new Download { Body = Encoding.UTF8.GetBytes($"<!DOCTYPE html><html><head><title>Ferries</title></head><body>{html}</body></html>"), Address = new Uri("https://harbour.example/ferries"), ContentType = "text/html" }, null)
        .Attachments.Select(file => file.Address.AbsoluteUri);
}
