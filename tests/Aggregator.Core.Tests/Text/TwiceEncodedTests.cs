using System.Text;
using Xunit;

namespace Aggregator.Text;

public sealed class TwiceEncodedTests
{
    [Theory]
    [InlineData("It’s “free” – until May… 🙂")]
    [InlineData("“naïve” à Málaga, 3 m²")]
    public void Text_that_was_encoded_twice_is_read_as_it_was_written(string text) => Assert.Equal(text, Undone(Encoded(text)));

    [Theory]
    [InlineData("Plain words only.")]
    [InlineData("It’s “free” – until May… 🙂")]
    [InlineData("IL PAGARÂ  e Ã© stay where nothing tells that more is meant")]
    [InlineData("Windows\u0092 own marks, and a cut one at the end â\u0080")]
    public void Other_text_stays_as_it_is(string text) => Assert.Equal(text, Undone(text));

    [Fact]
    public void What_was_written_once_stands_beside_what_was_written_twice() => Assert.Equal("It’s São Paulo’s – é", Undone("It" + Encoded("’") + "s São Paulo" + Encoded("’") + "s – é"));

    private static string Encoded(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    private static string Undone(string text)
    {
        var letters = text.ToCharArray();
        return new string(letters, 0, TwiceEncoded.Undo(letters));
    }
}
