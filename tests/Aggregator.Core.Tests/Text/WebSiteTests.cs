using Xunit;

namespace Aggregator.Text;

public sealed class WebSiteTests
{
    [Theory]
    [InlineData("https://news.example.org/x", "example.org")]
    [InlineData("https://www.example.co.uk/x", "example.co.uk")]
    [InlineData("https://a.b.example.com.au", "example.com.au")]
    [InlineData("https://www.gov.uk/guidance", "www.gov.uk")]
    [InlineData("https://www.sc.gov.br", "www.sc.gov.br")]
    [InlineData("https://ec.europa.eu", "ec.europa.eu")]
    [InlineData("https://harbour.wordpress.com", "harbour.wordpress.com")]
    [InlineData("https://wordpress.com", "wordpress.com")]
    [InlineData("https://BÜCHER.example./x", "xn--bcher-kva.example")]
    [InlineData("http://127.0.0.1:8080", "127.0.0.1")]
    [InlineData("http://localhost", "localhost")]
    public void A_site_is_what_was_registered(string link, string site) => Assert.Equal(site, WebSite.Of(new Uri(link)));

    [Theory]
    [InlineData("https://example.org", "https://news.example.org", true)]
    [InlineData("https://harbour.wordpress.com", "https://quay.wordpress.com", false)]
    [InlineData("https://harbour.substack.com", "https://substack.com/home/post/p-1", true)]
    [InlineData("https://example.org", "https://example.org.evil.test", false)]
    [InlineData("https://example.org", "https://evilexample.org", false)]
    [InlineData("https://example.co.uk", "https://other.co.uk", false)]
    public void Hosts_are_one_site_or_not(string one, string other, bool isOne)
    {
        Assert.Equal(isOne, WebSite.IsOne(new Uri(one), new Uri(other)));
        Assert.Equal(isOne, WebSite.IsOne(new Uri(other), new Uri(one)));
    }

    [Theory]
    [InlineData("https://www.example.de", "https://example.co.uk", true)]
    [InlineData("https://example.com.br", "https://www.example.sc.gov.br", true)]
    [InlineData("https://example.com", "https://examples.com", false)]
    [InlineData("https://pm.example", "https://pm.test", false)]
    [InlineData("https://harbournews.example.com", "https://m.harbournews.test", true)]
    [InlineData("https://harbournews.test", "https://harbournews.example.co.uk", true)]
    [InlineData("https://ferries.example.com", "https://ferries.test", false)]
    public void One_name_may_be_registered_in_several_countries(string one, string other, bool isOne) => Assert.Equal(isOne, WebSite.IsOneName(new Uri(one), new Uri(other)));
}
