using Xunit;

namespace Aggregator.Text;

public sealed class WordListTests
{
    private static readonly WordList Words = new("ferr(y|ies)|(the )?harbou?r master|q[uv]ay|pier\\)|über");

    [Theory]
    [InlineData("ferry")]
    [InlineData("Ferries")]
    [InlineData("harbor master")]
    [InlineData("The Harbour Master")]
    [InlineData("QVAY")]
    [InlineData("pier)")]
    [InlineData("ÜBER")]
    public void It_knows_each_way_of_writing_its_words(string text) => Assert.True(Words.Is(text));

    [Theory]
    [InlineData("")]
    [InlineData("ferr")]
    [InlineData("ferrys")]
    [InlineData("harbour")]
    [InlineData(" quay")]
    public void It_knows_nothing_else(string text) => Assert.False(Words.Is(text));

    [Theory]
    [InlineData("late ferries, again", true)]
    [InlineData("über", true)]
    [InlineData("a ferryman", false)]
    [InlineData("the aquay", false)]
    [InlineData("quay_2", false)]
    [InlineData("quay-2", true)]
    [InlineData("", false)]
    public void A_word_stands_alone_or_is_none(string text, bool isIn) => Assert.Equal(isIn, Words.IsIn(text));

    [Theory]
    [InlineData("the harbour master's log", 18)]
    [InlineData("Ferryman", 5)]
    [InlineData("a ferry", 0)]
    [InlineData("", 0)]
    public void The_longest_word_at_the_beginning_is_measured(string text, int length) => Assert.Equal(length, Words.LengthAt(text));

    [Fact]
    public void Of_two_words_the_longer_one_counts_unless_what_is_behind_it_forbids_it()
    {
        var words = new WordList("tide|tides|tides of");
        Assert.Equal(8, words.LengthAt("by tides of old", 3, WordList.IsEdge));
        Assert.Equal(5, words.LengthAt("by tides often", 3, WordList.IsEdge));
        Assert.Equal(4, words.LengthAt("by tides", 3, (text, at) => at < text.Length));
    }

    [Theory]
    [InlineData("(ferry")]
    [InlineData("ferry)")]
    [InlineData("f[er")]
    [InlineData("ferry\\")]
    public void A_pattern_with_half_a_bracket_is_a_mistake(string pattern) => Assert.Contains("mistake at place", Assert.Throws<FormatException>(() => new WordList(pattern)).Message, StringComparison.Ordinal);
}
