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

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        _asked.Enqueue(new AskedRequest(request.Path.Value!, request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
        if (_answers.TryGetValue(request.Path.Value!, out var answer))
            return answer(context);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}

/// <summary>One request as it came.</summary>
internal sealed record AskedRequest(string Path, IReadOnlyDictionary<string, string> Headers)
{
    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
