using Aggregator.Downloads;

namespace Aggregator.Fetching;

/// <summary>Knows what each site's robots.txt asks of us, for a day.</summary>
/// <remarks>RFC 9309: no file (4xx, or redirects without end) is no wish. A file that cannot be read for the server's fault is a wish to be left alone:
/// an older copy holds while there is one, and after a month the file is taken for missing. 429 counts as the server's fault: it says "later", not "none".</remarks>
internal sealed class RobotsDesk(Func<Uri, CancellationToken, Task<FetchOutcome>> fetch, TimeProvider clock)
{
    public const string Advice = "Try the site's own feed, or a wire that carries it; or ask the publisher to allow this program, by the name and contact of its User-Agent.";

    /// <summary>The name that robots.txt may call us by.</summary>
    private const string Agent = "Aggregator";

    private const int MostSites = 4096;

    private const int MostLetters = 8 * 1024 * 1024;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>Before a file that could not be read is asked for again.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    private readonly Dictionary<string, LinkedListNode<Site>> _sites = new(StringComparer.OrdinalIgnoreCase);
    private readonly LinkedList<Site> _order = new();
    private readonly Dictionary<string, Task<(Site Site, FetchOutcome.Failed? Refusal)>> _asking = new(StringComparer.OrdinalIgnoreCase);
    private int _letters;

    /// <summary>The rules for a page's site; or why nobody knows them, so that the page must wait.</summary>
    public async Task<(RobotsRules Rules, FetchOutcome.Failed? Refusal)> RulesAsync(Uri page, CancellationToken stop)
    {
        var key = page.GetLeftPart(UriPartial.Authority);
        while (true)
        {
            Task<(Site Site, FetchOutcome.Failed? Refusal)>? asking;
            lock (_sites)
            {
                var known = _sites.GetValueOrDefault(key)?.Value;
                // A clock that was set back must not keep a file for longer than a day.
                if (known is not null && clock.GetUtcNow() < known.Until && known.Until - clock.GetUtcNow() <= Day)
                    return (known.Rules, known.Refusal);
                // Two pages of one site need its file once.
                if (!_asking.TryGetValue(key, out asking))
                    _asking[key] = asking = AskAsync(key, known, stop);
            }
            try
            {
                var (site, refusal) = await asking.WaitAsync(stop);
                return (site.Rules, refusal ?? site.Refusal);
            }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested)
            {
                // Whoever asked was stopped; we were not.
            }
        }
    }

    private async Task<(Site Site, FetchOutcome.Failed? Refusal)> AskAsync(string key, Site? known, CancellationToken stop)
    {
        // Lets go of the caller's lock first.
        await Task.Yield();
        try
        {
            var outcome = await fetch(new Uri(new Uri(key), "/robots.txt"), stop);
            // Our own gate's refusals say nothing about the site.
            if (outcome is FetchOutcome.Failed { Failure: FetchFailure.Budget } or FetchOutcome.Failed { Failure: FetchFailure.Throttled, RetryAfter: not null })
                return (known ?? new Site(key, RobotsRules.None), (FetchOutcome.Failed)outcome);
            var site = SiteOf(key, outcome, known);
            lock (_sites)
                Keep(site);
            return (site, null);
        }
        finally
        {
            lock (_sites)
                _asking.Remove(key);
        }
    }

    private Site SiteOf(string key, FetchOutcome outcome, Site? known)
    {
        var now = clock.GetUtcNow();
        if (outcome is FetchOutcome.Fetched fetched)
            return new Site(key, RobotsRules.Read(fetched.Download.Body.Span, Agent)) { Until = now + Kept(fetched.Served.FreshFor) };
        if (outcome is not FetchOutcome.Failed { IsPassing: true } failed)
            return new Site(key, RobotsRules.None) { Until = now + Day };
        var since = known?.LostSince ?? now;
        if (now - since > Month)
            return new Site(key, RobotsRules.None) { Until = now + Day, LostSince = since };
        return known is { Refusal: null }
            ? known with { Until = now + Pause, LostSince = since }
            : new Site(key, RobotsRules.None) { Until = now + Pause, LostSince = since, Refusal = Unknown(key, failed) };
    }

    /// <summary>Keeps it; what was kept longest goes when there is too much.</summary>
    private void Keep(Site site)
    {
        if (_sites.TryGetValue(site.Key, out var before))
            Drop(before);
        _sites[site.Key] = _order.AddLast(site);
        _letters += site.Rules.Size;
        while (_sites.Count > MostSites || (_letters > MostLetters && _sites.Count > 1))
            Drop(_order.First!);
    }

    private void Drop(LinkedListNode<Site> site)
    {
        _sites.Remove(site.Value.Key);
        _order.Remove(site);
        _letters -= site.Value.Rules.Size;
    }

    private static TimeSpan Kept(TimeSpan? freshFor) => freshFor is not { } span || span > Day ? Day : span < Hour ? Hour : span;

    private static FetchOutcome.Failed Unknown(string key, FetchOutcome.Failed failed) =>
        failed with { Why = $"The robots.txt of {new Uri(key).IdnHost} cannot be read, so its pages are left alone for now: {failed.Why}" };

    /// <summary>What is known of one site, and until when it holds.</summary>
    private sealed record Site(string Key, RobotsRules Rules)
    {
        public DateTimeOffset Until { get; init; }

        /// <summary>Since when the file could not be read any more.</summary>
        public DateTimeOffset? LostSince { get; init; }

        public FetchOutcome.Failed? Refusal { get; init; }
    }
}
