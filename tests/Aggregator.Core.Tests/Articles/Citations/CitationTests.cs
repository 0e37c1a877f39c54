using System.Text.Json;
using Aggregator.Sources;
using Aggregator.Text;
using Xunit;

namespace Aggregator.Articles.Citations;

public sealed class CitationTests
{
    /// <summary>Every sign that one of the formats obeys.</summary>
    private const string Hostile = "100% of {EU} budgets & the $5_bn #1 gap~^\\ [draft] *now* <b>x</b>";

    private static readonly WrittenDate Seventh = WrittenDate.Day(2026, 3, 7);

    [Theory]
    [InlineData("Ada Quay", "Ada|Quay")]
    [InlineData("Dr Jane van der Berg", "Jane|van der+Berg")]
    [InlineData("Berg, Jane van der", "Jane|van der+Berg")]
    [InlineData("von Mises, Ludwig", "Ludwig|von+Mises")]
    [InlineData("Smith, John, Jr.", "John|Smith|Jr.")]
    [InlineData("Sammy Davis Jr.", "Sammy|Davis|Jr.")]
    [InlineData("Prof. Sir John Smith CBE", "John|Smith")]
    [InlineData("Amb. Tom Lock, PhD, KC", "Tom|Lock")]
    [InlineData("Jack Ma", "Jack|Ma")]
    [InlineData("Mary-Jane O’Neill", "Mary-Jane|O’Neill")]
    [InlineData("J. R. R. Tolkien", "J. R. R.|Tolkien")]
    [InlineData("Ada Quay and Tom Lock", "Ada|Quay; Tom|Lock")]
    public void A_person_has_a_family_name_to_be_sorted_by(string byline, string parts) => Assert.Equal(parts, string.Join("; ", CitedName.Of(byline).Select(PartsOf)));

    [Theory]
    [InlineData("The Harbour Institute, Research & Policy Team")]
    [InlineData("Department for Business, Energy and Industry")]
    [InlineData("Harbour Institute")]
    [InlineData("Harbour Rights Watch")]
    [InlineData("Deutscher Ruder Bund")]
    [InlineData("Bundesministerium Hafen")]
    [InlineData("Bono")]
    [InlineData("习近平")]
    [InlineData("Lord Lock")]
    public void What_may_be_no_person_stays_whole(string byline) => Assert.Equal(new CitedName(byline, null, null, null), Assert.Single(CitedName.Of(byline)));

    [Fact]
    public void A_day_is_cited_as_a_day_and_no_date_as_none()
    {
        var dated = Cited(Kept("Ferries") with { Published = Seventh, Dates = [new DateEvidence(Seventh, "the feed", 0.8)] });
        Assert.Contains("\r\nPY  - 2026\r\nDA  - 2026/03/07\r\n", Ris.Write([dated]), StringComparison.Ordinal);
        Assert.Contains("  year = {2026},\n  month = mar,\n  date = {2026-03-07},\n", BibTex.Write([dated]), StringComparison.Ordinal);
        var undated = Cited(Kept("Ferries"));
        Assert.DoesNotContain("DA  -", Ris.Write([undated]), StringComparison.Ordinal);
        Assert.DoesNotContain("year", BibTex.Write([undated]), StringComparison.Ordinal);
        Assert.False(Csl(undated).TryGetProperty("issued", out _));
        Assert.Contains("*Harbour \\& Sons*, no date.", Markdown.Write([undated]), StringComparison.Ordinal);
    }

    [Fact]
    public void The_day_a_file_was_made_is_not_cited_as_the_day_it_was_published() =>
        Assert.Null(Cited(Kept("Ferries") with { Published = Seventh, Dates = [new DateEvidence(Seventh, "when the file was made", 0.3)] }).Published);

