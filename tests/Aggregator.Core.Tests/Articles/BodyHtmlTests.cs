using System.IO.Compression;
using System.Text;
using Aggregator.Downloads;
using Aggregator.Sources;
using Aggregator.Text;
using Xunit;

namespace Aggregator.Articles;

/// <summary>The html of a body is written by us, so nothing that runs can be in it; here the sanitiser agrees.</summary>
public sealed class BodyHtmlTests
{
    private static readonly Uri Address = new("https://a.example/p");

    private static readonly Source Whole = new()
    {
        Id = SourceId.TryParse("whole", out var id) ? id : default,
        Kind = SourceKind.Feed,
        Address = Address,
        Organisation = new Organisation { Name = "Whole" },
        Rules = new PageRules { Body = "body" },
    };

    [Fact]
    public void The_sanitiser_finds_nothing_to_change_in_any_attack_that_came_through_an_article() => Assert.All(XssTests.All.Select(row => row.Data), attack =>
    {
        var html = ArticleWriter.Read(Download($"<article><p>Before it.</p>{attack}<p>After it, in a sentence that is long enough to be one.</p></article>"), Whole).Html;
        HostileHtmlTests.AssertSafe(html);
        AssertUnchanged(html);
    });

    [Fact]
    public void The_sanitiser_finds_nothing_to_change_in_the_cases() => Assert.All(CaseFiles.Names("articles"), name =>
        AssertUnchanged(ArticleWriter.Read(new Download { Body = File.ReadAllBytes(CaseFiles.Document("articles", name)), Address = Address }, null).Html));

    [Fact]
    public void The_sanitiser_finds_nothing_to_change_in_collected_pages()
    {
        var cases = CaseFiles.Corpora("articles/cases.jsonl");
        Assert.SkipWhen(cases is null, "The corpora are not here: no folder above has shared/corpora/articles.");
        var files = Directory.EnumerateFiles(Path.GetDirectoryName(cases)!, "*.html.gz", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Where((_, at) => at % 16 == 0).ToList();
        Assert.NotEmpty(files);
        Assert.All(files, file => AssertUnchanged(ArticleWriter.Read(new Download { Body = Unpacked(file), Address = Address, ContentType = "text/html" }, null).Html));
    }

    [Theory]
    [InlineData("<ul>loose<li>One<ul><li>Two</ul>three</ul>")]
    [InlineData("<table><caption>Of</caption><tr><td>One<td>Two<table><tr><td>In</table></table>")]
    [InlineData("<table><tr><td>One<ul><li>Two</ul><td>Three</table>")]
    [InlineData("<li>Alone<td>Too<blockquote>Said<ol><li><blockquote>deep</blockquote></ol></blockquote>")]
    [InlineData("<pre>\n\none\n  two <b>three\n</b></pre><h1>Four</h1><h6>Five</h6>")]
    [InlineData("<a href=x>one <b>two</b> <i>three</i></a> four<a href='javascript:x'>five</a><a href='mailto:a@b.example'>six</a>")]
    [InlineData("H<sub>2</sub>O &lt;b&gt; &amp;amp; &quot;x&quot; <code>a &lt; b</code> <sup><em>1</em></sup>")]
    public void However_it_is_nested_the_html_is_read_as_it_was_written(string page)
    {
        var html = ArticleWriter.Read(Download(page), Whole).Html;
        Assert.NotEmpty(html);
        AssertUnchanged(html);
    }

    private static void AssertUnchanged(string html) => Assert.Equal(html.Trim(), SafeHtml.Clean(html, Address) ?? "");

    private static Download Download(string body) => new() { Address = Address, ContentType = "text/html; charset=utf-8", Body = Encoding.UTF8.GetBytes($"<!DOCTYPE html><html><head><title>x</title></head><body>{body}</body></html>") };

    private static byte[] Unpacked(string file)
    {
        using var stream = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
