using System.Net;
using System.Net.Sockets;

namespace Aggregator.Serving;

/// <summary>Counts how often each visitor comes within a span, and lets no one through more often than that. Bounded, however many come.</summary>
internal sealed class Turnstile(int most, TimeSpan span, TimeProvider clock)
{
    private const int MostVisitors = 20_000;

    private readonly Dictionary<string, int> _visits = new(StringComparer.Ordinal);
    private readonly Lock _door = new();
    private long _since = clock.GetTimestamp();

    /// <summary>Who was not let through may come again when it has passed.</summary>
    public TimeSpan Span { get; } = span;

    public bool Lets(IPAddress visitor)
    {
        lock (_door)
        {
            if (clock.GetElapsedTime(_since) >= Span)
            {
                _visits.Clear();
                _since = clock.GetTimestamp();
            }
            var name = NameOf(visitor);
            var visits = _visits.GetValueOrDefault(name);
            if (visits >= most || (visits == 0 && _visits.Count >= MostVisitors))
                return false;
            _visits[name] = visits + 1;
            return true;
        }
    }

    /// <summary>Whoever has one IPv6 address has all of its network.</summary>
    private static string NameOf(IPAddress visitor)
    {
        if (visitor.IsIPv4MappedToIPv6)
            visitor = visitor.MapToIPv4();
        return visitor.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(visitor.GetAddressBytes().AsSpan(0, 8)) : visitor.ToString();
    }
}
