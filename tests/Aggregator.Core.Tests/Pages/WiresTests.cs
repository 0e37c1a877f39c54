using System.Text;
using System.Text.Json;
using Aggregator.Articles;
using Aggregator.Downloads;
using Xunit;

namespace Aggregator.Pages;

public sealed class WiresTests
{
    private const string Title = "Who Owns the Night Ferry?";

    public static TheoryData<string, string> Examples => [.. Wires.Known.Rows.SelectMany(row => row.Examples.Select(line => (row.Name, line)))];

    public static TheoryData<string, string> Others => [.. Wires.Known.Rows.SelectMany(row => row.Not.Select(line => (row.Name, line)))];

    public static TheoryData<string> Never => [.. Wires.Known.NeverExamples];

    [Fact]
    public void Every_row_that_reads_lines_gives_examples_of_them() =>
        Assert.All(Wires.Known.Rows.Where(row => row.Kind is not (WireKind.Not or WireKind.Hint or WireKind.Syndicator)), row => Assert.NotEmpty(row.Examples));

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_names_its_original_as_its_row_says(string name, string line)
    {
        var original = Read(line, name.Contains("RAND", StringComparison.Ordinal) ? "https://www.rand.org/pubs/external/EP1.html" : "https://copies.example/2026/the-night-ferry");
        var row = Wires.Known.Rows.Single(row => row.Name == name);
        if (row.Place == WireLinkPlace.None)
        {
            Assert.Equal((null, Evidence.None), (original.Link, original.Evidence));
            return;
        }
        Assert.NotNull(original.Link);
        Assert.True(row.LeadsTo(original.Link));
        Assert.Equal(Evidence.Stated, original.Evidence);
        Assert.NotEmpty(original.Quote!);
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void What_only_looks_like_it_names_none(string name, string line)
    {
        var original = Read(line, "https://copies.example/2026/the-night-ferry");
        Assert.True(original.Link is null, $"{name} took {original.Link} from: {line}");
    }

    [Theory]
    [MemberData(nameof(Never))]
    public void What_is_no_article_is_no_original(string address)
    {
        Assert.True(Wires.Known.IsNever(new Uri(address)));
        Assert.Null(Read($"This article was originally published by <a href='{address}'>The Harbour</a>.", "https://copies.example/2026/the-night-ferry").Link);
    }

    [Theory]
    [InlineData("""{ "about": "", "kinds": "", "parts": {}, "rows": [{ "name": "x", "kind": "credit", "colour": "blue" }], "never": [] }""", "colour")]
    [InlineData("""{ "about": "", "kinds": "", "parts": {}, "rows": [{ "name": "x", "kind": "rumour" }], "never": [] }""", "kind")]
    [InlineData("""{ "about": "", "kinds": "", "parts": {}, "rows": [] }""", "never")]
    public void A_mistake_in_the_table_is_told_with_its_place(string table, string place) =>
        Assert.Contains(place, Assert.Throws<JsonException>(() => Wires.Parse(table)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_wire_that_carries_copies_is_known_by_its_host()
    {
        Assert.True(Wires.Known.Carries(new Uri("https://www.wired-gov.net/wg/news.nsf/articles/the+ferry+20112026142500")));
        Assert.False(Wires.Known.Carries(new Uri("https://wired-gov.net.evil.example/wg/news.nsf/articles/the+ferry+20112026142500")));
        Assert.False(Wires.Known.Carries(new Uri("https://www.businesswire.com/news/home/20261120001122/en/")));
    }

    private static OriginalLink Read(string line, string address)
    {
        var page = $"<!DOCTYPE html><html><head><title>{Title}</title></head><body><article><h1>{Title}</h1><p>The last ferry of the winter timetable left the quay with eleven passengers.</p><p>{line}</p><p>The harbour master has the last word.</p></article></body></html>";
        return ArticleWriter.Read(new Download { Body = Encoding.UTF8.GetBytes(page), Address = new Uri(address), ContentType = "text/html; charset=utf-8" }, null).Original;
    }
}
