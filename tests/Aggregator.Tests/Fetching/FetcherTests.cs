using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Aggregator.Downloads;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Aggregator.Fetching;

public sealed class FetcherTests : IAsyncLifetime
{
    private static readonly FetchingSettings Settings = new() { AllowedNetworks = "127.0.0.1/32", Spacing = TimeSpan.Zero, MaxBytes = 64 * 1024, Contact = "https://example.org/bot" };

    private TestWeb _web = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _web = await TestWeb.StartAsync(Stop);

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    [Theory]
    [InlineData("\"abc\"", "Tue, 24 Feb 2026 09:25:00 GMT", "2026-02-24T09:25:00Z")]
    [InlineData("W/\"abc\"", "2026-02-24 09:25", null)]
    [InlineData("\"abc\"", "Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:37Z")]
    [InlineData("\"abc\"", "Sun Nov  6 08:49:37 1994", "1994-11-06T08:49:37Z")]
    [InlineData("abc", "Tue, 24 Feb 2026 09:25:00 +0100", "2026-02-24T08:25:00Z")]
    [InlineData("\"a b  c\"", "yesterday", null)]
    [InlineData("\"half", "0", null)]
    [InlineData("\"one\", \"two\"", "Tue,24 Feb 2026 9:25:00 GMT", "2026-02-24T09:25:00Z")]
    public async Task Validators_go_back_byte_for_byte(string tag, string moment, string? changed)
    {
        _web.On("/feed", context =>
        {
            context.Response.Headers.ETag = tag;
            context.Response.Headers.LastModified = moment;
            return context.Response.WriteAsync("<rss/>", context.RequestAborted);
        });
        var first = await FetchedAsync("/feed");
        Assert.Equal(new Validators(tag, moment), first.Validators);
        Assert.Equal(changed is null ? null : DateTimeOffset.Parse(changed, System.Globalization.CultureInfo.InvariantCulture), first.Download.LastModified);
        using var fetcher = new Fetcher(Settings, TimeProvider.System);
        await fetcher.FetchAsync(new FetchRequest(_web.At("/feed")) { Validators = first.Validators }, Stop);
        Assert.Equal(tag, _web.Asked[^1].Header("If-None-Match"));
        Assert.Equal(moment, _web.Asked[^1].Header("If-Modified-Since"));
    }

    [Fact]
    public async Task Who_has_no_validators_sends_none()
    {
        _web.On("/feed", "<rss/>");
        Assert.Equal(Validators.None, (await FetchedAsync("/feed")).Validators);
        Assert.Null(_web.Asked[0].Header("If-None-Match"));
        Assert.Null(_web.Asked[0].Header("If-Modified-Since"));
    }

    [Fact]
    public async Task A_304_is_not_modified()
    {
        _web.OnTagged("/feed", "<rss/>", "\"1\"");
        using var fetcher = new Fetcher(Settings, TimeProvider.System);
        Assert.IsType<FetchOutcome.NotModified>(await fetcher.FetchAsync(new FetchRequest(_web.At("/feed")) { Validators = new Validators("\"1\"", null) }, Stop));
    }

