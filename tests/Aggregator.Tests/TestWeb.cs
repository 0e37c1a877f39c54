using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Aggregator;

/// <summary>A web of one test's making, on loopback: it answers by path, and remembers what it was asked.</summary>
internal sealed class TestWeb : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly ConcurrentDictionary<string, RequestDelegate> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<AskedRequest> _asked = new();
    private readonly ConcurrentDictionary<string, Hold> _holds = new(StringComparer.Ordinal);
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiting = [];

    private TestWeb(WebApplication server) => _server = server;

    public Uri Address => new(_server.Urls.First());

    /// <summary>Every request so far, in order.</summary>
    public IReadOnlyList<AskedRequest> Asked => [.. _asked];

    public static Task<TestWeb> StartAsync(CancellationToken stop) => StartAsync(null, stop);

    /// <param name="certificate">Serves https with it; null for http.</param>
    public static async Task<TestWeb> StartAsync(X509Certificate2? certificate, CancellationToken stop)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // The bodies are a test's own: an endless one must not end for being slow.
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                if (certificate is not null)
                    listen.UseHttps(certificate);
            });
        });
        builder.Logging.ClearProviders();
        var web = new TestWeb(builder.Build());
        web._server.Run(web.AnswerAsync);
        await web._server.StartAsync(stop);
        return web;
    }

    public Uri At(string path) => new(Address, path);

    public int TimesAsked(string path) => Asked.Count(request => request.Path == path);

    /// <summary>Sets or replaces what stands at a path.</summary>
    public void On(string path, RequestDelegate answer) => _answers[path] = answer;

    public void On(string path, string body, string type = "text/html; charset=utf-8", int status = 200) => On(path, Encoding.UTF8.GetBytes(body), type, status);

    public void On(string path, byte[] body, string type, int status = 200) => On(path, async context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    });

    /// <summary>A document that knows its tag, and says "not modified" to whoever brings it.</summary>
    public void OnTagged(string path, string body, string tag, string type = "application/rss+xml; charset=utf-8") => On(path, async context =>
    {
        context.Response.Headers.ETag = tag;
        if (context.Request.Headers.IfNoneMatch == tag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        context.Response.ContentType = type;
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(body), context.RequestAborted);
    });

    public void OnRedirect(string path, string location, int status = 302) => On(path, context =>
    {
        context.Response.StatusCode = status;
        context.Response.Headers.Location = location;
        return Task.CompletedTask;
    });

    /// <summary>Lets the next request for a path wait until it is released.</summary>
    public Hold HoldBack(string path) => _holds[path] = new Hold();

    /// <summary>Completes when so many requests more have come.</summary>
    public Task MoreRequests(int count)
    {
        lock (_waiting)
        {
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((_asked.Count + count, reached));
            return reached.Task;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var hold in _holds.Values)
            hold.Release();
        await _server.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        Remember(new AskedRequest(request.Path.Value!, request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase)) { Protocol = request.Protocol });
        if (_holds.TryRemove(request.Path.Value!, out var hold))
            await hold.WaitAsync();
        if (_answers.TryGetValue(request.Path.Value!, out var answer))
            await answer(context);
        else
            context.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    private void Remember(AskedRequest request)
    {
        lock (_waiting)
        {
            _asked.Enqueue(request);
            foreach (var (_, reached) in _waiting.Where(waiting => waiting.Count <= _asked.Count))
                reached.TrySetResult();
            _waiting.RemoveAll(waiting => waiting.Count <= _asked.Count);
        }
    }

    /// <summary>A request that came and gets no answer yet.</summary>
    internal sealed class Hold
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Completes when the request has come.</summary>
        public Task Asked => _asked.Task;

        public void Release() => _released.TrySetResult();

        public Task WaitAsync()
        {
            _asked.TrySetResult();
            return _released.Task;
        }
    }
}

/// <summary>One request as it came.</summary>
internal sealed record AskedRequest(string Path, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>As "HTTP/2".</summary>
    public required string Protocol { get; init; }

    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
