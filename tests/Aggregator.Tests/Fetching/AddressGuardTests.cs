using System.Net;
using Aggregator.Downloads;
using Xunit;

namespace Aggregator.Fetching;

public sealed class AddressGuardTests
{
    /// <summary>First and last address of each network that is nobody's public address.</summary>
    public static TheoryData<string> Private =>
    [
        "0.0.0.0", "0.255.255.255", // this network
        "10.0.0.0", "10.255.255.255",
        "100.64.0.0", "100.127.255.255", // carriers' own
        "127.0.0.0", "127.0.0.1", "127.255.255.255",
        "169.254.0.0", "169.254.169.254", "169.254.255.255", "168.63.129.16", // link-local, and the clouds' metadata
        "172.16.0.0", "172.31.255.255",
        "192.0.0.0", "192.0.0.255",
        "192.0.2.0", "192.0.2.255",
        "192.88.99.0", "192.88.99.255",
        "192.168.0.0", "192.168.255.255",
        "198.18.0.0", "198.19.255.255",
        "198.51.100.0", "198.51.100.255",
        "203.0.113.0", "203.0.113.255",
        "224.0.0.0", "239.255.255.255", // multicast
        "240.0.0.0", "255.255.255.254", "255.255.255.255",
        "::", "::1", "::7f00:1", "::ffff:ffff", // unspecified, loopback, IPv4-compatible
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::ffff:0.0.0.0", // IPv4-mapped
        "::ffff:0:7f00:1", "::ffff:0:a00:1", // IPv4-translated
        "64:ff9b::", "64:ff9b::7f00:1", "64:ff9b::ffff:ffff", // NAT64
        "64:ff9b:1::", "64:ff9b:1:ffff:ffff:ffff:ffff:ffff",
        "100::", "100::ffff:ffff:ffff:ffff",
        "2001::", "2001:0:7f00:1::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", // Teredo and kin
        "2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
        "2002::", "2002:7f00:1::", "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff", // 6to4
        "3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff",
        "5f00::", "5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "fc00::", "fd00:ec2::254", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", // unique local
        "fe80::", "fe80::1%1", "fe80::1%99", "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff", // link-local
        "fec0::", "feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "4000::", "8000::1", "1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", // without a meaning yet
        "2606:4700::5efe:7f00:1", "2606:4700::200:5efe:10.0.0.1", // ISATAP
        "ff00::", "ff02::1", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", // multicast
    ];

