namespace Aggregator.Fetching;

/// <summary>Hosts on which many publishers stand side by side: what one of their feeds is told does not hold for the next.</summary>
internal sealed class SharedHosts(string more)
{
    private static readonly string[] Known =
    [
        "feeds.feedburner.com", "feeds2.feedburner.com", "feedproxy.google.com", "feeds.feedblitz.com", "feeds.acast.com", "feeds.simplecast.com", "openrss.org", "rsshub.app", "rss.app",
        "fetchrss.com", "feed43.com", "politepaul.com", "politepol.com", "morss.it", "rss-bridge.org", "kill-the-newsletter.com", "createfeed.fivefilters.org", "nitter.net",
    ];

    private readonly HashSet<string> _hosts = new([.. Known, .. Parts(more)], StringComparer.OrdinalIgnoreCase);

    /// <summary>True for a shared host and whatever stands below it.</summary>
    public bool Contain(Uri address)
    {
        for (var host = address.IdnHost; host.Length > 0; host = host.Contains('.', StringComparison.Ordinal) ? host[(host.IndexOf('.', StringComparison.Ordinal) + 1)..] : "")
            if (_hosts.Contains(host))
                return true;
        return false;
    }

    public static string[] Parts(string list) => list.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
