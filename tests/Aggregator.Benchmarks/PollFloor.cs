using System.Collections.Concurrent;
using System.Net;
using Aggregator.Sources;

namespace Aggregator.Benchmarks;

/// <summary>The least that any poller does: a bare HttpClient that asks the same addresses, as many at once, and reads the answers.</summary>
internal static class PollFloor
{
    /// <param name="isConditional">True to bring the tags, so that every answer is a 304.</param>
    public static async Task RunAsync(IReadOnlyList<Source> sources, bool isConditional, CancellationToken stop)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, UseProxy = false, AllowAutoRedirect = false });
        var odd = new ConcurrentBag<HttpStatusCode>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = PollHouse.Concurrency, CancellationToken = stop };
        await Parallel.ForEachAsync(sources, options, async (source, ending) =>
        {
            var address = source.Address;
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            if (isConditional)
                request.Headers.TryAddWithoutValidation("If-None-Match", $"\"{address.Segments[1].TrimEnd('/')}\"");
            using var response = await client.SendAsync(request, ending);
            await response.Content.ReadAsByteArrayAsync(ending);
            if (response.StatusCode != (isConditional ? HttpStatusCode.NotModified : HttpStatusCode.OK))
                odd.Add(response.StatusCode);
        });
        if (!odd.IsEmpty)
            throw new InvalidOperationException($"The benchmark's web answered {odd.First()}.");
    }
}
