using System.Net;
using System.Net.Http.Headers;
using Aggregator.Downloads;

namespace Aggregator.Fetching;

/// <summary>Posts a document to one address, guarded as every request is. No redirect is followed, and of the answer only its status is read.</summary>
/// <param name="settings">Time-outs, allowed networks and proxy.</param>
/// <param name="resolve">The addresses of a name; null for the machine's own resolver.</param>
internal sealed class PostLine(FetchingSettings settings, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null) : IDisposable
{
    private static readonly HttpRequestError[] Before = [HttpRequestError.NameResolutionError, HttpRequestError.ConnectionError, HttpRequestError.SecureConnectionError, HttpRequestError.ProxyTunnelError];

    private readonly AddressGuard _guard = new(settings.Networks(), resolve);
    private HttpMessageInvoker? _client;

    /// <param name="key">The same for the same document: so its receiver knows one that comes twice.</param>
    public async Task<PostOutcome> PostAsync(Uri address, byte[] json, string key, CancellationToken stop)
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
            return new PostOutcome.Answered((int)response.StatusCode);
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
            return NoAnswer($"{address.Host} gave no answer: {Trouble.Told(e.InnerException ?? e)}.", !Before.Contains(e.HttpRequestError));
        }
        catch (OperationCanceledException e) when (!stop.IsCancellationRequested)
        {
            return NoAnswer($"{address.Host} did not answer in time.", e.InnerException is not TimeoutException);
        }
    }

    public void Dispose() => _client?.Dispose();

    private static PostOutcome.NotSent Forbidden(string why) => new(why, IsForbidden: true);

    private static PostOutcome NoAnswer(string why, bool mayHaveLeft) => mayHaveLeft ? new PostOutcome.NoAnswer(why) : new PostOutcome.NotSent(why, IsForbidden: false);
}