    [Fact]
    public void A_moment_is_cited_as_its_publishers_day()
    {
        var newYear = new WrittenDate(new DateTimeOffset(2026, 1, 1, 0, 30, 0, TimeSpan.FromHours(2)), true);
        Assert.Equal("[[2026,1,1]]", Csl(Cited(Kept("Ferries") with { Published = newYear })).GetProperty("issued").GetProperty("date-parts").GetRawText().ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Both_links_the_version_and_the_hash_are_in_every_format()
    {
        var article = Kept("Ferries");
        var hash = article.Hash.Hex;
        var works = new[] { Cited(article) };
        Assert.All([Ris.Write(works), BibTex.Write(works), CslJson.Write(works), Markdown.Write(works)], text =>
        {
            Assert.Contains("https://harbour.example/ferries.pdf?a=1&b=2", text, StringComparison.Ordinal);
            Assert.Contains("https://wire.example/%7B1%7D", text, StringComparison.Ordinal);
            Assert.Contains($"Version 3; SHA-256 {hash}", text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void A_key_is_the_articles_own_and_the_same_for_every_version() =>
        Assert.Equal(["harbour-7", "harbour-7", "harbour-8"], new[] { Of(7, 1, "Ferries"), Of(7, 2, "Ferries, corrected"), Of(8, 1, "Ferries") }.Select(kept => Citation.Of(kept).Key));

    [Fact]
    public void Ris_stands_on_lines_of_its_own_whatever_a_title_holds()
    {
        var lines = Ris.Write([Cited(Kept("A title\r\nER  - \r\nTY  - JOUR")), Cited(Kept(Hostile))]).Split("\r\n");
        Assert.Equal(2, lines.Count(line => line.StartsWith("TY  - ", StringComparison.Ordinal)));
        Assert.Equal(2, lines.Count(line => line == "ER  - "));
        Assert.All(lines, line => Assert.Matches("^([A-Z][A-Z0-9]  - .*)?$", line));
        Assert.Contains($"TI  - {Hostile}", lines);
        Assert.Contains("AU  - Department for Business Energy and Industry", lines);
    }

    [Fact]
    public void BibTeX_obeys_none_of_a_publishers_signs_and_its_braces_match()
    {
        var text = BibTex.Write([Cited(Kept(Hostile)), Cited(Kept("A lone { brace"))]);
        Assert.Contains("title = {100\\% of {{\\textbraceleft}EU{\\textbraceright}} budgets \\& the \\$5\\_bn \\#1 gap{\\textasciitilde}{\\textasciicircum}{\\textbackslash} [draft] *now* <b>x</b>},", text, StringComparison.Ordinal);
        Assert.Contains("author = {van der Berg, Jane and {Department for Business, Energy and Industry}},", text, StringComparison.Ordinal);
        Assert.Equal(text.Count(c => c == '{'), text.Count(c => c == '}'));
    }

    [Fact]
    public void Csl_is_an_array_of_items_as_its_schema_names_them()
    {
        var item = Csl(Cited(Kept(Hostile)));
        Assert.Equal((Hostile, "report", "harbour-7"), (item.GetProperty("title").GetString(), item.GetProperty("type").GetString(), item.GetProperty("id").GetString()));
        var authors = item.GetProperty("author");
        Assert.Equal(("Berg", "van der", "Jane"), (authors[0].GetProperty("family").GetString(), authors[0].GetProperty("non-dropping-particle").GetString(), authors[0].GetProperty("given").GetString()));
        Assert.Equal("Department for Business, Energy and Industry", authors[1].GetProperty("literal").GetString());
        Assert.Equal([2026, 11, 26], item.GetProperty("accessed").GetProperty("date-parts")[0].EnumerateArray().Select(part => part.GetInt32()));
    }

    [Fact]
    public void Markdown_shows_a_publishers_signs_and_makes_nothing_of_them()
    {
        var text = Markdown.Write([Cited(Kept(Hostile) with { Standfirst = "1. Not a list [and](no link)." })]);
        Assert.Contains("[100% of \\{EU\\} budgets \\& the \\$5\\_bn \\#1 gap\\~\\^\\\\ \\[draft\\] \\*now\\* \\<b\\>x\\</b\\>](<https://harbour.example/ferries.pdf?a=1&b=2>).", text, StringComparison.Ordinal);
        Assert.Contains("\n> 1\\. Not a list \\[and\\](no link).\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "https://harbour.example/ferries", CitedKind.Page)]
    [InlineData(null, "https://harbour.example/ferries.pdf", CitedKind.Report)]
    [InlineData("PRESS RELEASE", "https://harbour.example/ferries.pdf", CitedKind.PressRelease)]
    [InlineData(null, "https://harbour.example/press-releases/ferries", CitedKind.PressRelease)]
    [InlineData(null, "https://harbour.example/blog/ferries", CitedKind.Post)]
    [InlineData("EXPERT COMMENT", "https://harbour.example/ferries", CitedKind.Page)]
    public void A_kind_is_what_the_article_says_of_itself(string? kicker, string original, CitedKind kind) =>
        Assert.Equal(kind, Cited(Kept("Ferries") with { Kicker = kicker, Original = new OriginalLink(new Uri(original), Evidence.Stated, "", []) }).Kind);

    private static string PartsOf(CitedName name) => $"{name.Given}|{(name.Particle is null ? "" : name.Particle + "+")}{name.Family}{(name.Suffix is null ? "" : "|" + name.Suffix)}";

    private static JsonElement Csl(Citation citation) => Assert.Single(JsonDocument.Parse(CslJson.Write([citation])).RootElement.EnumerateArray());

    private static Article Kept(string title) => Of(7, 3, title).Article;

    private static Citation Cited(Article article) => Citation.Of(Of(7, 3, "") with { Article = article });

    private static KeptArticle Of(long number, int version, string title)
    {
        Assert.True(SourceId.TryParse("harbour", out var source));
        return new KeptArticle(number, new DateTimeOffset(2026, 11, 25, 23, 30, 0, TimeSpan.FromHours(-5)), version, new Article
        {
            Source = source,
            Link = new Uri("https://wire.example/{1}"),
            Title = title,
            Text = "",
            Html = "",
            Authors = ["Jane van der Berg", "Department for Business, Energy and Industry"],
            Publisher = "Harbour & Sons",
            Original = new OriginalLink(new Uri("https://harbour.example/ferries.pdf?a=1&b=2"), Evidence.Stated, "", []),
        });
    }
}
