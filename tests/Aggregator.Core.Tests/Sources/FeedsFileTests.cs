using Xunit;

namespace Aggregator.Sources;

public sealed class FeedsFileTests
{
    private const string Good = """
        // A comment of somebody's.
        {
          "organisations": [
            {
              "name": "Harbour Institute", "aliases": ["HI"], "hosts": ["harbour.example"], "country": "GB", "topics": ["ports"],
              "sources": [
                { "id": "harbour-notes", "kind": "feed", "address": "https://harbour.example/feed", "every": "00:30:00", },
                { "id": "harbour-list", "kind": "page", "address": "https://harbour.example/news", "wire": true, "rules": { "item": "li.row", "remove": ".ad" } },
              ],
            },
          ],
        }
        """;

    [Fact]
    public void Comments_and_trailing_commas_are_allowed()
    {
        var sources = Sources(Good);
        Assert.Equal(["harbour-notes", "harbour-list"], sources.Select(source => source.Id.Value));
        Assert.Equal(TimeSpan.FromMinutes(30), sources[0].Every);
        Assert.Equal("Harbour Institute", sources[0].Organisation.Name);
        Assert.Null(sources[0].Rules);
        Assert.Equal((SourceKind.Page, true, (TimeSpan?)null), (sources[1].Kind, sources[1].IsWire, sources[1].Every));
        Assert.Equal(("li.row", ".ad"), (sources[1].Rules!.Item, sources[1].Rules!.Remove));
    }

    [Fact]
    public void Five_mistakes_are_told_at_once_each_with_its_place() => Assert.Equal(
        [
            "organisations[0].country must be a text in quotes, not a number.",
            "organisations[0].sources[0].id 'Harbour Notes' is not a name: use lower-case letters, digits and hyphens, 64 at most.",
            "organisations[0].sources[1].address 'ftp://harbour.example' is not a web address: it must begin with http:// or https:// and carry no user name.",
            "organisations[1].sources[0].kind 'rss' is not a kind: use \"feed\" or \"page\".",
            "organisations[1].sources[1].every '00:00:10' is not an interval from 00:05:00 to 7.00:00:00 (days.hours:minutes:seconds).",
        ],
        Problems("""
            { "organisations": [
              { "name": "A", "country": 44, "sources": [
                { "id": "Harbour Notes", "kind": "feed", "address": "https://a.example/feed" },
                { "id": "a-two", "kind": "feed", "address": "ftp://harbour.example" } ] },
              { "name": "B", "sources": [
                { "id": "b-one", "kind": "rss", "address": "https://b.example/feed" },
                { "id": "b-two", "kind": "feed", "address": "https://b.example/feed", "every": "00:00:10" } ] } ] }
            """));

    [Fact]
    public void An_unknown_key_is_a_mistake_and_names_the_known_ones() => Assert.Equal(
        ["organisations[0].sources[0].url is not a known key: organisations[0].sources[0] takes id, kind, address, every, wire, rules, followsHttp, backfill."],
        Problems(With("""{ "id": "a", "kind": "feed", "address": "https://a.example", "url": "https://a.example" }""")));

    [Theory]
    [InlineData("\"none\"", BackfillWay.None)]
    [InlineData("\"rfc5005\"", BackfillWay.Rfc5005)]
    [InlineData("\"wordpress\"", BackfillWay.WordPress)]
    [InlineData("null", BackfillWay.Rfc5005)]
    [InlineData("\"https://a.example/all\", \"rules\": { \"item\": \"li\" }", BackfillWay.Listing)]
    public void Where_older_items_are_found_is_told(string value, BackfillWay way)
    {
        var source = Assert.Single(Sources(With($$"""{ "id": "a", "kind": "feed", "address": "http://a.example", "followsHttp": true, "backfill": {{value}} }""")));
        Assert.Equal((way, true), (source.Backfill.Way, source.MayDowngrade));
        Assert.Equal(way == BackfillWay.Listing, source.Backfill.Listing == new Uri("https://a.example/all"));
    }

    [Theory]
    [InlineData("feed", "\"archive\"", "organisations[0].sources[0].backfill 'archive' is no way to older items: use \"none\", \"rfc5005\", \"wordpress\" or the web address of a listing page.")]
    [InlineData("feed", "\"https://a.example/all\"", "organisations[0].sources[0].rules.item is missing: a listing to fill gaps from is read by the CSS selector of its rows, such as \"article.card\".")]
    [InlineData("page", "\"wordpress\", \"rules\": { \"item\": \"li\" }", "organisations[0].sources[0].backfill is 'wordpress', which pages a feed, but this source is a page: give the address of a listing instead.")]
    public void A_way_to_older_items_that_cannot_be_gone_is_a_mistake(string kind, string value, string problem) =>
        Assert.Equal([problem], Problems(With($$"""{ "id": "a", "kind": "{{kind}}", "address": "http://a.example", "backfill": {{value}} }""")));

