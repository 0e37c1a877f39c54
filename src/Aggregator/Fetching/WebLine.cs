using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Aggregator.Downloads;

namespace Aggregator.Fetching;

/// <summary>Sends one request over the wire and reads its answer; knows no redirects, no turns and no robots. Here the program's http clients are made.</summary>
internal sealed class WebLine : IDisposable
{
    private readonly FetchingSettings _settings;
    private readonly AnswerReader _reader;
    private readonly AddressGuard _guard;
    private readonly string _agent;
    private readonly ClientRelay _direct;
    private readonly ConcurrentDictionary<string, ClientRelay> _proxied = new(StringComparer.Ordinal);

    public WebLine(FetchingSettings settings, TimeProvider clock, AddressGuard guard)
    {
        _settings = settings;
        _guard = guard;
        _reader = new AnswerReader(clock);
        _agent = AgentOf(settings);
        _direct = new ClientRelay(() => Client(settings, guard, null));
    }

    public async Task<Answer> AskAsync(Question question, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var start = Environment.TickCount64;
        var hasBegun = false;
        try
        {
            limit.CancelAfter(Shorter(question.Left, _settings.HeadersTimeout));
            using var request = Request(question);
            using var runner = (await ClientsForAsync(question, limit.Token)).Take();
            using var response = await runner.Client.SendAsync(request, limit.Token);
            hasBegun = true;
            limit.CancelAfter(Shorter(question.Left - TimeSpan.FromMilliseconds(Environment.TickCount64 - start), question.Left));
            return await _reader.ReadAsync(response, question, limit.Token);
        }
        catch (OperationCanceledException e) when (!stop.IsCancellationRequested)
        {
            return Answer.Failed(FetchFailure.TooSlow, TooSlow(question, e, hasBegun));
        }
        catch (HttpRequestException e) when (!limit.IsCancellationRequested)
        {
            return new Answer.Final(Trouble.Of(e, question));
        }
        catch (HttpRequestException e)
        {
            // A request that is called off may break so, too.
            stop.ThrowIfCancellationRequested();
            return Answer.Failed(FetchFailure.TooSlow, TooSlow(question, e, hasBegun));
        }
        catch (ForbiddenAddressException e)
        {
            return Answer.Failed(FetchFailure.Forbidden, e.Message);
        }
        catch (IOException e)
        {
            // Torn bodies arrive so.
            return Answer.Failed(FetchFailure.CutOff, $"{question.Host} broke off its answer: {Trouble.Told(e)}.");
        }
    }

    public void Dispose()
    {
        _direct.Dispose();
        foreach (var clients in _proxied.Values)
            clients.Dispose();
    }

    /// <summary>The clients for the way that the request takes; on the way through a proxy, the address is tested here.</summary>
    private async ValueTask<ClientRelay> ClientsForAsync(Question question, CancellationToken stop)
    {
        if (question.Proxy.Length == 0)
            return _direct;
        await _guard.TestAsync(question.Host, stop);
        return _proxied.GetOrAdd(question.Proxy, proxy => new ClientRelay(() => Client(_settings, _guard, proxy)));
    }

    /// <summary>Connects past the guard alone. Without what HttpClient puts around its handler: the time limits, headers and redirects are ours.</summary>
    internal static HttpMessageInvoker Client(FetchingSettings settings, AddressGuard guard, string? proxy)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            // Zstandard comes with the next .NET: until then the reader unpacks it.
            AutomaticDecompression = DecompressionMethods.All,
            UseCookies = false,
            // A proxy connects for us, past the guard: only one that somebody set is used, never one of the environment.
            UseProxy = proxy is not null,
            Proxy = proxy is null ? null : ProxyOf(new Uri(proxy)),
            // Without it, an attempt that nobody waits for any more goes on for minutes.
            ConnectTimeout = settings.ConnectTimeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            // Few hosts are asked twice within seconds; open connections are memory.
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(4),
            MaxResponseHeadersLength = 64,
            // Byte for byte, both ways: some validators are not ASCII.
            RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1,
            ResponseHeaderEncodingSelector = (_, _) => Encoding.Latin1,
            // How our own work hangs together is nobody else's to know.
            ActivityHeadersPropagator = null,
        };
        if (proxy is null)
            handler.ConnectCallback = guard.ConnectAsync;
        return new HttpMessageInvoker(handler);
    }

    /// <summary>Who asks, and where that can be reached.</summary>
    internal static string AgentOf(FetchingSettings settings) =>
        $"Aggregator/{typeof(WebLine).Assembly.GetName().Version?.ToString(2)}{(settings.Contact.Length > 0 ? $" (+{settings.Contact})" : "")}";

    private static WebProxy ProxyOf(Uri proxy)
    {
        var parts = proxy.UserInfo.Split(':', 2);
        return new WebProxy(new UriBuilder(proxy) { UserName = "", Password = "" }.Uri)
        {
            Credentials = proxy.UserInfo.Length == 0 ? null : new NetworkCredential(Uri.UnescapeDataString(parts[0]), Uri.UnescapeDataString(parts.ElementAtOrDefault(1) ?? "")),
        };
    }

    private HttpRequestMessage Request(Question question)
    {
        // HTTP/2 where TLS offers it. Never 3: it connects past the guard.
        var request = new HttpRequestMessage(HttpMethod.Get, question.Address) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionOrLower };
        var headers = request.Headers;
        headers.TryAddWithoutValidation("User-Agent", _agent);
        headers.TryAddWithoutValidation("Accept", question.IsPage
            ? "text/html, application/xhtml+xml, application/pdf;q=0.9, */*;q=0.5"
            : "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/html;q=0.8, */*;q=0.5");
        headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("zstd"));
        // Without validation: servers send ETags that no parser accepts, and want them back byte for byte.
        if (question.Validators.ETag is { } tag)
            headers.TryAddWithoutValidation("If-None-Match", tag);
        if (question.Validators.LastModified is { } moment)
            headers.TryAddWithoutValidation("If-Modified-Since", moment);
        if (question.Access is { } access)
            Introduce(headers, access);
        return request;
    }

    private static void Introduce(HttpRequestHeaders headers, SourceAccess access)
    {
        foreach (var (name, value) in access.Headers)
        {
            headers.Remove(name);
            headers.TryAddWithoutValidation(name, value);
        }
        if (access.Authorization.Length > 0)
            headers.TryAddWithoutValidation("Authorization", access.Authorization);
        else if (access.User.Length > 0)
            headers.TryAddWithoutValidation("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{access.User}:{access.Password}")));
    }

    private string TooSlow(Question question, Exception e, bool hasBegun) =>
        hasBegun ? $"{question.Host} did not end its answer within {Seconds(_settings.Timeout)} seconds."
        : e.InnerException is TimeoutException ? $"{question.Host} did not let us connect within {Seconds(_settings.ConnectTimeout)} seconds."
        : $"{question.Host} did not answer within {Seconds(Shorter(_settings.Timeout, _settings.HeadersTimeout))} seconds.";

    private static string Seconds(TimeSpan span) => span.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>The shorter of two, and never less than a moment: a timer takes no negative time.</summary>
    private static TimeSpan Shorter(TimeSpan one, TimeSpan other)
    {
        var shorter = one < other ? one : other;
        return shorter > TimeSpan.FromMilliseconds(1) ? shorter : TimeSpan.FromMilliseconds(1);
    }
}
