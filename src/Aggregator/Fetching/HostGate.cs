using System.Globalization;
using Aggregator.Downloads;

namespace Aggregator.Fetching;

/// <summary>What each host bears: one request in flight, a pause between two starts, so many in an hour, and none while it asks to be left alone.</summary>
/// <remarks>It stands outside every schedule: whoever asks too often, through whatever mistake, is stopped here.
/// Pauses and hours are measured on the clock that nobody sets, so that a set clock gives no second budget.</remarks>
internal sealed class HostGate(FetchingSettings settings, TimeProvider clock) : IDisposable
{
    /// <summary>A site's crawl-delay is honoured up to this.</summary>
    public static readonly TimeSpan LongestSpacing = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, HostLog> _hosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly SharedHosts _shared = new(settings.SharedHosts);
    private long _swept = clock.GetTimestamp();

    /// <summary>How many hosts are remembered now: those in use, asked within the hour, or holding us off.</summary>
    public int Remembered
    {
        get
        {
            lock (_hosts)
                return _hosts.Count;
        }
    }

    /// <summary>Waits for its turn, or says at once why there is none; the turn ends when it is disposed.</summary>
    public async Task<Turn> EnterAsync(Uri address, CancellationToken stop)
    {
        var host = Come(address);
        var isIn = false;
        try
        {
            if (Refusal(host, address) is { } early)
                return new Turn(this, host, wasIn: false, early);
            await host.Turn.WaitAsync(stop);
            isIn = true;
            // Whoever was before us may have spent the budget, or learned that the host wants peace.
            if (Refusal(host, address) is { } late)
                return new Turn(this, host, wasIn: true, late);
            await PauseAsync(host, stop);
            lock (_hosts)
                host.Start(clock.GetTimestamp());
            return new Turn(this, host, wasIn: true, refusal: null);
        }
        catch
        {
            Leave(host, isIn);
            throw;
        }
    }

    /// <summary>Keeps everybody from a host that asked for peace; on a host that many publishers share, from the one address.</summary>
    public void Hold(Uri address, TimeSpan length)
    {
        if (length <= TimeSpan.Zero)
            return;
        lock (_hosts)
            Log(address).Hold(HeldAs(address), new Hold(clock.GetUtcNow() + length, clock.GetTimestamp(), length));
    }

    /// <summary>Lengthens the pause, as the site's robots.txt asks; never below the setting, never above a minute.</summary>
    public void Lengthen(Uri address, TimeSpan spacing)
    {
        lock (_hosts)
            Log(address).Spacing = spacing > LongestSpacing ? LongestSpacing : spacing;
    }

    public void Dispose()
    {
        lock (_hosts)
            foreach (var host in _hosts.Values)
                host.Turn.Dispose();
    }

    private HostLog Come(Uri address)
    {
        lock (_hosts)
        {
            Sweep();
            var host = Log(address);
            host.Users++;
            return host;
        }
    }

    private void Leave(HostLog host, bool wasIn)
    {
        // First the turn: once nobody uses the host, it may be forgotten.
        if (wasIn)
            host.Turn.Release();
        lock (_hosts)
            host.Users--;
    }

    private HostLog Log(Uri address)
    {
        if (!_hosts.TryGetValue(address.Authority, out var host))
            _hosts[address.Authority] = host = new HostLog { Seen = clock.GetTimestamp() };
        return host;
    }

    /// <summary>Forgets whom nobody asked within the hour: memory follows the hosts in use, not all that ever were.</summary>
    private void Sweep()
    {
        if (clock.GetElapsedTime(_swept) < BetweenSweeps)
            return;
        _swept = clock.GetTimestamp();
        foreach (var (name, host) in _hosts)
        {
            host.Forget(IsOver, start => clock.GetElapsedTime(start) >= Hour);
            if (host.Users > 0 || host.IsHeld || host.Starts.Count > 0 || clock.GetElapsedTime(host.Seen) < Hour)
                continue;
            host.Turn.Dispose();
            _hosts.Remove(name);
        }
    }

    private FetchOutcome.Failed? Refusal(HostLog host, Uri address)
    {
        lock (_hosts)
        {
            host.Forget(IsOver, start => clock.GetElapsedTime(start) >= Hour);
            if (host.IsHeld && host.HoldOn(HeldAs(address)) is { } hold)
                return Refused(FetchFailure.Throttled, $"{OddAddress.HostOf(address)} asked to be left alone until {Told(hold.Until)}.", hold.Until - clock.GetUtcNow());
            if (host.Starts.Count < settings.PerHostPerHour)
                return null;
            var wait = Hour - clock.GetElapsedTime(host.Starts.Peek());
            return Refused(FetchFailure.Budget, $"{OddAddress.HostOf(address)} has had its {settings.PerHostPerHour} requests of this hour (Fetching:PerHostPerHour); the next may go at {Told(clock.GetUtcNow() + wait)}.", wait);
        }
    }

    /// <summary>A clock that was set back must not lengthen the pause.</summary>
    private Task PauseAsync(HostLog host, CancellationToken stop)
    {
        var spacing = host.Spacing > settings.Spacing ? host.Spacing : settings.Spacing;
        var wait = host.LastStart is { } last ? spacing - clock.GetElapsedTime(last) : TimeSpan.Zero;
        return wait <= TimeSpan.Zero ? Task.CompletedTask : Task.Delay(wait < spacing ? wait : spacing, clock, stop);
    }

    /// <summary>Over by either clock: one may have been set back, the other stands still while the machine sleeps.</summary>
    private bool IsOver(Hold hold) => clock.GetUtcNow() >= hold.Until || clock.GetElapsedTime(hold.Since) >= hold.Length;

    /// <summary>What is held: "" for the whole host.</summary>
    private string HeldAs(Uri address) => _shared.Contain(address) ? address.PathAndQuery : "";

    private static FetchOutcome.Failed Refused(FetchFailure failure, string why, TimeSpan wait) =>
        new(failure, why) { RetryAfter = wait > TimeSpan.Zero ? wait : TimeSpan.Zero };

    private static string Told(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>A turn at a host, or the reason why there is none.</summary>
    internal sealed class Turn(HostGate gate, HostLog host, bool wasIn, FetchOutcome.Failed? refusal) : IDisposable
    {
        private int _isOver;

        public FetchOutcome.Failed? Refusal => refusal;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isOver, 1) == 0)
                gate.Leave(host, wasIn);
        }
    }
}
