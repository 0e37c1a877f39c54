using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Aggregator.Downloads;
using Aggregator.Text;

namespace Aggregator.Fetching;

/// <summary>Asks the web for one address, and says in a value what came of it. The program's only http client.</summary>
internal sealed class Fetcher : IDisposable
{
    private readonly HttpClient _client;
    private readonly HostGate _gate;
    private readonly FetchingSettings _settings;

    public Fetcher(FetchingSettings settings, TimeProvider clock)
    {
        _settings = settings;
        _gate = new HostGate(settings.Spacing, clock);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            UseCookies = false,
            // A proxy would connect for us, past the guard.
            UseProxy = false,
            ConnectCallback = new AddressGuard(settings.Networks()).ConnectAsync,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            MaxResponseHeadersLength = 64,
            // Byte for byte, both ways: some validators are not ASCII.
            RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1,
            ResponseHeaderEncodingSelector = (_, _) => Encoding.Latin1,
        };
        _client = new HttpClient(handler) { Timeout = System.Threading.Timeout.InfiniteTimeSpan };
        var contact = settings.Contact.Length > 0 ? $" (+{settings.Contact})" : "";
        _client.DefaultRequestHeaders.UserAgent.ParseAdd($"Aggregator/{typeof(Fetcher).Assembly.GetName().Version?.ToString(2)}{contact}");
        _client.DefaultRequestHeaders.Accept.ParseAdd("application/atom+xml, application/rss+xml, application/xml;q=0.9, text/html;q=0.8, */*;q=0.5");
    }

    public async Task<FetchOutcome> FetchAsync(FetchRequest wanted, CancellationToken stop)
    {
        var (address, validators) = (wanted.Address, wanted.Validators);
        var at = address;
        for (var hop = 0; hop <= _settings.MaxRedirects; hop++)
        {
            if (!WebAddress.IsWeb(at))
                return new FetchOutcome.Failed(FetchFailure.Forbidden, $"{at.Scheme}:// is not the web: only http and https are asked.");
            var (outcome, next) = await AskAsync(at, validators, stop);
            if (next is null)
                return outcome!;
            if (IsDowngrade(at, next) && !wanted.MayDowngrade)
                return new FetchOutcome.Failed(FetchFailure.Redirects, $"{at.Host} leads from https to http ({next.Host}), which is not followed.");
            at = next;
        }
        return new FetchOutcome.Failed(FetchFailure.Redirects, $"{address.Host} leads on and on: more than {_settings.MaxRedirects} redirects.");
    }

    /// <summary>True when a redirect gives up the encryption that the address before it had.</summary>
    internal static bool IsDowngrade(Uri at, Uri next) => at.Scheme == Uri.UriSchemeHttps && next.Scheme == Uri.UriSchemeHttp;

    public void Dispose()
    {
        _client.Dispose();
        _gate.Dispose();
    }

    /// <summary>One request: its outcome, or the address to ask instead.</summary>
    private async Task<(FetchOutcome? Outcome, Uri? Next)> AskAsync(Uri address, Validators validators, CancellationToken stop)
    {
        using var turn = await _gate.EnterAsync(address, stop);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(_settings.Timeout);
        try
        {
            using var request = Request(address, validators);
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            if (Redirect(response, address) is { } next)
                return (null, next);
            return (await OutcomeAsync(response, address, limit.Token), null);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return (new FetchOutcome.Failed(FetchFailure.TooSlow, $"{address.Host} did not answer within {_settings.Timeout.TotalSeconds:0} seconds."), null);
        }
        catch (HttpRequestException e)
        {
            return (Failed(e, address), null);
        }
        catch (IOException e)
        {
            // Torn bodies arrive so.
            return (new FetchOutcome.Failed(FetchFailure.CutOff, $"{address.Host} broke off its answer: {PlainText.OneLine(e.Message).TrimEnd('.')}."), null);
        }
    }

    private static HttpRequestMessage Request(Uri address, Validators validators)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        // Without validation: servers send ETags that no parser accepts, and want them back byte for byte.
        if (validators.ETag is { } tag)
            request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        if (validators.LastModified is { } moment)
            request.Headers.TryAddWithoutValidation("If-Modified-Since", moment);
        return request;
    }

    private static Uri? Redirect(HttpResponseMessage response, Uri address) =>
        response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect
        && response.Headers.Location is { } location && Uri.TryCreate(address, location, out var next)
            ? next
            : null;

    private async Task<FetchOutcome> OutcomeAsync(HttpResponseMessage response, Uri address, CancellationToken stop)
    {
        var status = (int)response.StatusCode;
        if (response.StatusCode == HttpStatusCode.NotModified)
            return new FetchOutcome.NotModified();
        if (!response.IsSuccessStatusCode)
            return new FetchOutcome.Failed(Kind(status), $"{address.Host} answered {status} {Named(response)}.");
        await using var stream = await response.Content.ReadAsStreamAsync(stop);
        if (await ReadAsync(stream, stop) is not { } body)
            return new FetchOutcome.Failed(FetchFailure.TooLarge, $"{address.Host} sent more than {_settings.MaxBytes / 1024 / 1024.0:0.#} MiB; the limit is Fetching:MaxBytes.");
        return new FetchOutcome.Fetched(
            new Download { Body = body, Address = address, ContentType = Header(response.Content.Headers, "Content-Type") },
            new Validators(Header(response.Headers, "ETag"), Header(response.Content.Headers, "Last-Modified")));
    }

    /// <summary>The body, or null when it is larger than allowed. Counted after decompression.</summary>
    private async Task<ReadOnlyMemory<byte>?> ReadAsync(Stream stream, CancellationToken stop)
    {
        using var body = new MemoryStream();
        var buffer = new byte[32 * 1024];
        for (int read; (read = await UnpackedAsync(stream, buffer, stop)) > 0;)
        {
            if (body.Length + read > _settings.MaxBytes)
                return null;
            body.Write(buffer, 0, read);
        }
        return body.ToArray();
    }

    private static async ValueTask<int> UnpackedAsync(Stream stream, Memory<byte> buffer, CancellationToken stop)
    {
        try
        {
            return await stream.ReadAsync(buffer, stop);
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
        {
            // Gzip and brotli have different words for bytes that they cannot unpack; to us they are a torn body.
            throw new IOException("its packed body cannot be unpacked", e);
        }
    }

    private static string? Header(HttpHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;

    private static string Named(HttpResponseMessage response) =>
        PlainText.Shortened(PlainText.OneLine(response.ReasonPhrase is { Length: > 0 } phrase ? phrase : response.StatusCode.ToString()), 60);

    private static FetchFailure Kind(int status) => status switch
    {
        410 => FetchFailure.Gone,
        429 or 503 => FetchFailure.Throttled,
        >= 500 => FetchFailure.ServerError,
        _ => FetchFailure.Refused,
    };

    private static FetchOutcome.Failed Failed(HttpRequestException e, Uri address)
    {
        if (e.InnerException is ForbiddenAddressException forbidden)
            return new FetchOutcome.Failed(FetchFailure.Forbidden, forbidden.Message);
        var reason = PlainText.OneLine(e.InnerException?.Message ?? e.Message).TrimEnd('.');
        return e.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => new(FetchFailure.NoSuchHost, $"The name {address.Host} is not known: {reason}."),
            HttpRequestError.ConnectionError => new(FetchFailure.NoConnection, $"No connection to {address.Authority}: {reason}."),
            HttpRequestError.SecureConnectionError => new(FetchFailure.Insecure, $"{address.Host} has no trustworthy TLS: {reason}."),
            HttpRequestError.ResponseEnded => new(FetchFailure.CutOff, $"{address.Host} broke off its answer."),
            _ => new(FetchFailure.CutOff, $"{address.Host} gave no usable answer: {reason}."),
        };
    }
}
