using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Aggregator.Serving;

/// <summary>A small invented web, served on loopback from the program itself: what the demo polls.</summary>
internal sealed class SampleWeb : IAsyncDisposable
{
    private readonly WebApplication _server;
    private int _requests;
    private int _notModified;

    private SampleWeb(WebApplication server, string address) => (_server, Address) = (server, address);

    /// <summary>Its base address, as http://127.0.0.1:4711.</summary>
    public string Address { get; }

    /// <summary>The text of its feeds.json.</summary>
    public string Feeds => Encoding.UTF8.GetString(Read("feeds.json")!).Replace("{{web}}", Address, StringComparison.Ordinal);

    /// <summary>How often it was asked, and how often it could say "not modified".</summary>
    public int Requests => _requests;

    public int NotModified => _notModified;

    public static async Task<SampleWeb> StartAsync(CancellationToken stop)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var server = builder.Build();
        SampleWeb? web = null;
        server.Run(context => web!.AnswerAsync(context));
        await server.StartAsync(stop);
        return web = new SampleWeb(server, server.Urls.First());
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        Interlocked.Increment(ref _requests);
        var path = context.Request.Path.Value!.Trim('/');
        var (name, body) = new[] { path, path + ".html", path.Length == 0 ? "index.html" : $"{path}/index.html" }.Select(name => (name, Read(name))).FirstOrDefault(found => found.Item2 is not null);
        if (body is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        var type = TypeOf(name);
        if (type.StartsWith("text/", StringComparison.Ordinal) || type.Contains("xml", StringComparison.Ordinal))
            body = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body).Replace("{{web}}", Address, StringComparison.Ordinal));
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(body))[..16]}\"";
        context.Response.Headers.ETag = tag;
        if (context.Request.Headers.IfNoneMatch == tag)
        {
            Interlocked.Increment(ref _notModified);
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        context.Response.ContentType = type;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static byte[]? Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Samples/{name}");
        if (stream is null)
            return null;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".xml" => "application/xml; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".txt" => "text/plain; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".pdf" => "application/pdf",
        _ => "application/octet-stream",
    };
}
