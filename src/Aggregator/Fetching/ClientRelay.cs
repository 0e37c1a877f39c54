namespace Aggregator.Fetching;

/// <summary>Http clients that relieve each other: after so many requests a new one begins, and the old one ends with the last of its requests.</summary>
/// <remarks>A client keeps what it knows of every host, and each idle connection for seconds: so memory follows this number, not that of the hosts.</remarks>
internal sealed class ClientRelay(Func<HttpMessageInvoker> make) : IDisposable
{
    private const int MostRequests = 1024;

    private readonly Lock _door = new();
    private Runner? _runner;

    /// <summary>A client for one request, to be given back when its answer is read.</summary>
    public Runner Take()
    {
        lock (_door)
        {
            if (_runner is { Requests: >= MostRequests } tired)
                End(tired);
            _runner ??= new Runner(this, make());
            _runner.Requests++;
            _runner.Users++;
            return _runner;
        }
    }

    public void Dispose()
    {
        lock (_door)
            if (_runner is { } last)
                End(last);
    }

    private void End(Runner runner)
    {
        _runner = null;
        if (runner.Users == 0)
            runner.Client.Dispose();
    }

    private void Leave(Runner runner)
    {
        lock (_door)
        {
            if (--runner.Users > 0 || runner == _runner)
                return;
        }
        // Outside of the door: it closes hundreds of connections.
        runner.Client.Dispose();
    }

    /// <summary>The client of so many requests.</summary>
    internal sealed class Runner(ClientRelay relay, HttpMessageInvoker client) : IDisposable
    {
        public HttpMessageInvoker Client => client;

        public int Requests { get; set; }

        /// <summary>Requests under way.</summary>
        public int Users { get; set; }

        public void Dispose() => relay.Leave(this);
    }
}
