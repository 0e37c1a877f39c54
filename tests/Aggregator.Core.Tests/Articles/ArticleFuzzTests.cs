using System.Text;
using Aggregator.Downloads;
using Aggregator.House;
using Aggregator.Text;
using Xunit;

namespace Aggregator.Articles;

/// <summary>Whatever a page is made of, reading it ends, costs what it may and throws nothing.</summary>
public sealed class ArticleFuzzTests
{
    private const int Many = 50_000;

    public static TheoryData<string> Cases => [.. CaseFiles.Names("articles")];

    public static TheoryData<string> Hostile => [.. HostilePages.Keys];

    private static readonly Dictionary<string, Func<string>> HostilePages = new()
    {
        ["nested blocks"] = () => Times("<div class='article-body'>", Many) + "the words",
        ["nested lists"] = () => Times("<ul><li>a", Many),
        ["nested quotations"] = () => Times("<blockquote><p>Somebody said that somebody said it, and so on.", Many),
        ["nested tables"] = () => Times("<table><tr><td>a", Many),
        ["one table of many cells"] = () => "<article><table>" + Times("<tr><td>a<td>b", Many) + "</table>",
        ["paragraphs without an end"] = () => "<article>" + Times("<p>A sentence that nobody ever closes, however long it may be", 100_000),
        ["twenty megabytes"] = () => "<article>" + Times("<p>" + new string('x', 900) + ". And a sentence, too.</p>", 22_000),
        ["one line of twenty megabytes"] = () => "<p>" + Times("words ", 3_500_000),
        ["nested comments"] = () => "<h1>Comments</h1>" + Times("<div class='comments'><p>Somebody said that somebody said it, and so on.</p>", Many),
        ["entries beside entries"] = () => "<title>One of many entries</title>" + Times("<article class='hentry'><h2>One of many entries</h2><p>A sentence of one of many entries, and another one.</p></article>", Many),
        ["lists in lists, each with the title"] = () => "<title>One of many articles</title>" + Times("<ul><li><a href=/a>One of many articles</a><p>A sentence of one of many articles, and another one.</p>", Many),
        ["standfirsts in standfirsts"] = () => "<h1>Standfirsts</h1>" + Times("<div itemprop=description>", Many) + "<p>A sentence of them all.</p>" + Times("</div>", Many) + Times("<p>A sentence of the body, and another one of it.</p>", 100),
        ["links without an end"] = () => "<article><p>" + Times("<a href=/x>y ", Many),
        ["line breaks"] = () => "<article><p>" + Times("a line<br>", Many),
        ["names"] = () => string.Concat(Enumerable.Range(0, Many).Select(i => $"<p class='a{i} b{i} c{i}'>One of many sentences that differ in name.")),
        ["times"] = () => "<h1>Times</h1>" + string.Concat(Enumerable.Range(0, Many).Select(i => $"<time>{Day(i)}</time> ")),
        ["days in the head"] = () => string.Concat(Enumerable.Range(0, Many).Select(i => $"<meta property='article:published_time' content='{Day(i)}'>")) + "<p>Words",
        ["headings"] = () => Times("<h1>x</h1>", Many),
        ["a title of many bars"] = () => "<title>" + Times("Tides and | ", Many) + "</title><p>Words",
        ["authors in the head"] = () => string.Concat(Enumerable.Range(0, Many).Select(i => $"<meta name=author content='Ada {Letters(i)}'>")) + "<h1>Tides</h1><p>" + Times("The sea is low. ", 300_000),
        ["authors whose names are each other"] = () => "<script type='application/ld+json'>[{\"@type\":\"Article\",\"author\":[" + Pointers + "]},{\"@id\":\"a\",\"@type\":\"Person\",\"name\":[" + Pointers + "]}]</script><h1>Tides</h1><p>Words",
        ["labels of authors"] = () => "<h1>Tides of the north</h1><p>Words</p>" + Times("<div class=comment><p>Author:</p><li>Ada Quay</li></div>", Many),
        ["pictures of authors"] = () => "<h1>Tides of the north</h1><p>Ada Quay" + Times("<img>", 400_000) + "</p>" + Times("<a rel=author>", 200_000) + "<p>x",
        ["an article told twice"] = () => "<script type='application/ld+json'>{\"@type\":\"Article\",\"articleBody\":\"" + Times("word and word ", 300_000) + "\"}</script><p>word and word and word and word</p>",
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_page_cut_anywhere_is_read_as_far_as_it_goes(string name)
    {
        var page = File.ReadAllBytes(CaseFiles.Document("articles", name));
        for (var length = 0; length <= page.Length; length += 37)
            Assert.NotNull(Read(page.AsMemory(0, length)).Text);
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_page_made_to_be_dear_costs_no_more_than_it_may(string name)
    {
        var page = Encoding.UTF8.GetBytes(HostilePages[name]());
        var (read, spent, _) = Watchdog.Run(TimeSpan.FromMinutes(1), () => name, () => Read(page));
        Assert.True(spent <= 600_000_000 + (60L * page.Length), $"{spent:N0} bytes for {page.Length:N0}.");
        Assert.InRange(read.Html.Length, 0, SafeHtml.Longest + 10_000_000);
        Assert.InRange(read.Dates.Count, 0, 1000);
    }

    private static Reading Read(ReadOnlyMemory<byte> page) => ArticleWriter.Read(new Download { Body = page, Address = new Uri("https://a.example/p"), ContentType = "text/html; charset=utf-8" }, null);

    private static string Pointers => string.Join(',', Enumerable.Repeat("{\"@id\":\"a\"}", 5_000));

    private static string Letters(int number) => string.Concat("Quay", (char)('a' + (number % 26)), (char)('a' + (number / 26 % 26)), (char)('a' + (number / 676 % 26)), (char)('a' + (number / 17_576)));

    private static string Day(int number) => new DateTime(1975, 1, 1).AddHours(7 * number).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);

    private static string Times(string text, int count) => new StringBuilder(text.Length * count).Insert(0, text, count).ToString();
}
