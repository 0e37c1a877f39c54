using Xunit;

namespace Aggregator.Text;

public sealed class LinkTests
{
    [Theory]
    [InlineData("https://a.example/x?utm_source=f&id=7&fbclid=Z", "https://a.example/x?id=7")]
    [InlineData("https://a.example/x?UTM_Medium=f", "https://a.example/x")]
    [InlineData("https://a.example/x?utm%5Fsource=f&b", "https://a.example/x?b")]
    [InlineData("https://a.example/x#Echobox=123", "https://a.example/x")]
    [InlineData("https://a.example/x?gclid=1#part-2", "https://a.example/x#part-2")]
    [InlineData("https://a.example:443/x?mc_cid=1", "https://a.example/x")]
    [InlineData("https://a.example/x?ref=home&p=1", "https://a.example/x?ref=home&p=1")]
    [InlineData("https://a.example/x?q=utm_source", "https://a.example/x?q=utm_source")]
    [InlineData("https://a.example/x?a=%26utm_source%3D1", "https://a.example/x?a=%26utm_source%3D1")]
    public void Trackers_go_and_whatever_may_name_the_document_stays(string link, string cleaned) =>
        Assert.Equal(cleaned, LinkCleaner.Clean(new Uri(link)).OriginalString);

    [Theory]
    [InlineData("https://www.google.com/url?rct=j&sa=t&url=https://a.example/x%3Fid%3D7&ct=ga&cd=1&usg=2", "https://a.example/x?id=7")]
    [InlineData("https://www.google.co.uk/url?q=https%3A%2F%2Fa.example%2Fx", "https://a.example/x")]
    [InlineData("https://www.google.evil.example/url?q=https%3A%2F%2Fa.example%2Fx", null)]
    [InlineData("https://www.google.de/amp/s/a.example/x/amp", "https://a.example/x/amp")]
    [InlineData("https://l.facebook.com/l.php?u=https%3A%2F%2Fa.example%2Fx%3Ffbclid%3D1&h=2", "https://a.example/x")]
    [InlineData("https://links.govdelivery.com/track?type=click&msg=1&&&101&&&https://a.example/x?id=7", "https://a.example/x?id=7")]
    [InlineData("https://links-2.govdelivery.com/CL0/https:%2F%2Fa.example%2Fx/1/0101/abc=", null)]
    [InlineData("https://links-2.govdelivery.com/CL0/https%3A%2F%2Fa.example%2Fx/1/0101/abc=", "https://a.example/x")]
    [InlineData("https://out.reddit.com/t3?url=https%3A%2F%2Fa.example%2Fx&token=1", "https://a.example/x")]
    [InlineData("https://www.youtube.com/redirect?event=v&q=https%3A%2F%2Fa.example%2Fx", "https://a.example/x")]
    [InlineData("https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.example%2Fx&data=1", "https://a.example/x")]
    [InlineData("https://consent.google.com/ml?continue=https%3A%2F%2Fa.example%2Fx&gl=GB", "https://a.example/x")]
    [InlineData("https://www.google.com/url?q=https%3A%2F%2Fl.facebook.com%2Fl.php%3Fu%3Dhttps%253A%252F%252Fa.example%252Fx%253Futm_source%253D1", "https://a.example/x")]
    [InlineData("https://www.google.com/url?q=javascript%3Aalert(1)", null)]
    [InlineData("https://www.google.com/url?q=https%3A%2F%2Flocalhost%2Fx", null)]
    [InlineData("https://www.google.com/search?q=https%3A%2F%2Fa.example%2Fx", null)]
    [InlineData("https://news.google.com/rss/articles/CBMiE2h0dHBzOi8vYS5leGFtcGxlL3jSAQA?oc=5", "https://a.example/x")]
    [InlineData("https://news.google.com/rss/articles/CBMiSkFVX3lxTFBhYmNkZWZnaGlqa2xtbm9w?oc=5", null)]
    [InlineData("https://a.example/l.php?u=https%3A%2F%2Fb.example%2Fx", null)]
    public void What_only_leads_on_is_read_where_the_address_itself_says_it(string link, string? inside)
    {
        Assert.Equal(inside, LinkCleaner.Unwrapped(new Uri(link))?.AbsoluteUri);
        var clean = LinkCleaner.Clean(new Uri(link));
        Assert.Equal(clean.AbsoluteUri, LinkCleaner.Clean(clean).AbsoluteUri);
    }

