using System.Text;
using Aggregator.Downloads;
using Aggregator.Items;
using Xunit;

namespace Aggregator.Feeds;

/// <summary>What a limit leaves out of a feed is told, once for each kind.</summary>
public sealed class FeedLimitsTests
{
    [Fact]
    public void Authors_categories_and_files_beyond_the_most_of_an_entry_are_told()
    {
        var read = Read(Rss($"<item><title>Tides</title>{Each(512, at => $"<author>Writer {at}</author>")}{Each(201, at => $"<category>c{at}</category>")}{Each(203, at => $"<enclosure url='/{at}.mp3'/>")}</item>"));
        var item = Assert.Single(read.Items);
        Assert.Equal((200, 200, 200), (item.Authors.Count, item.Categories.Count, item.Enclosures.Count));
        Assert.Equal(
        [
            new Drop("too many authors", "Tides", "Of a feed and of each entry 200 authors are kept; 312 more stood there."),
            new Drop("too many categories", "Tides", "Of a feed and of each entry 200 categories are kept; 1 more stood there."),
            new Drop("too many files", "Tides", "Of a feed and of each entry 200 files are kept; 3 more stood there."),
        ], read.Drops);
    }

    [Fact]
    public void What_many_entries_have_too_much_of_is_told_once()
    {
        var item = $"<item><title>Tides</title>{Each(210, at => $"<category>c{at}</category>")}</item>";
        Assert.Equal([new Drop("too many categories", "Tides and 2 others", "Of a feed and of each entry 200 categories are kept; 30 more stood there.")], Read(Rss(item + item + item)).Drops);
    }

    [Fact]
    public void What_the_feed_has_too_much_of_itself_is_told()
    {
        Assert.Equal([new Drop("too many categories", "the feed itself", "Of a feed and of each entry 200 categories are kept; 5 more stood there.")], Read(Rss(Each(205, at => $"<category>c{at}</category>"))).Drops);
    }

    [Fact]
    public void What_stands_twice_or_is_put_away_for_a_better_saying_is_not_missing()
    {
        var twice = Each(200, at => $"<category>c{at}</category>") + Each(200, at => $"<category>C{at}</category>");
        var better = Each(300, at => $"<itunes:author>Uploader {at}</itunes:author>") + "<author>Ada Quay</author>";
        var shown = "<enclosure url='/a.mp3'/>" + Each(300, at => $"<media:content url='/{at}.jpg'/>");
        Assert.Empty(Read(Rss($"<item><title>Tides</title>{twice}{better}{shown}</item>")).Drops);
    }

    [Fact]
    public void Namespaces_beyond_the_most_at_one_place_are_told()
    {
        var read = Read($"<rss version='2.0'{Each(300, at => $" xmlns:n{at}='urn:{at}'")}><channel><title>T</title><item><title>Tides</title></item></channel></rss>");
        Assert.Equal(["44 ×: a namespace beyond the 256 that may hold at one place was passed over"], read.Repairs);
        Assert.Equal("Tides", Assert.Single(read.Items).Title);
    }

    [Fact]
    public void Of_a_json_feed_with_too_many_entries_each_is_kept_or_told()
    {
        var read = Read($"{{\"items\":[{string.Concat(Enumerable.Repeat("[1],", 3))}{string.Join(',', Enumerable.Repeat("{\"title\":\"Tides\"}", 50_000))}]}}");
        Assert.Equal(49_997, read.Items.Count);
        Assert.Equal([.. Enumerable.Range(1, 3).Select(at => new Drop("no entry", $"entry {at}", "An entry of a JSON Feed is an object; this is a list.")), new Drop("too many entries", "3 entries", "A feed is read for 50000 entries; these stand beyond them.")], read.Drops);
    }

    [Fact]
    public void A_text_longer_than_is_kept_is_told_to_be_cut_off()
    {
        var read = Read(Rss($"<description>{new string('t', 4_000_100)}&lt;p&gt;Ebb.</description><item><title>Tides</title><description>{new string('t', 4_000_100)}&lt;p&gt;Ebb.</description></item><item><title>Whole</title><description>{new string('t', 3_999_000)}&lt;p&gt;Ebb.</description></item>"));
        const string why = "Of one text 4000000 characters are kept, a tag weighing 32; what stood behind was cut off.";
        Assert.Equal([new Drop("too long", "the feed itself", why), new Drop("too long", "Tides", why)], read.Drops);
        Assert.Equal(["", "ttt"], read.Items.Select(item => item.Summary![..Math.Min(3, item.Summary!.Length)]));
    }

    private static Announcement Read(string feed) =>
        Assert.IsType<ReadOutcome.Read>(FeedReader.Read(new Download { Body = Encoding.UTF8.GetBytes(feed), Address = new Uri("https://harbour.example/feed") })).Announcement;

    private static string Rss(string inner) => $"<rss version='2.0'><channel><title>T</title>{inner}</channel></rss>";

    private static string Each(int count, Func<int, string> part) => string.Concat(Enumerable.Range(0, count).Select(part));
}
