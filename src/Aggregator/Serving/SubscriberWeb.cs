using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aggregator.Serving;

/// <summary>The small web server by which subscribers answer: open to the world behind a proxy, so everything in it is bounded.</summary>
internal sealed class SubscriberWeb(ServingSettings settings, SubscriberPages pages, TimeProvider clock, ILogger<SubscriberWeb> log) : BackgroundService
{
    private const int MostBytes = 4096;

    private readonly Turnstile _pages = new(60, TimeSpan.FromMinutes(1), clock);
    private readonly Turnstile _signups = new(5, TimeSpan.FromHours(1), clock);
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Where it listens, once it does.</summary>
    public Task<Uri> Address => _address.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(settings.Listen).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MostBytes;
            kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
            kestrel.Limits.MaxRequestLineSize = 2048;
            kestrel.Limits.MaxConcurrentConnections = 200;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(30);
        });
        builder.Logging.ClearProviders();
        await using var server = builder.Build();
        server.Run(AnswerAsync);
        try
        {
            await server.StartAsync(stoppingToken);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // Taken, or not this machine's or this user's. Digests go out all the same: the pages are missed, and that is told.
            log.NotListening(settings.Listen, e.Message);
            return;
        }
        _address.TrySetResult(new Uri(server.Urls.First()));
        log.Listening(settings.Listen);
        await server.WaitForShutdownAsync(stoppingToken);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        PageWriter.AddHeaders(context.Response.Headers);
        if (context.Request.Path.Value?.Split('/') is not ["", var page, .. var rest] || SubscriberPages.Find(page, settings.SelfService) is not { } found || rest.Length != (found.TakesToken ? 1 : 0))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        var isPost = HttpMethods.IsPost(context.Request.Method);
        if (!(isPost ? found.Post is not null : HttpMethods.IsGet(context.Request.Method)))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            context.Response.Headers.Allow = found.Post is null ? "GET" : "GET, POST";
            return;
        }
        var visitor = VisitorOf(context);
        var shut = !_pages.Lets(visitor) ? _pages : isPost && !found.TakesToken && !_signups.Lets(visitor) ? _signups : null;
        if (shut is not null)
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter = shut.Span.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            return;
        }
        await ServeAsync(found, new Visit(context, rest.ElementAtOrDefault(0) ?? "", visitor), context.RequestAborted);
    }

    private async Task ServeAsync(SubscriberPage page, Visit visit, CancellationToken stop)
    {
        try
        {
            await (HttpMethods.IsPost(visit.Context.Request.Method) ? PostAsync(page, visit, stop) : page.Get(pages, visit, stop));
        }
        catch (Exception e) when (!stop.IsCancellationRequested && !visit.Response.HasStarted)
        {
            // The store, mostly. Who asked sees that it failed; without this nobody else would.
            log.NotServed(e);
            visit.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
    }

    private async Task PostAsync(SubscriberPage page, Visit visit, CancellationToken stop)
    {
        var context = visit.Context;
        try
        {
            if (context.Request.HasFormContentType)
                await context.Request.ReadFormAsync(stop);
        }
        catch (Exception e) when (e is BadHttpRequestException or InvalidDataException)
        {
            context.Response.StatusCode = (e as BadHttpRequestException)?.StatusCode ?? StatusCodes.Status400BadRequest;
            return;
        }
        if (context.Request.HasFormContentType)
            await page.Post!(pages, visit, stop);
        else
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
    }

    /// <summary>Who asks. A proxy on this machine is believed when it tells for whom; nobody else is.</summary>
    private static IPAddress VisitorOf(HttpContext context)
    {
        var peer = context.Connection.RemoteIpAddress ?? IPAddress.None;
        var told = context.Request.Headers["X-Forwarded-For"].LastOrDefault()?.Split(',')[^1].Trim();
        return IPAddress.IsLoopback(peer) && IPAddress.TryParse(told, out var visitor) ? visitor : peer;
    }
}

/// <summary>One request to a page.</summary>
/// <param name="Token">Of the link; empty for a page without.</param>
internal sealed record Visit(HttpContext Context, string Token, IPAddress Visitor)
{
    public HttpResponse Response => Context.Response;

    /// <summary>For the record of what was agreed.</summary>
    public string Way => $"by the page, from {Visitor}";

    public string Field(string name) => Context.Request.HasFormContentType ? Context.Request.Form[name].FirstOrDefault() ?? "" : "";
}