    /// <summary>The neighbours just outside, as far as they are public.</summary>
    public static TheoryData<string> Public =>
    [
        "1.0.0.0", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0",
        "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "191.255.255.255", "192.0.1.0", "192.0.1.255", "192.0.3.0",
        "192.88.98.255", "192.88.100.0", "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "198.51.99.255", "198.51.101.0",
        "203.0.112.255", "203.0.114.0", "223.255.255.255", "8.8.8.8",
        "::ffff:8.8.8.8",
        "2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2001:200::", "2001:db7:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db9::",
        "2001:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2003::", "2606:4700::1111", "3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    ];

    /// <summary>Where the redirecting server stands: in the table's range, but named by none of its rows.</summary>
    private const string Open = "127.0.0.9";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Private))]
    public void A_private_address_is_not_asked(string address) => Assert.False(new AddressGuard([]).Allows(IPAddress.Parse(address)));

    [Theory]
    [MemberData(nameof(Private))]
    public async Task A_name_that_has_a_private_address_is_not_asked(string address)
    {
        foreach (var addresses in new[] { [IPAddress.Parse(address)], new[] { IPAddress.Parse("8.8.8.8"), IPAddress.Parse(address) } })
        {
            using var fetcher = new Fetcher(new FetchingSettings(), TimeProvider.System, (_, _) => Task.FromResult(addresses));
            var failed = Assert.IsType<FetchOutcome.Failed>(await fetcher.FetchAsync(new FetchRequest(new Uri("https://rebinding.example/feed")), Stop));
            Assert.Equal(FetchFailure.Forbidden, failed.Failure);
            Assert.Contains("rebinding.example has the private address", failed.Why, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Private))]
    public async Task A_redirect_to_a_private_address_is_not_followed(string address)
    {
        var host = address.Contains(':', StringComparison.Ordinal) ? $"[{address.Split('%')[0]}]" : address;
        await using var server = new RawServer($"HTTP/1.1 301 Moved\nLocation: http://{host}:8080/\nContent-Length: 0\n\n", Open);
        using var fetcher = new Fetcher(new FetchingSettings { AllowedNetworks = $"{Open}/32", Spacing = TimeSpan.Zero }, TimeProvider.System, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse(Open)]));
        var failed = Assert.IsType<FetchOutcome.Failed>(await fetcher.FetchAsync(new FetchRequest(server.At(host: "open.example")), Stop));
        Assert.Equal(FetchFailure.Forbidden, failed.Failure);
        Assert.Equal(1, server.Asked);
    }

    [Theory]
    [InlineData("intranet", "10.1.0.1", true)]
    [InlineData("news.internal", "10.1.0.1", true)]
    [InlineData("intranet", "10.2.0.1", false)]
    [InlineData("intranet", "8.8.8.8", false)] // a search domain somewhere else
    [InlineData("rusi.example", "10.1.0.1", true)]
    [InlineData("rusi.example", "8.8.8.8", true)]
    public async Task A_name_of_a_private_network_has_only_addresses_that_are_opened(string host, string address, bool isAllowed)
    {
        var guard = new AddressGuard([IPNetwork.Parse("10.1.0.0/16")], (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse(address)]));
        if (isAllowed)
            Assert.Equal([IPAddress.Parse(address)], await guard.AddressesAsync(host, Stop));
        else
            await Assert.ThrowsAsync<ForbiddenAddressException>(() => guard.AddressesAsync(host, Stop));
    }

    [Theory]
    [InlineData("http://intranet/")]
    [InlineData("http://metadata.google.internal/computeMetadata/v1/")]
    [InlineData("http://printer.local/")]
    public async Task A_name_of_a_private_network_is_not_even_looked_up(string address)
    {
        using var fetcher = new Fetcher(new FetchingSettings(), TimeProvider.System, (_, _) => throw new InvalidOperationException("looked up"));
        var failed = Assert.IsType<FetchOutcome.Failed>(await fetcher.FetchAsync(new FetchRequest(new Uri(address)), Stop));
        Assert.Equal(FetchFailure.Forbidden, failed.Failure);
        Assert.Contains("is a name of a private network", failed.Why, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Public))]
    public void A_public_address_is_asked(string address) => Assert.True(new AddressGuard([]).Allows(IPAddress.Parse(address)));

    [Theory]
    [InlineData("10.1.0.0", true)]
    [InlineData("10.1.255.255", true)]
    [InlineData("::ffff:10.1.2.3", true)]
    [InlineData("10.0.255.255", false)]
    [InlineData("10.2.0.0", false)]
    [InlineData("::ffff:10.2.0.0", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("fd12:3456::7", true)]
    [InlineData("fd12:3457::7", false)]
    [InlineData("::1", false)]
    public void The_allow_list_opens_its_own_networks_and_no_other(string address, bool isAllowed)
    {
        var guard = new AddressGuard(new FetchingSettings { AllowedNetworks = "10.1.0.0/16, fd12:3456::/32" }.Networks());
        Assert.Equal(isAllowed, guard.Allows(IPAddress.Parse(address)));
    }

    [Theory]
    [InlineData("http://localhost:8080/")]
    [InlineData("http://127.0.0.1:8080/")]
    [InlineData("http://[::1]:8080/")]
    [InlineData("http://[::ffff:127.0.0.1]:8080/")]
    public async Task This_machine_is_refused_with_the_setting_that_would_allow_it(string address)
    {
        using var fetcher = new Fetcher(new FetchingSettings(), TimeProvider.System);
        var failed = Assert.IsType<FetchOutcome.Failed>(await fetcher.FetchAsync(new FetchRequest(new Uri(address)), TestContext.Current.CancellationToken));
        Assert.Equal(FetchFailure.Forbidden, failed.Failure);
        Assert.Contains("Fetching:AllowedNetworks", failed.Why, StringComparison.Ordinal);
        Assert.Contains(new Uri(address).IdnHost, failed.Why, StringComparison.Ordinal);
    }
}
