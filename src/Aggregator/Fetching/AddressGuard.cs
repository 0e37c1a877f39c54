using System.Net;
using System.Net.Sockets;
using Aggregator.Downloads;

namespace Aggregator.Fetching;

/// <summary>Lets the program connect to public addresses only: a feed must not be a way into somebody's network.</summary>
/// <remarks>The address is tested when the connection is made, and the tested address is the one connected to: a name cannot change in between.
/// Behind a proxy that is the proxy's to promise: what a name means here is tested before the proxy is asked, but the proxy resolves it again.
/// HTTP/3 is not spoken: its connections are made past this guard.</remarks>
/// <param name="allowed">Networks that may be asked although they are private.</param>
/// <param name="resolve">The addresses of a name; null for the machine's own resolver.</param>
internal sealed class AddressGuard(IReadOnlyList<IPNetwork> allowed, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
{
    /// <summary>Networks that are nobody's public address (IANA's registries of special addresses). The table is a test, too.</summary>
    private static readonly IPNetwork[] Private =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            // Public by number, but Azure answers it with the machine's own metadata.
            "168.63.129.16/32",
            // All that is not global unicast: loopback, IPv4-compatible and -translated, NAT64, unique local, link-local, site-local, multicast, and what has no meaning yet.
            "::/3", "4000::/2", "8000::/1",
            // Teredo and kin, documentation, 6to4, documentation again.
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        }.Select(text => IPNetwork.Parse(text)),
    ];

    public bool Allows(IPAddress address)
    {
        var plain = Plain(address);
        return Opens(plain) || !(IsTunnel(plain) || Private.Any(network => network.Contains(plain)));
    }

    /// <summary>The addresses of the host, all of them tested.</summary>
    /// <exception cref="ForbiddenAddressException">One of them is private, or the name is one of somebody's own network that is not opened.</exception>
    /// <exception cref="SocketException">The name is not known.</exception>
    public async Task<IPAddress[]> AddressesAsync(string host, CancellationToken stop)
    {
        if (IPAddress.TryParse(host, out var literal))
            return Allows(literal) ? [literal] : throw new ForbiddenAddressException(host, literal);
        var isLocal = OddAddress.IsLocalName(host);
        if (isLocal && allowed.Count == 0)
            throw new ForbiddenAddressException(host, null);
        var addresses = await (resolve ?? Dns.GetHostAddressesAsync)(host, stop);
        if (addresses.Length == 0)
            throw new SocketException((int)SocketError.HostNotFound);
        // All of them, not only the first: a host that mixes public and private addresses is not to be trusted with either.
        if (Array.Find(addresses, address => isLocal ? !Opens(Plain(address)) : !Allows(address)) is { } forbidden)
            throw new ForbiddenAddressException(host, forbidden);
        return addresses;
    }

    /// <summary>Tests a host that a proxy will be asked for, as far as it is known here: a name that only the proxy knows is the proxy's to judge.</summary>
    /// <exception cref="ForbiddenAddressException">An address of the host is private.</exception>
    public async Task TestAsync(string host, CancellationToken stop)
    {
        try
        {
            await AddressesAsync(host, stop);
        }
        catch (SocketException)
        {
            // Not known here.
        }
    }

    /// <summary>Connects to the first address of the host that answers; refuses when one of them is private.</summary>
    /// <exception cref="ForbiddenAddressException">An address of the host is private.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken stop)
    {
        var addresses = await AddressesAsync(context.DnsEndPoint.Host, stop);
        for (var at = 0; ; at++)
        {
            // A socket of the address's own family: one for both takes the system longer.
            var address = Plain(addresses[at]);
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, context.DnsEndPoint.Port), stop);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException) when (at < addresses.Length - 1)
            {
                // The next one may answer.
                socket.Dispose();
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }

    private bool Opens(IPAddress plain) => allowed.Any(network => network.Contains(plain));

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    /// <summary>ISATAP: an IPv4 address in the lower half of any IPv6 one, led there by the machine itself (RFC 5214).</summary>
    private static bool IsTunnel(IPAddress plain)
    {
        Span<byte> bytes = stackalloc byte[16];
        return plain.AddressFamily == AddressFamily.InterNetworkV6 && plain.TryWriteBytes(bytes, out _) && (bytes[8] & 0xFC) == 0 && bytes[9] == 0 && bytes[10] == 0x5E && bytes[11] == 0xFE;
    }
}

/// <summary>Carries a refused address out of the http handler, which knows no outcomes.</summary>
/// <param name="host">The host that was asked for.</param>
/// <param name="address">Its private address; null when the name alone tells that it is one of a private network.</param>
internal sealed class ForbiddenAddressException(string host, IPAddress? address) : Exception(address is null
    ? $"{host} is a name of a private network, which may not be asked. To allow it, set Fetching:AllowedNetworks."
    : OddAddress.IsLocalName(host)
        ? $"{host} is a name of a private network, but has the address {address}, which is not allowed. To allow it, set Fetching:AllowedNetworks."
        : $"{host} has the private address {address}, which may not be asked. To allow it, set Fetching:AllowedNetworks.");
