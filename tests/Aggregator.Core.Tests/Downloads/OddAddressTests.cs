using Xunit;

namespace Aggregator.Downloads;

public sealed class OddAddressTests
{
    [Theory]
    [InlineData("https://rusi.org/feed.xml")]
    [InlineData("http://rusi.org:8080/")]
    [InlineData("https://rusi.org:8443/")]
    [InlineData("http://127.0.0.1:49152/")] // the guard's business, not ours
    [InlineData("http://[2606:4700::1111]/")]
    [InlineData("http://8.8.8.8/")]
    [InlineData("https://münchen.example/")]
    [InlineData("https://a_b.example/")]
    [InlineData("https://feed.beef.example/")]
    public void A_plain_address_may_be_asked(string address) => Assert.Null(OddAddress.WhyNot(new Uri(address)));

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://rusi.org/")]
    [InlineData("gopher://rusi.org/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("http://user@rusi.org/")]
    [InlineData("http://user:secret@rusi.org/")]
    [InlineData("http://:secret@rusi.org/")]
    [InlineData("http://rusi.org:22/")]
    [InlineData("http://rusi.org:25/")]
    [InlineData("http://rusi.org:6379/")]
    [InlineData("http://rusi.org:11211/")]
    [InlineData("https://rusi.org:0/")]
    [InlineData("http://0x7f000001/")]
    [InlineData("http://0x8.8.8.8/")]
    [InlineData("http://010.8.8.8/")]
    [InlineData("http://134744072/")]
    [InlineData("http://8.8.2056/")]
    [InlineData("http://\uFF11\uFF12\uFF17.0.0.1/")]
    [InlineData("http://127\u30020\u30020\u30021/")]
    [InlineData("http://rusi.org./")]
    public void An_odd_address_is_refused_with_a_sentence(string address)
    {
        var why = OddAddress.WhyNot(new Uri(address));
        Assert.NotNull(why);
        Assert.EndsWith(".", why, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", why, StringComparison.Ordinal);
        Assert.DoesNotContain(why, char.IsControl);
    }

    [Fact]
    public void A_part_of_an_address_is_refused() => Assert.NotNull(OddAddress.WhyNot(new Uri("/feed", UriKind.Relative)));

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("wpad", true)]
    [InlineData("metadata.google.internal", true)]
    [InlineData("PRINTER.LOCAL", true)]
    [InlineData("a.localhost", true)]
    [InlineData("nas.home.arpa", true)]
    [InlineData("rusi.org", false)]
    [InlineData("local.example", false)]
    [InlineData("10.0.0.1", false)]
    [InlineData("::1", false)]
    public void Local_names_are_known(string host, bool isLocal) => Assert.Equal(isLocal, OddAddress.IsLocalName(host));
}
