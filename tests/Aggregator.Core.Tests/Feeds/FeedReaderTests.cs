using System.Text;
using Aggregator.Downloads;
using Aggregator.Items;
using Xunit;

namespace Aggregator.Feeds;

public sealed class FeedReaderTests
{
    public static TheoryData<string> Cases => [.. CaseFiles.Names("feeds")];

    [Fact]
    public void There_are_cases_and_each_says_what_it_shows()
    {
        Assert.True(CaseFiles.Names("feeds").Count() >= 247);
        Assert.All(CaseFiles.Names("feeds"), name => Assert.StartsWith("  \"shows\": \"", File.ReadLines(CaseFiles.Expected("feeds", name)).ElementAt(1), StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_feed_becomes_an_announcement_or_a_sentence(string name) => CaseFiles.Check("feeds", name, given => FeedReader.Read(new Download
    {
        Body = File.ReadAllBytes(CaseFiles.Document("feeds", name)),
        Address = given["address"] is { } address ? new Uri((string)address!) : null,
        ContentType = (string?)given["contentType"],
    }).AsJson());

    [Fact]
    public void Without_an_address_relative_links_are_dropped_and_the_feed_is_read()
    {
        const string feed = "<rss version='2.0'><channel><title>T</title><item><title>A</title><link>/a</link><description>&lt;a href='/b'&gt;b&lt;/a&gt;</description></item></channel></rss>";
        var item = Assert.Single(Assert.IsType<ReadOutcome.Read>(FeedReader.Read(Of(feed))).Announcement.Items);
        Assert.Null(item.Link);
        Assert.Equal("A", item.Title);
    }

    [Fact]
    public void However_it_is_torn_a_feed_never_throws()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(CaseFiles.Cases, "feeds"), "*.xml"))
        {
            var bytes = File.ReadAllBytes(file);
            for (var length = 0; length < bytes.Length; length += 37)
                Assert.NotNull(FeedReader.Read(new Download { Body = bytes.AsMemory(0, length) }));
        }
    }

    [Fact]
    public void Elements_that_nest_twenty_thousand_deep_are_refused_or_read_but_break_nothing()
    {
        var deep = string.Concat(Enumerable.Repeat("<x>", 20_000)) + string.Concat(Enumerable.Repeat("</x>", 20_000));
        Assert.NotNull(FeedReader.Read(Of($"<rss version='2.0'><channel><title>T</title><item><title>A</title>{deep}</item></channel></rss>")));
        Assert.NotNull(FeedReader.Read(Of($"<feed xmlns='http://www.w3.org/2005/Atom'><title>T</title><entry><title>A</title><content type='xhtml'>{deep}</content></entry></feed>")));
        Assert.NotNull(FeedReader.Read(Of($"<rss version='2.0'><channel><title>T</title><item><title>A</title><description>{System.Net.WebUtility.HtmlEncode(deep)}</description></item></channel></rss>")));
    }

    private static Download Of(string text) => new() { Body = Encoding.UTF8.GetBytes(text) };
}
