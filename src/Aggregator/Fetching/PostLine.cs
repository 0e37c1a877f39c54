using System.Net;
using System.Net.Http.Headers;
using Aggregator.Downloads;

namespace Aggregator.Fetching;

/// <summary>What posting a document came to.</summary>
/// <param name="Status">The server's answer, as 200; null when none came.</param>
/// <param name="MayHaveLeft">True when the document may have arrived although no answer came.</param>
/// <param name="IsForbidden">True when the address may not be asked.</param>
/// <param name="Why">What went wrong, in a sentence; empty when an answer came.</param>
internal sealed record Posted(int? Status, bool MayHaveLeft, bool IsForbidden, string Why);

/// <summary>Posts a document to one address, guarded as every request is. No redirect is followed, and of the answer only its status is read.</summary>
/// <param name="settings">Time-outs, allowed networks and proxy.</param>
/// <param name="resolve">The addresses of a name; null for the machine's own resolver.</param>
internal sealed class PostLine(FetchingSettings settings, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null) : IDisposable
{
    private static readonly HttpRequestError[] Before = [HttpRequestError.NameResolutionError, HttpRequestError.ConnectionError, HttpRequestError.SecureConnectionError, HttpRequestError.ProxyTunnelError];

    private readonly AddressGuard _guard = new(settings.Networks(), resolve);
    private HttpMessageInvoker? _client;

    /// <param name="key">The same for the same document: so its receiver knows one that comes twice.</param>
    public async Task<Posted> PostAsync(Uri address, byte[] json, string key, CancellationToken stop)
    {
        if (OddAddress.WhyNot(address) is { } odd)
            return Forbidden(odd);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(settings.Timeout);
        try
        {
            if (settings.Proxy.Length > 0)
                await _guard.TestAsync(address.IdnHost, limit.Token);
            _client ??= WebLine.Client(settings, _guard, settings.Proxy.Length > 0 ? settings.Proxy : null);
            using var request = new HttpRequestMessage(HttpMethod.Post, address)
            {
                Version = HttpVersion.Version20,
                VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
                Content = new ByteArrayContent(json) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
            };
            request.Headers.TryAddWithoutValidation("User-Agent", WebLine.AgentOf(settings));
            request.Headers.TryAddWithoutValidation("Idempotency-Key", $"\"{key}\"");
            using var response = await _client.SendAsync(request, limit.Token);
            return new Posted((int)response.StatusCode, MayHaveLeft: true, IsForbidden: false, "");
        }
        catch (ForbiddenAddressException e)
        {
            return Forbidden(e.Message);
        }
        catch (HttpRequestException e) when (e.InnerException is ForbiddenAddressException forbidden)
        {
            return Forbidden(forbidden.Message);
        }
        catch (HttpRequestException e)
        {
            return new Posted(null, !Before.Contains(e.HttpRequestError), IsForbidden: false, $"{address.Host} gave no answer: {Trouble.Told(e.InnerException ?? e)}.");
        }
        catch (OperationCanceledException e) when (!stop.IsCancellationRequested)
        {
            return new Posted(null, e.InnerException is not TimeoutException, IsForbidden: false, $"{address.Host} did not answer in time.");
        }
    }

    public void Dispose() => _client?.Dispose();

    private static Posted Forbidden(string why) => new(null, MayHaveLeft: false, IsForbidden: true, why);
}
