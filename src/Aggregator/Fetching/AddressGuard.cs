using System.Net;
using System.Net.Sockets;

namespace Aggregator.Fetching;

/// <summary>Lets the program connect to public addresses only: a feed must not be a way into somebody's network.</summary>
/// <remarks>The address is tested when the connection is made, and the tested address is the one connected to: a name cannot change in between.</remarks>
internal sealed class AddressGuard(IReadOnlyList<IPNetwork> allowed)
{
    /// <summary>Networks that are nobody's public address. The table is a test, too.</summary>
    private static readonly IPNetwork[] Private =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "::/96", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16",
            "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(text => IPNetwork.Parse(text)),
    ];

    public bool Allows(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return allowed.Any(network => network.Contains(plain)) || !Private.Any(network => network.Contains(plain));
    }

    /// <summary>Connects to the first address of the host that answers; refuses when one of them is private.</summary>
    /// <exception cref="ForbiddenAddressException">An address of the host is private.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken stop)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, stop);
        // All of them, not only the first: a host that mixes public and private addresses is not to be trusted with either.
        if (Array.Find(addresses, address => !Allows(address)) is { } forbidden)
            throw new ForbiddenAddressException(host, forbidden);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>Carries a refused address out of the http handler, which knows no outcomes.</summary>
internal sealed class ForbiddenAddressException(string host, IPAddress address)
    : Exception($"{host} has the private address {address}, which may not be asked. To allow it, set Fetching:AllowedNetworks.");
