using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Aggregator;

/// <summary>A small web on loopback whose pages change when a test says so, and whose every request a test can wait for.</summary>
internal sealed class LoopbackWeb : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, (string Type, string Body)> _pages = new();
    private readonly ConcurrentDictionary<string, Hold> _holds = new();
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiting = [];
    private readonly WebApplication _server;

    private LoopbackWeb(WebApplication server) => _server = server;

    /// <summary>As http://127.0.0.1:4711.</summary>
    public string Address => _server.Urls.First();

    /// <summary>How often it was asked.</summary>
    public int Requests { get; private set; }

    /// <summary>How often it could say "not modified".</summary>
    public int NotModified { get; private set; }

    public static async Task<LoopbackWeb> StartAsync(CancellationToken stop)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var server = builder.Build();
        var web = new LoopbackWeb(server);
        server.Run(web.AnswerAsync);
        await server.StartAsync(stop);
        return web;
    }

    public void Put(string path, string type, string body) => _pages[path] = (type, body);

    /// <summary>Lets the next request for a path wait until it is released.</summary>
    public Hold HoldBack(string path) => _holds[path] = new Hold();

    /// <summary>Completes when so many requests more have come.</summary>
    public Task MoreRequests(int count)
    {
        lock (_waiting)
        {
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((Requests + count, reached));
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
        var path = context.Request.Path.Value!;
        Count();
        if (_holds.TryRemove(path, out var hold))
            await hold.WaitAsync();
        if (!_pages.TryGetValue(path, out var page))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        var body = Encoding.UTF8.GetBytes(page.Body);
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(body))[..16]}\"";
        context.Response.Headers.ETag = tag;
        if (context.Request.Headers.IfNoneMatch == tag)
        {
            NotModified++;
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        context.Response.ContentType = page.Type;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private void Count()
    {
        lock (_waiting)
        {
            Requests++;
            foreach (var (_, reached) in _waiting.Where(waiting => waiting.Count <= Requests))
                reached.TrySetResult();
            _waiting.RemoveAll(waiting => waiting.Count <= Requests);
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
