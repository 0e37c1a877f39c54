using System.Text;
using Xunit;

namespace Aggregator.Downloads;

public sealed class RobotsRulesTests
{
    [Theory]
    // Nothing said, nothing wished.
    [InlineData("", "/a", true)]
    [InlineData("User-agent: *\nDisallow:", "/a", true)]
    [InlineData("User-agent: *\nDisallow: /", "/a", false)]
    [InlineData("User-agent: *\nDisallow: /", "/robots.txt", true)]
    [InlineData("User-agent: *\nDisallow: /private", "/private/x", false)]
    [InlineData("User-agent: *\nDisallow: /private", "/privateer", false)]
    [InlineData("User-agent: *\nDisallow: /private/", "/private", true)]
    [InlineData("User-agent: *\nDisallow: /Private", "/private", true)]
    [InlineData("user-AGENT :  *  # all\r\n DISALLOW:/a#b\r\n", "/a", false)]
    [InlineData("\uFEFFUser-agent: *\rDisallow: /a", "/a", false)]
    [InlineData("Disallow: /", "/a", true)] // before any group
    [InlineData("User-agent: *\nDisallow: a", "/a", true)] // no path
    [InlineData("<html><body>User-agent: *\nnot found</body></html>", "/a", true)]
    // The longest rule decides; of two as long the one that allows.
    [InlineData("User-agent: *\nAllow: /p\nDisallow: /", "/page", true)]
    [InlineData("User-agent: *\nDisallow: /\nAllow: /p", "/page", true)]
    [InlineData("User-agent: *\nAllow: /folder\nDisallow: /folder", "/folder/page", true)]
    [InlineData("User-agent: *\nAllow: /page\nDisallow: /*.htm", "/page.htm", false)]
    [InlineData("User-agent: *\nAllow: /$\nDisallow: /", "/", true)]
    [InlineData("User-agent: *\nAllow: /$\nDisallow: /", "/page.htm", false)]
    // Stars and ends.
    [InlineData("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf", false)]
    [InlineData("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf?x", true)]
    [InlineData("User-agent: *\nDisallow: /*?", "/a?x=1", false)]
    [InlineData("User-agent: *\nDisallow: /*?", "/a", true)]
    [InlineData("User-agent: *\nDisallow: /a*b*c", "/a-b-b-c-d", false)]
    [InlineData("User-agent: *\nDisallow: /a*b*c$", "/a-b-c-c", false)]
    [InlineData("User-agent: *\nDisallow: /a*b*c$", "/a-c-b", true)]
    [InlineData("User-agent: *\nDisallow: /ab*ba$", "/aba", true)]
    [InlineData("User-agent: *\nDisallow: *", "/a", false)]
    [InlineData("User-agent: *\nDisallow: /a**b", "/axb", false)]
    // Escapes: one meaning, however written.
    [InlineData("User-agent: *\nDisallow: /caf\u00E9", "/caf%C3%A9", false)]
    [InlineData("User-agent: *\nDisallow: /caf%c3%a9", "/caf\u00E9", false)]
    [InlineData("User-agent: *\nDisallow: /%61b", "/ab", false)]
    [InlineData("User-agent: *\nDisallow: /a%2Fb", "/a/b", true)]
    [InlineData("User-agent: *\nDisallow: /a%2", "/a%2", false)]
    // Groups: ours before everybody's, several names share one, several groups with our name are one.
    [InlineData("User-agent: *\nDisallow: /\n\nUser-agent: Aggregator\nAllow: /", "/a", true)]
    [InlineData("User-agent: aggregator/2.0\nDisallow: /a\n\nUser-agent: *\nAllow: /", "/a", false)]
    [InlineData("User-agent: Aggregator\nDisallow:\n\nUser-agent: *\nDisallow: /", "/a", true)]
    [InlineData("User-agent: Aggregators\nDisallow: /", "/a", true)]
    [InlineData("User-agent: other\nUser-agent: Aggregator\nDisallow: /a", "/a", false)]
    [InlineData("User-agent: Aggregator\nDisallow: /b\nUser-agent: x\nDisallow: /\nUser-agent: Aggregator\nDisallow: /a", "/a", false)]
    [InlineData("User-agent: Aggregator\nDisallow: /b\nUser-agent: x\nDisallow: /\nUser-agent: Aggregator\nDisallow: /a", "/c", true)]
    [InlineData("User-agent: Aggregator\nSitemap: https://x/\nUser-agent: x\nDisallow: /a", "/a", false)]
    public void The_rules_are_the_standards(string file, string path, bool isAllowed) =>
        Assert.Equal(isAllowed, Read(file).Allow(new Uri(new Uri("https://rusi.example"), path)));

    [Theory]
    [InlineData("User-agent: *\nCrawl-delay: 2.5", 2.5)]
    [InlineData("User-agent: *\nCrawl-delay: 9\nUser-agent: Aggregator\nCrawl-delay: 3", 3.0)]
    [InlineData("User-agent: *\nCrawl-delay: 99999999999999", 86_400.0)]
    public void A_crawl_delay_is_read(string file, double seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), Read(file).CrawlDelay);

    [Theory]
    [InlineData("User-agent: *\nCrawl-delay: -1")]
    [InlineData("User-agent: *\nCrawl-delay: slow")]
    [InlineData("User-agent: *\nCrawl-delay: NaN")]
    [InlineData("User-agent: x\nCrawl-delay: 5")]
    public void A_crawl_delay_that_is_none_is_none(string file) => Assert.Null(Read(file).CrawlDelay);

    [Fact]
    public void What_stands_behind_the_limit_is_not_read_nor_the_line_it_cuts_through()
    {
        var head = "User-agent: *\nDisallow: /a\n#" + new string('x', RobotsRules.MaxBytes - 28 - 1 - 20) + "\n";
        var rules = Read(head + "Disallow: /bbbbbbbbbbbbbbbbbbbbbbbbbbbb\nDisallow: /c");
        Assert.False(rules.Allow(new Uri("https://x.example/a")));
        Assert.True(rules.Allow(new Uri("https://x.example/bbbb")));
        Assert.True(rules.Allow(new Uri("https://x.example/c")));
    }

    [Fact]
    public void Stars_do_not_make_it_slow()
    {
        var rules = Read("User-agent: *\nDisallow: /" + string.Concat(Enumerable.Repeat("a*", 2_000)) + "b$");
        Assert.True(rules.Allow(new Uri("https://x.example/" + new string('a', 2_000))));
    }

    private static RobotsRules Read(string file) => RobotsRules.Read(Encoding.UTF8.GetBytes(file), "Aggregator");
}
