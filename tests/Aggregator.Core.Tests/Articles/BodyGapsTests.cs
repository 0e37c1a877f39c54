using System.Text;
using Aggregator.Downloads;
using Aggregator.Pages;
using Xunit;

namespace Aggregator.Articles;

public sealed class BodyGapsTests
{
    private const float Likely = 0.25f;

    [Theory]
    [InlineData("<p>Why oak?</p>")]
    [InlineData("<blockquote><p>It lasts.</p></blockquote>")]
    [InlineData("<blockquote class=pull><div class=pull-content><p>It lasts.</p><p class=who>Ada Quay</p></div></blockquote>")]
    [InlineData("<ul><li>Oak</li><li>Steel</li></ul>")]
    [InlineData("<h3 id=oak>Oak</h3><p>It lasts.</p>")]
    public void What_stands_between_sure_paragraphs_of_the_same_element_and_is_likely_enough_is_chosen(string html) => Assert.All(Filled(html, Likely), Assert.True);

    [Theory]
    [InlineData("<p>Why oak?</p>", 0.15f)]
    [InlineData("<p class=cta>Why oak?</p>", Likely)]
    [InlineData("<div><p>Why oak?</p></div>", Likely)]
    [InlineData("<blockquote class=twitter-tweet><p>Why oak?</p></blockquote>", Likely)]
    [InlineData("<p><a href='/oak'>Why oak?</a></p>", Likely)]
    [InlineData("<p>* * *</p>", Likely)]
    [InlineData("<p>1</p><p>2</p><p>3</p><p>4</p><p>5</p><p>6</p><p>7</p><p>8</p><p>9</p>", Likely)]
    public void What_is_unlikely_or_named_or_leads_away_or_is_long_stays_out(string html, float chance)
    {
        var filled = Filled(html, chance);
        Assert.All(filled[1..^1], Assert.False);
    }

    [Fact]
    public void What_stands_before_the_first_and_behind_the_last_is_no_gap()
    {
        var map = Map("<p>Oak</p><p>The board met.</p><p>Steel</p>");
        bool[] kept = [false, true, false];
        BodyGaps.Fill(map, [Likely, 1, Likely], [Likely, 1, Likely], kept);
        Assert.Equal([false, true, false], kept);
    }

    [Theory]
    [InlineData("<p>1. See the register.</p><p>2. See the log.</p><p>3. See the chart.</p>", 3)]
    [InlineData("<p>[1] See the register.</p><p>[2] See the log.</p><p>[3] See the chart.</p>", 3)]
    [InlineData("<p>1. See the register.</p><p>3. See the log.</p><p>4. See the chart.</p>", 1)]
    [InlineData("<p>1. See the register.</p><p class=ad>2. Buy a chart.</p><p>3. See the log.</p>", 1)]
    [InlineData("<p>1 pier</p><p>2 piers</p><p>3 piers</p>", 1)]
    public void What_goes_on_with_the_next_number_is_kept_with_what_it_follows(string html, int count)
    {
        var map = Map(html);
        bool[] kept = [true, false, false];
        BodyGaps.Fill(map, [1, 0, 0], [1, 0, 0], kept);
        Assert.Equal([true, count > 1, count > 2], kept);
    }

    [Theory]
    [InlineData("<ul><li>Oak</li></ul>{0}<br><br>{1}", true, true)]
    [InlineData("<ul><li>Oak</li></ul><p>{0}</p><p>{1}</p>", true, true)]
    [InlineData("<ul><li>Oak</li></ul><p>{0}</p><p>Read on</p>", true, false)]
    [InlineData("<ul><li>Oak</li></ul><div class=box><p>{0}</p></div><p>{1}</p>", false, false)]
    [InlineData("<ul><li>Oak</li></ul><p><a href=/steel>{0}</a></p><p>{1}</p>", false, false)]
    [InlineData("<p>Oak</p><p>{0}</p><p>{1}</p>", false, false)]
    public void Sentences_of_the_same_element_behind_a_list_are_the_texts(string html, bool first, bool second)
    {
        var map = Map(string.Format(null, html, "The vote is set for the end of the month, when the engineers are back.", "The harbour board will say then whether it is to be oak or steel."));
        bool[] kept = [true, false, false];
        BodyGaps.Fill(map, [1, 0, 0], [1, 0, 0], kept);
        Assert.Equal([true, first, second], kept);
    }

    private static bool[] Filled(string html, float chance)
    {
        var map = Map($"<p>The board met.</p>{html}<p>It met again.</p>");
        var kept = Array.ConvertAll(map.Blocks, block => block.Text.EndsWith("met.", StringComparison.Ordinal) || block.Text.EndsWith("again.", StringComparison.Ordinal));
        var chances = Array.ConvertAll(kept, isKept => isKept ? 0.9f : chance);
        BodyGaps.Fill(map, chances, chances, kept);
        return kept;
    }

    private static PageMap Map(string body) =>
        PageDocument.Of(new Download { ContentType = "text/html; charset=utf-8", Body = Encoding.UTF8.GetBytes($"<!DOCTYPE html><title>Pier</title><body>{body}</body>") }).Map!;
}
