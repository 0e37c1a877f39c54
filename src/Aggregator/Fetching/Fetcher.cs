using System.Diagnostics;
using System.Net;
using Aggregator.Downloads;

namespace Aggregator.Fetching;

/// <summary>Asks the web for one address, and says in a value what came of it. The program's only way to the web.</summary>
internal sealed class Fetcher : IDisposable
{
    /// <summary>After "too many requests" without a time, the host is left alone for this long.</summary>
    private static readonly TimeSpan UnsaidHold = TimeSpan.FromMinutes(1);

    private readonly WebLine _line;
    private readonly HostGate _gate;
    private readonly RobotsDesk _robots;
    private readonly FetchingSettings _settings;

    /// <param name="settings">How the web is asked.</param>
    /// <param name="clock">For pauses, budgets and dates.</param>
    /// <param name="resolve">The addresses of a name; null for the machine's own resolver.</param>
    public Fetcher(FetchingSettings settings, TimeProvider clock, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
    {
        _settings = settings;
        _gate = new HostGate(settings, clock);
        _line = new WebLine(settings, clock, new AddressGuard(settings.Networks(), resolve));
        _robots = new RobotsDesk((address, stop) => FollowAsync(new FetchRequest(address), isRobots: true, stop), clock);
    }

    public Task<FetchOutcome> FetchAsync(FetchRequest wanted, CancellationToken stop) => FollowAsync(wanted, isRobots: false, stop);

    /// <summary>True when a redirect gives up the encryption that the address before it had.</summary>
    internal static bool IsDowngrade(Uri at, Uri next) => at.Scheme == Uri.UriSchemeHttps && next.Scheme == Uri.UriSchemeHttp;

    /// <summary>True where a source's headers and credentials may go: its own host, and not back to plain http.</summary>
    internal static bool IsHome(Uri source, Uri at) =>
        source.IdnHost.Equals(at.IdnHost, StringComparison.OrdinalIgnoreCase)
        && ((source.Scheme == at.Scheme && source.Port == at.Port) || (source is { Scheme: "http", IsDefaultPort: true } && at is { Scheme: "https", IsDefaultPort: true }));

    public void Dispose()
    {
        _line.Dispose();
        _gate.Dispose();
    }

    private async Task<FetchOutcome> FollowAsync(FetchRequest wanted, bool isRobots, CancellationToken stop)
    {
        var (at, left, isForGood) = (wanted.Address, _settings.Timeout, true);
        for (var hop = 0; hop <= _settings.MaxRedirects; hop++)
        {
            if (OddAddress.WhyNot(at) is { } odd)
                return new FetchOutcome.Failed(FetchFailure.Forbidden, odd);
            if (wanted.IsPage && await PageRefusalAsync(at, stop) is { } refusal)
                return refusal;
            var (answer, spent) = await AskAsync(QuestionFor(wanted, at, left, isRobots), stop);
            if (answer is Answer.Final { Outcome: var outcome })
                return hop > 0 && isForGood ? Moved(outcome, at) : outcome;
            var (next, staysThere) = (Answer.Elsewhere)answer;
            if (IsDowngrade(at, next) && !wanted.MayDowngrade)
                return new FetchOutcome.Failed(FetchFailure.Redirects, $"{OddAddress.HostOf(at)} leads from https to http ({OddAddress.HostOf(next)}), which is not followed.");
            (at, left, isForGood) = (next, left - spent, isForGood && staysThere);
        }
        return new FetchOutcome.Failed(FetchFailure.Redirects, $"{OddAddress.HostOf(wanted.Address)} leads on and on: more than {_settings.MaxRedirects} redirects.");
    }

    /// <summary>What robots.txt says against a page; a pause that it asks for holds from now on.</summary>
    private async Task<FetchOutcome.Failed?> PageRefusalAsync(Uri page, CancellationToken stop)
    {
        var (rules, refusal) = await _robots.RulesAsync(page, stop);
        if (rules.CrawlDelay is { } delay)
            _gate.Lengthen(page, delay);
        if (refusal is not null || rules.Allow(page))
            return refusal;
        return new FetchOutcome.Failed(FetchFailure.Robots, $"{OddAddress.HostOf(page)} asks in its robots.txt that this page is not read by programs.") { Advice = RobotsDesk.Advice };
    }

    private Question QuestionFor(FetchRequest wanted, Uri at, TimeSpan left, bool isRobots)
    {
        var access = _settings.AccessOf(wanted.Source);
        return new Question(at)
        {
            Validators = wanted.Validators,
            IsPage = wanted.IsPage,
            Access = IsHome(wanted.Address, at) ? access : null,
            Proxy = access is { Proxy.Length: > 0 } ? access.Proxy : _settings.Proxy,
            MaxBytes = isRobots ? RobotsRules.MaxBytes + 1 : _settings.MaxBytes,
            MayBeCut = isRobots,
            Left = left,
        };
    }

    /// <summary>One request in its turn, and the time that it took, without the waiting.</summary>
    private async Task<(Answer Answer, TimeSpan Spent)> AskAsync(Question question, CancellationToken stop)
    {
        using var turn = await _gate.EnterAsync(question.Address, stop);
        if (turn.Refusal is { } refusal)
            return (new Answer.Final(refusal), TimeSpan.Zero);
        var start = Stopwatch.GetTimestamp();
        var answer = await _line.AskAsync(question, stop);
        // Within the turn: who waits for the next one must hear of it.
        if (answer is Answer.Final { Outcome: FetchOutcome.Failed { Failure: FetchFailure.Throttled or FetchFailure.Blocked } failed, IsTooOften: var isTooOften })
            _gate.Hold(question.Address, failed.RetryAfter ?? (isTooOften ? UnsaidHold : TimeSpan.Zero));
        return (answer, Stopwatch.GetElapsedTime(start));
    }

    private static FetchOutcome Moved(FetchOutcome outcome, Uri to) =>
        outcome is FetchOutcome.Failed ? outcome : outcome with { Served = outcome.Served with { MovedTo = new Uri(to.GetLeftPart(UriPartial.Query)) } };
}
