using Aggregator.Articles;
using Aggregator.Sources;
using Xunit;

namespace Aggregator.Watches;

public sealed class QueryTests
{
    [Theory]
    [InlineData("ferry", "The Night Ferry")]
    [InlineData("FERRY night", "The Night Ferry")]
    [InlineData("cafe", "Café society")]
    [InlineData("café", "Cafe society")]
    [InlineData("Orban", "What Orbán wants")]
    [InlineData("\"energy security\"", "On energy: security first")]
    [InlineData("“energy security”", "Energy security")]
    [InlineData("energy-security", "Energy security")]
    [InlineData("don't", "They don’t say")]
    [InlineData("O’Neill", "O'Neill on tariffs")]
    [InlineData("G7", "The G7, again")]
    [InlineData("ferry -\"slow boat\"", "A slow ferry, a fast boat")]
    [InlineData("\"night ferry", "The night ferry")]
    public void A_query_finds(string query, string text) => Assert.NotNull(Parsed(query).Match(Titled(text)));

    [Theory]
    [InlineData("gas", "Gasoline is dear")]
    [InlineData("line", "Gasoline is dear")]
    [InlineData("ferry train", "The night ferry")]
    [InlineData("\"energy security\"", "Security of energy")]
    [InlineData("ferry -night", "The Night Ferry")]
    [InlineData("ferry -\"night ferry\"", "The Night-Ferry")]
    [InlineData("\"night ferry\"", "The night\u2003and the ferry")]
    public void A_query_does_not_find(string query, string text) => Assert.Null(Parsed(query).Match(Titled(text)));

    [Fact]
    public void A_phrase_does_not_reach_from_one_field_into_the_next() =>
        Assert.Null(Parsed("\"ferry tide\"").Match(Titled("The ferry") with { Standfirst = "Tide tables." }));

    [Fact]
    public void An_unwanted_word_counts_wherever_it_stands() =>
        Assert.Null(Parsed("ferry -tide").Match(Titled("The ferry") with { Text = "Of the tide." }));

    [Fact]
    public void Every_word_has_a_reason_with_the_field_and_the_words_around_it()
    {
        var article = Titled("The Night Ferry") with { Text = "Long before dawn.\n\nThe tide turns at Säby.", Publisher = "Harbour Institute", Authors = ["Ada Quay"] };
        var match = Parsed("ferry saby \"harbour institute\" quay").Match(article)!;
        Assert.Equal(
            [("ferry", "title"), ("saby", "text"), ("harbour institute", "publisher"), ("quay", "authors")],
            match.Reasons.Select(reason => (reason.Term, reason.Field)));
        Assert.Equal("Long before dawn.  The tide turns at Säby.", match.Reasons[1].Around);
    }

    [Theory]
    [InlineData("gas", "gas shortage")]
    [InlineData("oneill", "O’Neill")]
    [InlineData("\"port authority\"", "Port-Authority")]
    public void The_words_around_are_those_of_the_place_that_matched(string query, string around)
    {
        var filler = string.Concat(Enumerable.Repeat("Gasoline portfolios matter to one and all. ", 10));
        var match = Parsed(query).Match(Titled("A title") with { Text = $"{filler}The gas shortage, said O’Neill of the Port-Authority, is over. {filler}" })!;
        Assert.Contains(around, match.Reasons[0].Around, StringComparison.Ordinal);
        Assert.StartsWith("…", match.Reasons[0].Around, StringComparison.Ordinal);
        Assert.EndsWith("…", match.Reasons[0].Around, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \" \" - ")]
    [InlineData("?!")]
    public void A_query_without_a_word_says_so(string text)
    {
        Assert.Null(Query.Parse(text, out var problem));
        Assert.StartsWith("There is no word to search for.", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_query_of_unwanted_words_alone_says_so()
    {
        Assert.Null(Query.Parse("-naval -\"slow boat\"", out var problem));
        Assert.StartsWith("A search needs at least one word that must occur", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_character_in_a_text_or_a_query_breaks_nothing()
    {
        Assert.NotNull(Parsed("ferry").Match(Titled("A torn \uD83D ferry \uDE00")));
        Assert.NotNull(Parsed("ferry \uD83D").Match(Titled("A ferry")));
    }

    [Fact]
    public void Letters_beyond_the_first_plane_count_as_letters() => Assert.NotNull(Parsed("\U00010400").Match(Titled("Deseret \U00010428 letters")));

    private static Query Parsed(string text) => Query.Parse(text, out var problem) ?? throw new ArgumentException(problem);

    private static Article Titled(string title) => new()
    {
        Source = SourceId.TryParse("harbour", out var id) ? id : default,
        Title = title,
        Text = "",
        Html = "",
        Original = OriginalLink.None,
    };
}
