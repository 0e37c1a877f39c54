using System.Text;
using Aggregator.Downloads;
using Aggregator.Items;
using Xunit;

namespace Aggregator.Articles;

/// <summary>What a limit leaves out of a page is told.</summary>
public sealed class PageLimitsTests
{
    private const string Title = "The night ferry leaves late again";

    private static readonly string Body = string.Concat(Enumerable.Repeat("<p>The ferry left the harbour at night, and the people who had waited for it said that they would wait again, as they always do.</p>", 5));

    [Theory]
    [InlineData(21, 20, "Of a page 20 authors are kept; 1 more stood there.")]
    [InlineData(45, 20, "Of a page 20 authors are kept; 25 more stood there.")]
    [InlineData(101, 20, "Of a page 20 authors are kept; more stood there.")]
    public void Authors_beyond_the_most_of_a_page_are_told(int count, int kept, string told) =>
        Told(Read(Each(count, at => $"<meta name=citation_author content='{Name(at)}'>"), ""), kept, told);

    [Fact]
    public void Authors_beyond_the_most_of_a_list_in_json_are_told()
    {
        var authors = string.Join(',', Enumerable.Range(0, 51).Select(at => $"{{\"@type\":\"Person\",\"name\":\"{Name(at % 5)}\"}}"));
        Told(Read($"<script type='application/ld+json'>{{\"@type\":\"Article\",\"author\":[{authors}]}}</script>", ""), 5, "Of a page 5 authors are kept; more stood there.");
        var groups = string.Join(',', Enumerable.Range(0, 51).Select(at => $"{{\"@type\":\"Organization\",\"name\":\"Harbour Board {at % 5}\"}}"));
        Told(Read($"<script type='application/ld+json'>{{\"@type\":\"Article\",\"author\":[{groups}]}}</script>", ""), 5, "Of a page 5 authors are kept; more stood there.");
        var names = string.Join(',', Enumerable.Range(0, 51).Select(at => $"\"{Name(at % 5)}\""));
        Told(Read($"<script type='application/ld+json'>{{\"@type\":\"Article\",\"author\":{{\"@type\":\"Person\",\"name\":[{names}]}}}}</script>", ""), 5, "Of a page 5 authors are kept; more stood there.");
    }

    [Fact]
    public void Authors_beyond_the_most_that_are_marked_by_the_title_are_told() =>
        Told(Read("", $"<p>{Each(61, at => $"<span itemprop=author>{Name(at % 5)}</span>, ")}</p>"), 5, "Of a page 5 authors are kept; more stood there.");

    [Theory]
    [InlineData("<h6>Author(s)</h6><ul>{0}</ul>", "")]
    [InlineData("", "<h6>Author(s):</h6><ul>{0}</ul>")]
    public void Authors_beyond_the_most_of_a_printed_list_are_told(string above, string foot)
    {
        var list = Each(13, at => $"<li>{Name(at)}</li>");
        Told(Read("", above.Replace("{0}", list, StringComparison.Ordinal), Body + Body + foot.Replace("{0}", list, StringComparison.Ordinal)), 12, "Of a page 12 authors are kept; more stood there.");
    }

    [Fact]
    public void A_page_whose_authors_are_all_kept_leaves_none_out()
    {
        Assert.Empty(Read(Each(20, at => $"<meta name=citation_author content='{Name(at)}'>"), "").Drops);
        Assert.Empty(Read("", $"<h6>Author(s)</h6><ul>{Each(12, at => $"<li>{Name(at)}</li>")}</ul>").Drops);
        Assert.Empty(Read("<meta name=author content='Ada Quay'>", Each(80, at => $"<p>{at}</p>") + Each(80, at => $"<p><a rel=author href='/q{at}'>{Name(at)}</a></p>")).Drops);
    }

    [Fact]
    public void Notes_beyond_the_most_of_a_page_and_those_too_long_to_keep_are_told()
    {
        var text = Each(503, at => $"<p>The ferry left the harbour at night, and the people who had waited for it said that they would wait again.<sup><a href='#fn{at}'>{at}</a></sup></p>");
        var notes = Each(503, at => $"<li id=fn{at}>{(at == 0 ? new string('n', 4001) : $"Minutes, p. {at}.")}</li>");
        var read = Read("", "", $"{text}</article></main><footer><nav><ol>{notes}</ol></nav></footer><main><article>");
        Assert.Equal(500, read.Notes.Count);
        Assert.Equal([new Drop("too many notes", Title, "Of a page 500 notes of at most 4000 characters are kept; 3 more stood there.")], read.Drops);
    }

    private static void Told(Reading read, int kept, string told)
    {
        Assert.Equal(kept, read.Authors.Count);
        Assert.Equal([new Drop("too many authors", Title, told)], read.Drops);
    }

    /// <summary>Ai Bo, Ai Do …</summary>
    private static string Name(int at) => $"{(char)('A' + (at / 26))}i {(char)('A' + (at % 26))}o";

    private static string Each(int count, Func<int, string> part) => string.Concat(Enumerable.Range(0, count).Select(part));

    private static Reading Read(string head, string byline, string? body = null) => ArticleWriter.Read(new Download
    {
        Body = Encoding.UTF8.GetBytes($"<!DOCTYPE html><html><head>{head}</head><body><main><article><h1>{Title}</h1>{byline}{body ?? Body}</article></main></body>"),
        Address = new Uri("https://harbour.example/ferry"),
        ContentType = "text/html; charset=utf-8",
    }, null);
}