    [Theory]
    [InlineData(400, FetchFailure.Refused)]
    [InlineData(401, FetchFailure.Refused)]
    [InlineData(403, FetchFailure.Refused)]
    [InlineData(404, FetchFailure.Refused)]
    [InlineData(410, FetchFailure.Gone)]
    [InlineData(429, FetchFailure.Throttled)]
    [InlineData(451, FetchFailure.Refused)]
    [InlineData(500, FetchFailure.ServerError)]
    [InlineData(502, FetchFailure.ServerError)]
    [InlineData(503, FetchFailure.Throttled)]
    [InlineData(599, FetchFailure.ServerError)]
    public async Task A_status_is_told_with_its_host(int status, FetchFailure failure)
    {
        _web.On("/feed", "no", status: status);
        var failed = await FailedAsync("/feed");
        Assert.Equal(failure, failed.Failure);
        Assert.StartsWith($"127.0.0.1 answered {status}", failed.Why, StringComparison.Ordinal);
        Assert.EndsWith(".", failed.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_that_leads_nowhere_is_a_failure()
    {
        _web.On("/feed", "gone fishing", status: 302);
        Assert.Contains("302", (await FailedAsync("/feed")).Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("zstd")]
    [InlineData("deflate")]
    public async Task A_bomb_is_too_large_however_small_it_came(string encoding)
    {
        var bomb = Packed(encoding, new byte[32 * 1024 * 1024]);
        Assert.True(bomb.Length < Settings.MaxBytes);
        Answers("/bomb", encoding, bomb);
        var failed = await FailedAsync("/bomb");
        Assert.Equal(FetchFailure.TooLarge, failed.Failure);
        Assert.Contains("127.0.0.1", failed.Why, StringComparison.Ordinal);
        Assert.Contains("Fetching:MaxBytes", failed.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("zstd")]
    [InlineData("deflate")]
    public async Task A_packed_body_is_unpacked(string encoding)
    {
        Answers("/feed", encoding, Packed(encoding, "<rss>é</rss>"u8.ToArray()));
        Assert.Equal("<rss>é</rss>", Encoding.UTF8.GetString((await FetchedAsync("/feed")).Download.Body.Span));
    }

    [Fact]
    public async Task An_endless_body_is_not_read_to_its_end()
    {
        var left = new TaskCompletionSource();
        _web.On("/endless", async context =>
        {
            try
            {
                while (true)
                    await context.Response.Body.WriteAsync(new byte[16 * 1024], context.RequestAborted);
            }
            finally
            {
                left.SetResult();
            }
        });
        Assert.Equal(FetchFailure.TooLarge, (await FailedAsync("/endless")).Failure);
        await left.Task.WaitAsync(TimeSpan.FromSeconds(20), Stop);
    }

    [Fact]
    public async Task A_body_of_just_the_limit_is_read()
    {
        _web.On("/feed", new byte[Settings.MaxBytes], "text/plain");
        Assert.Equal(Settings.MaxBytes, (await FetchedAsync("/feed")).Download.Body.Length);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_slow_server_is_too_slow_whether_it_began_or_not(bool begins)
    {
        _web.On("/slow", async context =>
        {
            if (begins)
                await context.Response.Body.WriteAsync("<rss>"u8.ToArray(), context.RequestAborted);
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        var failed = await FailedAsync("/slow", Settings with { Timeout = TimeSpan.FromMilliseconds(300) });
        Assert.Equal(FetchFailure.TooSlow, failed.Failure);
        Assert.Contains("127.0.0.1", failed.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Being_stopped_is_not_a_failure(bool begins)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        _web.On("/slow", async context =>
        {
            if (begins)
                await context.Response.Body.WriteAsync("<rss>"u8.ToArray(), context.RequestAborted);
            await stopping.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        using var fetcher = new Fetcher(Settings, TimeProvider.System);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetcher.FetchAsync(new FetchRequest(_web.At("/slow")), stopping.Token));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_followed_from_where_it_stands(int status)
    {
        _web.OnRedirect("/old/feed", "../new/feed?x=1", status);
        _web.On("/new/feed", "<rss/>");
        var fetched = await FetchedAsync("/old/feed");
        Assert.Equal(_web.At("/new/feed?x=1"), fetched.Download.Address);
    }

    [Fact]
    public async Task Redirects_have_an_end()
    {
        _web.OnRedirect("/round", "/about");
        _web.OnRedirect("/about", "/round");
        var failed = await FailedAsync("/round");
        Assert.Equal(FetchFailure.Redirects, failed.Failure);
        Assert.Contains("127.0.0.1", failed.Why, StringComparison.Ordinal);
        Assert.Equal(Settings.MaxRedirects + 1, _web.Asked.Count);
    }

    [Theory]
    [InlineData("http://127.0.0.2:{port}/")]
    [InlineData("http://[::ffff:127.0.0.2]:{port}/")]
    [InlineData("http://[::1]:{port}/")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("//10.0.0.1/")]
    public async Task A_redirect_into_a_private_network_is_refused(string location)
    {
        _web.OnRedirect("/feed", location.Replace("{port}", $"{_web.Address.Port}", StringComparison.Ordinal));
        var failed = await FailedAsync("/feed");
        Assert.Equal(FetchFailure.Forbidden, failed.Failure);
        Assert.Contains("Fetching:AllowedNetworks", failed.Why, StringComparison.Ordinal);
        Assert.Single(_web.Asked);
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://example.org/feed")]
    [InlineData("gopher://example.org/")]
    [InlineData("data:text/xml,<rss/>")]
    [InlineData("javascript:alert(1)")]
    [InlineData("http://user:secret@127.0.0.1/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://0x7f.1/")]
    [InlineData("http://0177.0.0.1/")]
    [InlineData("//127.1/")]
    [InlineData("http://127.0.0.1:22/")]
    public async Task A_redirect_out_of_the_web_is_refused(string location)
    {
        _web.OnRedirect("/feed", location);
        var failed = await FailedAsync("/feed");
        Assert.Equal(FetchFailure.Forbidden, failed.Failure);
        Assert.DoesNotContain("secret", failed.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://rusi.example/", "http://rusi.example/", true)]
    [InlineData("https://rusi.example/", "https://rusi.example/", false)]
    [InlineData("http://rusi.example/", "https://rusi.example/", false)]
    [InlineData("http://rusi.example/", "http://rusi.example/", false)]
    public void A_redirect_may_not_give_up_encryption(string at, string next, bool isDowngrade) =>
        // On loopback nobody vouches for a certificate, so the rule is shown alone.
        Assert.Equal(isDowngrade, Fetcher.IsDowngrade(new Uri(at), new Uri(next)));

    [Fact]
    public async Task An_address_that_is_not_the_web_is_not_asked()
    {
        using var fetcher = new Fetcher(Settings, TimeProvider.System);
        var failed = Assert.IsType<FetchOutcome.Failed>(await fetcher.FetchAsync(new FetchRequest(new Uri("file:///etc/passwd")), Stop));
        Assert.Equal(FetchFailure.Forbidden, failed.Failure);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_that_breaks_off_is_cut_off(bool knowsLength)
    {
        _web.On("/feed", async context =>
        {
            if (knowsLength)
                context.Response.ContentLength = 1000;
            await context.Response.Body.WriteAsync("<rss>"u8.ToArray(), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            context.Abort();
        });
        var failed = await FailedAsync("/feed");
        Assert.Equal(FetchFailure.CutOff, failed.Failure);
        Assert.Contains("127.0.0.1", failed.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("zstd")]
    [InlineData("deflate")]
    public async Task A_packed_body_that_is_broken_is_cut_off(string encoding)
    {
        Answers("/feed", encoding, "<rss>this was never packed</rss>"u8.ToArray());
        Assert.Equal(FetchFailure.CutOff, (await FailedAsync("/feed")).Failure);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("zstd")]
    [InlineData("deflate")]
    public async Task A_packed_body_without_its_end_is_cut_off(string encoding)
    {
        var packed = Packed(encoding, RandomNumberGenerator.GetBytes(20_000));
        Answers("/feed", encoding, packed[..(packed.Length / 2)]);
        Assert.Equal(FetchFailure.CutOff, (await FailedAsync("/feed")).Failure);
    }

    [Fact]
    public async Task A_port_that_nobody_listens_on_is_no_connection()
    {
        using var fetcher = new Fetcher(Settings, TimeProvider.System);
        var failed = Assert.IsType<FetchOutcome.Failed>(await fetcher.FetchAsync(new FetchRequest(new Uri($"http://127.0.0.1:{FreePort()}/feed")), Stop));
        Assert.Equal(FetchFailure.NoConnection, failed.Failure);
        Assert.Contains("127.0.0.1", failed.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_nobody_has_is_no_such_host()
    {
        using var fetcher = new Fetcher(Settings with { Timeout = TimeSpan.FromSeconds(5) }, TimeProvider.System);
        var failed = Assert.IsType<FetchOutcome.Failed>(await fetcher.FetchAsync(new FetchRequest(new Uri("http://nobody.invalid/feed")), Stop));
        // Without a network, the machine's resolver may take its time to say so.
        Assert.Contains(failed.Failure, new[] { FetchFailure.NoSuchHost, FetchFailure.TooSlow });
        Assert.Contains("nobody.invalid", failed.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_insecure()
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await using var web = await TestWeb.StartAsync(certificate, Stop);
        web.On("/feed", "<rss/>");
        using var fetcher = new Fetcher(Settings, TimeProvider.System);
        var failed = Assert.IsType<FetchOutcome.Failed>(await fetcher.FetchAsync(new FetchRequest(web.At("/feed")), Stop));
        Assert.Equal(FetchFailure.Insecure, failed.Failure);
        Assert.Contains("127.0.0.1", failed.Why, StringComparison.Ordinal);
        Assert.Empty(web.Asked);
    }

    [Fact]
    public async Task Cookies_are_not_kept()
    {
        _web.On("/feed", context =>
        {
            context.Response.Headers.SetCookie = "visitor=1; Path=/";
            return context.Response.WriteAsync("<rss/>", context.RequestAborted);
        });
        using var fetcher = new Fetcher(Settings, TimeProvider.System);
        await fetcher.FetchAsync(new FetchRequest(_web.At("/feed")), Stop);
        await fetcher.FetchAsync(new FetchRequest(_web.At("/feed")), Stop);
        Assert.All(_web.Asked, request => Assert.Null(request.Header("Cookie")));
    }

    [Fact]
    public async Task The_program_says_who_it_is_and_where_to_write()
    {
        _web.On("/feed", "<rss/>");
        await FetchedAsync("/feed");
        Assert.Matches(@"^Aggregator/[0-9.]+ \(\+https://example\.org/bot\)$", _web.Asked[0].Header("User-Agent"));
    }

    [Theory]
    [InlineData("Text/HTML;  charset=\"Windows-1252\" ; x")]
    [InlineData("rss")]
    [InlineData("application/rss+xml;charset=utf8")]
    public async Task The_content_type_comes_as_it_was_sent(string type)
    {
        _web.On("/feed", "<rss/>"u8.ToArray(), type);
        Assert.Equal(type, (await FetchedAsync("/feed")).Download.ContentType);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Answers(string path, string encoding, byte[] packed) => _web.On(path, async context =>
    {
        context.Response.Headers.ContentEncoding = encoding;
        await context.Response.Body.WriteAsync(packed, context.RequestAborted);
    });

    private static byte[] Packed(string encoding, byte[] body)
    {
        var packed = new MemoryStream();
        using (Stream stream = encoding switch
        {
            "gzip" => new GZipStream(packed, CompressionLevel.Optimal),
            "br" => new BrotliStream(packed, CompressionLevel.Fastest),
            "zstd" => new ZstdSharp.CompressionStream(packed),
            _ => new ZLibStream(packed, CompressionLevel.Optimal),
        })
            stream.Write(body);
        return packed.ToArray();
    }

    private async Task<FetchOutcome.Fetched> FetchedAsync(string path)
    {
        using var fetcher = new Fetcher(Settings, TimeProvider.System);
        return Assert.IsType<FetchOutcome.Fetched>(await fetcher.FetchAsync(new FetchRequest(_web.At(path)), Stop));
    }

    private async Task<FetchOutcome.Failed> FailedAsync(string path, FetchingSettings? settings = null)
    {
        using var fetcher = new Fetcher(settings ?? Settings, TimeProvider.System);
        return Assert.IsType<FetchOutcome.Failed>(await fetcher.FetchAsync(new FetchRequest(_web.At(path)), Stop));
    }
}
