using System.Text;
using Aggregator.Downloads;
using Aggregator.Pages;
using Xunit;

namespace Aggregator.Articles;

public sealed class ListedNotesTests
{
    [Theory]
    [InlineData("<h4>Anmerkungen</h4><div><p>(1) Minutes, p. 4.</p><p>(2) Minutes, p. 7.</p></div><h4>Interview</h4><p>3 questions to the chair.</p>")]
    [InlineData("<p><b>References:</b></p><p>1. Minutes, p. 4.<br>2. Minutes, p. 7.</p><p>The board is a charity.</p>")]
    [InlineData("<h2>Notes</h2><div><span>1</span><p>Minutes, p. 4.</p></div><div><span>2</span><p>Minutes, p. 7.</p></div>")]
    [InlineData("<h2>Références</h2><section><ul><li>1.Minutes, p. 4.</li><li>2.Minutes, p. 7.</li></ul></section><p>3, rue du Port</p>")]
    public void Numbers_that_follow_upon_each_other_behind_a_heading_begin_notes(string html) =>
        Assert.Equal(["Minutes, p. 4.", "Minutes, p. 7."], In($"<p>The board met.</p>{html}").Select(note => note.TrimStart('(', ')', '1', '2', '.', ' ')));

    [Fact]
    public void A_note_of_two_paragraphs_is_whole() =>
        Assert.Equal(["[1] Minutes, p. 4. And p. 5.", "[2] Minutes, p. 7."], In("<p>The board met.</p><h2>Notes</h2><p>[1] Minutes, p. 4.</p><p>And p. 5.</p><p>[2] Minutes, p. 7.</p>"));

    [Fact]
    public void Items_of_a_list_are_numbered_by_it() =>
        Assert.Equal(["Minutes, p. 4. And p. 5.", "Minutes, p. 7."], In("<p>The board met.</p><h2>Przypisy</h2><div><ol><li><p>Minutes, p. 4.</p><p>And p. 5.</p></li><li>Minutes, p. 7.</li></ol></div><p>About</p>"));

    [Theory]
    [InlineData("<p>The board met.</p><h2>Notes</h2><p>The board is a charity.</p>")]
    [InlineData("<p>The board met.</p><h2>Notes</h2><p>1,200 sailors live here.</p>")]
    [InlineData("<p>The board met.</p><h2>Notes</h2><p>2. Minutes, p. 7.</p>")]
    [InlineData("<p>The board met.</p><h2>Notes from the harbour</h2><ol><li>The dredger</li></ol>")]
    [InlineData("<p>The board met.</p><ul><li>Literatur</li><li>Musik</li></ul>")]
    [InlineData("<h2>Sources</h2><ol><li>The dredger</li></ol><p>The board met.</p>")]
    public void What_is_not_numbered_from_one_behind_such_a_heading_of_the_text_is_no_note(string html) => Assert.Empty(In(html));

    [Fact]
    public void What_the_body_holds_is_no_second_time_told() => Assert.Empty(In("<p>The board met.</p><h2>Notes</h2><p class=met>1 The board met.</p>", "1 The board met."));

    private static IEnumerable<string> In(string body, params string[] other)
    {
        var map = PageDocument.Of(new Download { ContentType = "text/html; charset=utf-8", Body = Encoding.UTF8.GetBytes($"<!DOCTYPE html><title>Pier</title><body>{body}</body>") }).Map!;
        return ListedNotes.In(map, Array.ConvertAll(map.Blocks, block => block.Text == "The board met." || other.Contains(block.Text)));
    }
}
