namespace Aggregator.Fetching;

/// <summary>What the gate knows of one host: who uses it, when it was asked, and until when it wants peace. Guarded by the gate's lock.</summary>
internal sealed class HostLog
{
    private Dictionary<string, Hold>? _holds;

    public SemaphoreSlim Turn { get; } = new(1);

    /// <summary>Requests that wait for this host or have their turn.</summary>
    public int Users { get; set; }

    /// <summary>The pause that the site itself asks for.</summary>
    public TimeSpan Spacing { get; set; }

    /// <summary>When it was first asked, on the clock that nobody sets.</summary>
    public required long Seen { get; init; }

    /// <summary>The starts within the last hour, oldest first: no more than the hour's budget.</summary>
    public Queue<long> Starts { get; } = new(1);

    public long? LastStart { get; private set; }

    public bool IsHeld => _holds is { Count: > 0 };

    public void Start(long now)
    {
        LastStart = now;
        Starts.Enqueue(now);
    }

    /// <summary>The longer of two holds counts: a short one must not end a long one.</summary>
    public void Hold(string what, Hold hold)
    {
        _holds ??= new Dictionary<string, Hold>(StringComparer.Ordinal);
        if (!_holds.TryGetValue(what, out var before) || before.Until < hold.Until)
            _holds[what] = hold;
    }

    public Hold? HoldOn(string what) => _holds?.GetValueOrDefault(what);

    /// <summary>Drops what is over.</summary>
    public void Forget(Predicate<Hold> isOver, Predicate<long> isOld)
    {
        while (Starts.TryPeek(out var start) && isOld(start))
            Starts.Dequeue();
        if (_holds is null)
            return;
        foreach (var (what, hold) in _holds)
            if (isOver(hold))
                _holds.Remove(what);
    }
}

/// <summary>A host's wish to be left alone: until when, and since when for how long by the clock that nobody sets.</summary>
internal sealed record Hold(DateTimeOffset Until, long Since, TimeSpan Length);
