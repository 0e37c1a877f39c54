using Aggregator.Articles;
using Xunit;

namespace Aggregator.Digests;

public sealed class OpeningTests
{
    [Fact]
    public void An_opening_has_the_beginning_of_the_text_and_no_html()
    {
        var opening = DigestArticle.Opening(Kept(new string('x', 5000)));
        Assert.Equal((new string('x', 1000), ""), (opening.Article.Text, opening.Article.Html));
        Assert.Equal("Short.", DigestArticle.Opening(Kept("Short.")).Article.Text);
    }

    [Fact]
    public void An_opening_does_not_end_in_half_a_character() =>
        Assert.Equal(new string('x', 999), DigestArticle.Opening(Kept(new string('x', 999) + "\U0001F6A2 and so on")).Article.Text);

    private static KeptArticle Kept(string text) => new(1, default, 1, new Article { Source = default, Title = "Long", Text = text, Html = "<p>x</p>", Original = OriginalLink.None });
}