    [Fact]
    public void Cleaning_twice_changes_nothing()
    {
        string[] hosts = ["https://a.example", "http://www.a.example:443", "https://a.example:8443", "https://bücher.example"];
        string[] paths = ["/", "", "/a%2Fb", "/a b", "/é", "/x;y=1", "/wg/news.nsf/articles/The%2BFerry%2B20112026142500"];
        string[] queries = ["", "?", "?p=1", "?utm_source=x", "?&&a=1&", "?utm_source=x&p=%C3%A9&fbclid", "?a=1?b=2", "?%75tm_source=x&%2575=1"];
        string[] fragments = ["", "#", "#a", "#Echobox=1", "#full-publication-update-history", "#?utm_source=1"];
        IEnumerable<Uri> links = from host in hosts from path in paths from query in queries from fragment in fragments select new Uri(host + path + query + fragment);
        string[] wrappers = ["https://www.google.com/url?q=", "https://l.facebook.com/l.php?h=1&u=", "https://links.govdelivery.com/track?x&&&", "https://www.google.com/amp/s/"];
        links = [.. links, .. from wrapper in wrappers from link in links select new Uri(wrapper + Uri.EscapeDataString(link.AbsoluteUri))];
        Assert.All(links, link =>
        {
            var once = LinkCleaner.Clean(link);
            Assert.Equal(once.AbsoluteUri, LinkCleaner.Clean(once).AbsoluteUri);
            Assert.Equal(LinkCleaner.Key(link), LinkCleaner.Key(once));
            Assert.Equal(LinkCleaner.Key(once), LinkCleaner.Key(new Uri(once.AbsoluteUri)));
        });
    }

    [Theory]
    [InlineData("https://www.wired-gov.net/wg/news.nsf/articles/The+Ferry+20112026142500?open", true)]
    [InlineData("https://wired-gov.net/wg/news.nsf/print/the%2Bferry%2B20112026142500", true)]
    [InlineData("https://wired-gov.net.evil.example/wg/news.nsf/articles/the+ferry+20112026142500", false)]
    [InlineData("https://evilwired-gov.net/wg/news.nsf/articles/the+ferry+20112026142500", false)]
    [InlineData("https://www.wired-gov.net/wg/home.nsf", false)]
    public void A_release_on_the_wire_is_known_by_its_address(string link, bool isRelease) => Assert.Equal(isRelease, WireLink.IsRelease(new Uri(link)));

    [Theory]
    [InlineData("20112026142500", "2026-11-20T14:25:00+00:00")]
    [InlineData("06072026142500", "2026-07-06T14:25:00+01:00")]
    [InlineData("31022026142500", null)]
    public void The_load_time_in_the_address_is_on_the_wires_clock(string digits, string? time) =>
        Assert.Equal(time, WireLink.LoadTime(new Uri($"https://www.wired-gov.net/wg/news.nsf/articles/the+ferry+{digits}"))?.ToString());

    [Fact]
    public void No_address_is_no_release()
    {
        Assert.False(WireLink.IsRelease(null));
        Assert.Null(WireLink.LoadTime(null));
    }

    [Theory]
    [InlineData("https://a.example", true)]
    [InlineData(" http://a.example/x ", true)]
    [InlineData("www.a.example/x", true)]
    [InlineData("ftp://a.example", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("data:text/html,x", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("https://user@a.example", false)]
    [InlineData("https://a.example@b.example", false)]
    [InlineData("/x", false)]
    [InlineData("https://", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void An_address_is_the_webs_or_none(string? text, bool isWeb) => Assert.Equal(isWeb, WebAddress.TryParse(text, out _));

    [Fact]
    public void An_address_longer_than_two_thousand_characters_is_data_in_disguise() =>
        Assert.False(WebAddress.TryParse("https://a.example/" + new string('x', WebAddress.MaxLength), out _));

    [Theory]
    [InlineData("/x", "https://a.example/x")]
    [InlineData("x", "https://a.example/d/x")]
    [InlineData("?y", "https://a.example/d/p?y")]
    [InlineData("#z", "https://a.example/d/p#z")]
    [InlineData("//b.example/x", "https://b.example/x")]
    [InlineData(" x\n y ", "https://a.example/d/x%20y")]
    [InlineData("java\nscript:alert(1)", null)]
    [InlineData("JavaScript:alert(1)", null)]
    [InlineData("mailto:a@b.example", null)]
    [InlineData("https://user:pw@b.example", null)]
    [InlineData("", null)]
    public void A_link_is_resolved_as_a_browser_would(string link, string? resolved) =>
        Assert.Equal(resolved, WebAddress.Resolve(new Uri("https://a.example/d/p"), link)?.AbsoluteUri);
}
