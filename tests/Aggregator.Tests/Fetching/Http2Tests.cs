using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Aggregator.Commands;
using Xunit;

namespace Aggregator.Fetching;

/// <summary>HTTP/2, from the program's command line to a server that offers it: validators and limits hold there as they do on HTTP/1.1.</summary>
public sealed class Http2Tests : IAsyncLifetime
{
    private readonly ScratchFolder _folder = new();
    private readonly X509Certificate2 _certificate = Certificate();
    private TestWeb _web = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only OpenSSL takes the certificates it trusts from a file of the test's.");
        _web = await TestWeb.StartAsync(_certificate, Stop);
        await File.WriteAllTextAsync(_folder.In("trusted.pem"), _certificate.ExportCertificatePem(), Stop);
    }

    public async ValueTask DisposeAsync()
    {
        if (_web is not null)
            await _web.DisposeAsync();
        _certificate.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_a_server_offers_over_http2_is_polled_over_it_with_validators_and_within_the_limits()
    {
        _web.OnTagged("/tagged", Feed("a"), "W/\"1\"");
        _web.OnRedirect("/moved", "/tagged", 301);
        _web.On("/endless", async context =>
        {
            while (true)
                await context.Response.Body.WriteAsync(new byte[16 * 1024], context.RequestAborted);
        });
        _web.On("/reset", async context =>
        {
            await context.Response.Body.WriteAsync("<rss>"u8.ToArray(), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            context.Abort();
        });
        _web.On("/headers", context =>
        {
            for (var number = 0; number < 100; number++)
                context.Response.Headers[$"X-{number}"] = new string('x', 1000);
            return Task.CompletedTask;
        });
        _web.On("/slow", async context =>
        {
            await context.Response.Body.WriteAsync("<rss>"u8.ToArray(), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        var first = await PollAsync("tagged", "moved", "endless", "reset", "headers", "slow");
        Assert.Equal("1 listed, 1 new, 0 changed.", first["tagged"]);
        Assert.Equal("1 listed, 1 new, 0 changed.", first["moved"]);
        Assert.Equal("127.0.0.1 sent more than 0.1 MiB; the limit is Fetching:MaxBytes.", first["endless"]);
        Assert.StartsWith("127.0.0.1 broke off its answer: ", first["reset"], StringComparison.Ordinal);
        Assert.Equal("127.0.0.1 sent more than 64 KiB of headers.", first["headers"]);
        Assert.Equal("127.0.0.1 did not end its answer within 5 seconds.", first["slow"]);

        var second = await PollAsync("tagged", "moved");
        Assert.All(second.Values, sentence => Assert.Equal("Not modified (304).", sentence));
        Assert.Equal(["W/\"1\"", "W/\"1\""], _web.Asked.Where(request => request.Path == "/tagged").TakeLast(2).Select(request => request.Header("If-None-Match")));
        Assert.All(_web.Asked, request => Assert.Equal("HTTP/2", request.Protocol));
    }

    /// <summary>Polls what stands at these paths, and gives what was told of each.</summary>
    private async Task<Dictionary<string, string>> PollAsync(params string[] paths)
    {
        var sources = paths.Select(path => $$"""{ "id": "{{path}}", "kind": "feed", "address": "{{_web.At("/" + path)}}" }""");
        await File.WriteAllTextAsync(_folder.In("feeds.json"), $$"""{ "organisations": [ { "name": "One", "sources": [ {{string.Join(", ", sources)}} ] } ] }""", Stop);
        var settings = new Dictionary<string, string>
        {
            ["SSL_CERT_FILE"] = _folder.In("trusted.pem"),
            ["AGGREGATOR_Fetching__AllowedNetworks"] = "127.0.0.1/32",
            ["AGGREGATOR_Fetching__Spacing"] = "00:00:00",
            ["AGGREGATOR_Fetching__MaxBytes"] = "65536",
            ["AGGREGATOR_Fetching__Timeout"] = "00:00:05",
        };
        var answer = await TheProgram.RunAsync(settings, Stop, "poll", "--json", "--feeds", _folder.In("feeds.json"), "--data", _folder.In("data"));
        Assert.Equal((Screen.Done, ""), (answer.Code, answer.Error));
        return JsonDocument.Parse(answer.Out).RootElement.GetProperty("sources").EnumerateArray()
            .ToDictionary(source => source.GetProperty("source").GetString()!, source => source.GetProperty("sentence").GetString()!);
    }

    private static string Feed(string name) =>
        $"<rss version=\"2.0\"><channel><title>News</title><item><guid isPermaLink=\"false\">{name}</guid><title>On {name}</title><description>What the feed says.</description></item></channel></rss>";

    /// <summary>The server's own, which vouches for itself.</summary>
    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