    [Fact]
    public void A_key_that_stands_twice_is_a_mistake() => Assert.Equal(
        ["organisations[0].sources[0].kind stands twice: keep one."],
        Problems(With("""{ "id": "a", "kind": "page", "address": "https://a.example", "kind": "feed" }""")));

    [Fact]
    public void An_id_that_is_taken_names_both_places() => Assert.Equal(
        ["organisations[1].sources[0].id 'a' is taken by organisations[0].sources[0]: every source needs its own."],
        Problems("""
            { "organisations": [
              { "name": "A", "sources": [ { "id": "a", "kind": "feed", "address": "https://a.example/feed" } ] },
              { "name": "B", "sources": [ { "id": "a", "kind": "feed", "address": "https://b.example/feed" } ] } ] }
            """));

    [Theory]
    [InlineData("li[")]
    [InlineData("li >")]
    [InlineData(".")]
    [InlineData("h2:nope")]
    public void A_selector_that_is_none_is_a_mistake(string selector) => Assert.Equal(
        [$"organisations[0].sources[0].rules.item '{selector}' is not a CSS selector."],
        Problems(With($$"""{ "id": "a", "kind": "page", "address": "https://a.example", "rules": { "item": "{{selector}}" } }""")));

    [Theory]
    [InlineData("""{ "id": "a", "kind": "page", "address": "https://a.example" }""")]
    [InlineData("""{ "id": "a", "kind": "page", "address": "https://a.example", "rules": { "title": "h3" } }""")]
    public void A_page_without_rows_is_a_mistake(string source) => Assert.Equal(
        ["organisations[0].sources[0].rules.item is missing: a page needs the CSS selector of its rows, such as \"article.card\"."],
        Problems(With(source)));

    [Fact]
    public void What_is_missing_is_told_with_what_it_must_be() => Assert.Equal(
        [
            "organisations[0].name is missing: it must be a text in quotes.",
            "organisations[0].sources[0].id is missing: it must be a text in quotes.",
            "organisations[0].sources[0].kind is missing: it must be a text in quotes.",
            "organisations[0].sources[0].address is empty.",
            "organisations[0].sources[1] must be an object in braces, not a text.",
        ],
        Problems("""{ "organisations": [ { "sources": [ { "address": "  " }, "https://a.example" ] } ] }"""));

    [Theory]
    [InlineData("[]", "feeds.json must be an object in braces, not a list.")]
    [InlineData("{}", "organisations is missing: it must be a list in brackets.")]
    [InlineData("""{ "organisations": {} }""", "organisations must be a list in brackets, not an object.")]
    public void A_file_of_another_shape_is_told_so(string text, string problem) => Assert.Equal([problem], Problems(text));

    [Theory]
    [InlineData("{\n  \"organisations\": [\n    { \"name\" \"A\" }\n  ]\n}", "line 3, character 14:")]
    [InlineData("{\n  \"organisations\": [", "line 2, character 21:")]
    [InlineData("", "line 1, character 1:")]
    [InlineData("{ \"a\": \"éé\" x }", "line 1, character 13:")]
    public void What_is_not_JSON_tells_line_and_character(string text, string place)
    {
        var problem = Assert.Single(Problems(text));
        Assert.StartsWith(place, problem, StringComparison.Ordinal);
        Assert.EndsWith("nothing after it could be read.", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://user:secret@a.example/feed")]
    [InlineData("a.example/feed")]
    public void An_address_that_is_not_the_webs_is_a_mistake(string address) =>
        Assert.StartsWith($"organisations[0].sources[0].address '{address}' is not a web address", Assert.Single(Problems(With($$"""{ "id": "a", "kind": "feed", "address": "{{address}}" }"""))), StringComparison.Ordinal);

    [Fact]
    public void The_repositorys_own_list_is_good()
    {
        var sources = Sources(File.ReadAllText(Path.Combine(CaseFiles.Root, "feeds.json")));
        Assert.True(sources.Select(source => source.Organisation.Name).Distinct().Count() >= 20, "The list names fewer than 20 organisations.");
    }

    [Fact]
    public void The_sample_webs_list_is_good() =>
        Assert.NotEmpty(Sources(File.ReadAllText(Path.Combine(CaseFiles.Root, "src", "Aggregator", "Samples", "feeds.json")).Replace("{{web}}", "http://127.0.0.1:4711", StringComparison.Ordinal)));

    private static IReadOnlyList<Source> Sources(string text)
    {
        var outcome = FeedsFile.Parse(text);
        return Assert.IsType<FeedsFileOutcome.Good>(outcome is FeedsFileOutcome.Wrong wrong ? string.Join('\n', wrong.Problems) : outcome).Sources;
    }

    private static IReadOnlyList<string> Problems(string text) => Assert.IsType<FeedsFileOutcome.Wrong>(FeedsFile.Parse(text)).Problems;

    private static string With(string source) => $$"""{ "organisations": [ { "name": "A", "sources": [ {{source}} ] } ] }""";
}
