using Aggregator.Digests;
using Aggregator.Watches;
using Xunit;
using static Aggregator.Mailing.SampleLetters;

namespace Aggregator.Mailing;

public sealed class LetterHitTests
{
    [Fact]
    public async Task A_hit_is_told_with_the_words_around_and_what_matched_stands_out()
    {
        var letter = await WriteAsync(WatchedBy("Blockade", Hit("Blockade", "…ports under blockade for nine days…", "blockade")));
        Assert.Contains("  > Why: …ports under *blockade* for nine days…", Lines(letter));
        Assert.Contains("Why:</span> …ports under <b>blockade</b> for nine days…</p>", letter.Html, StringComparison.Ordinal);
        Assert.Contains("Blockade (your watch)", Lines(letter));
    }

    [Fact]
    public async Task Under_its_own_heading_a_watch_is_not_named_again_and_any_other_is()
    {
        var letter = await WriteAsync(WatchedBy("Blockade", Hit("Blockade", "a blockade", "blockade"), Hit("Ships", "one spare hull", "hull")));
        Assert.Contains("  > Why: a *blockade*", Lines(letter));
        Assert.Contains("  > Your watch “Ships” found it, too: one spare *hull*", Lines(letter));
        Assert.Contains("Your watch “Ships” found it, too:</span> one spare <b>hull</b>", letter.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("title", "  > Why: *blockade* (in the title)")]
    [InlineData("standfirst", "  > Why: nine days of *blockade*, then (in the standfirst)")]
    [InlineData("publisher", "  > Why: nine days of *blockade*, then (in the publisher’s name)")]
    [InlineData("report.pdf, p. 3", "  > Why: nine days of *blockade*, then (in report.pdf, p. 3)")]
    public async Task It_is_told_where_the_words_stand(string field, string line) =>
        Assert.Contains(line, Lines(await WriteAsync(WatchedBy("Blockade", Hit("Blockade", "nine days of blockade, then", "blockade", field)))));

    [Fact]
    public async Task Words_of_one_place_are_marked_in_it_together_and_marks_that_overlap_are_one()
    {
        const string around = "a naval blockade of ports";
        var hit = new WatchHit("Blockade", [new MatchReason("ports", "text", around, [new MatchMark(20, 5)]), new MatchReason("naval blockade", "text", around, [new MatchMark(2, 14)]), new MatchReason("blockade", "text", around, [new MatchMark(8, 8)])]);
        var letter = await WriteAsync(WatchedBy("Blockade", hit));
        Assert.Contains("  > Why: a *naval blockade* of *ports*", Lines(letter));
        Assert.Contains("a <b>naval blockade</b> of <b>ports</b>", letter.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_has_no_words_or_no_room_is_told_by_its_name()
    {
        var places = Enumerable.Range(1, 5).Select(at => Hit("Blockade", $"the {at}th word{at}", $"word{at}").Reasons[0]);
        var letter = await WriteAsync(WatchedBy("Blockade", new WatchHit("Blockade", [new MatchReason("energy", "topic", "energy", []), .. places])));
        Assert.Contains("  > the 3th *word3*", Lines(letter));
        Assert.Contains("  > topic: energy, word4, word5", Lines(letter));
        Assert.Contains("topic: energy, word4, word5</p>", letter.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hit_of_facts_alone_is_told_too()
    {
        var letter = await WriteAsync(WatchedBy("Blockade", new WatchHit("Blockade", [new MatchReason("en", "language", "", [])])));
        Assert.Contains("  > Why: language: en", Lines(letter));
        Assert.Contains("Why: language: en</p>", letter.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ab\uD83D\uDE00cd", 3, 1)]
    [InlineData("ab\uD83D\uDE00cd", 0, 3)]
    [InlineData("abcd", -5, 400)]
    [InlineData("abcd", 2, -9)]
    [InlineData("abcd", int.MaxValue - 3, 3)]
    [InlineData("", 0, 1)]
    public void A_mark_that_fits_nowhere_costs_no_word(string line, int start, int length) =>
        Assert.Equal(line, string.Concat(MarkedPart.Of(line, [new MatchMark(start, length)]).Select(part => part.Text)));

    private static Digest WatchedBy(string watch, params WatchHit[] hits) => Of(new DigestSection(SectionKind.Watch, watch, [Entry(1, "On a") with { Hits = hits }]));
}
