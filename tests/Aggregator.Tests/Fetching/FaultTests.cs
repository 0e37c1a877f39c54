using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Aggregator.Downloads;
using Xunit;

namespace Aggregator.Fetching;

/// <summary>Everything that servers do wrong: each is one sentence of the right kind, thrown is nothing, and it does not take long.</summary>
public sealed class FaultTests
{
    private static readonly FetchingSettings Settings = new()
    {
        AllowedNetworks = "127.0.0.1/32",
        Spacing = TimeSpan.Zero,
        MaxBytes = 64 * 1024,
        Timeout = TimeSpan.FromSeconds(10),
    };

    private static readonly FetchingSettings Hasty = Settings with { Timeout = TimeSpan.FromMilliseconds(400), HeadersTimeout = TimeSpan.FromMilliseconds(250) };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Whole answers that are wrong from the first to the last byte.</summary>
    public static TheoryData<string, string, FetchFailure> Answers => new()
    {
        { "short length and cut", "HTTP/1.1 200 OK\nContent-Length: 1000\n\n<rss/>", FetchFailure.CutOff },
        { "chunk without end", "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n6\n<rss/>\n", FetchFailure.CutOff },
        { "chunk longer than it says", "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n3\n<rss/>\n0\n\n", FetchFailure.CutOff },
        { "chunk with a size of words", "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\nlots\n<rss/>\n0\n\n", FetchFailure.CutOff },
        { "chunk with a size of a flood", "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\nFFFFFFFFFFFFFFFFFF\n<rss/>\n0\n\n", FetchFailure.CutOff },
        { "nothing", "", FetchFailure.CutOff },
        { "http 0.9", "<rss version='2.0'><channel/></rss>\n", FetchFailure.CutOff },
        { "another protocol", "220 mail.example ESMTP\n", FetchFailure.CutOff },
        { "garbage", "\u0000\u0001\u00FF\u00FE\n\n\n", FetchFailure.CutOff },
        { "half a head", "HTTP/1.1 200 OK\nContent-Type: te", FetchFailure.CutOff },
        { "a status of four digits", "HTTP/1.1 2000 OK\n\n", FetchFailure.CutOff },
        { "a header without a name", "HTTP/1.1 200 OK\n: x\nContent-Length: 0\n\n", FetchFailure.CutOff },
        { "gzip that is none", "HTTP/1.1 200 OK\nContent-Encoding: gzip\nConnection: close\n\n<rss/>", FetchFailure.CutOff },
        { "zstd that is none", "HTTP/1.1 200 OK\nContent-Encoding: zstd\nConnection: close\n\n<rss/>", FetchFailure.CutOff },
        { "x-gzip that is none", "HTTP/1.1 200 OK\nContent-Encoding: x-gzip\nConnection: close\n\n<rss/>", FetchFailure.CutOff },
        { "header of a megabyte", "HTTP/1.1 200 OK\nX-Long: " + new string('x', 1024 * 1024) + "\n\n<rss/>", FetchFailure.TooLarge },
        { "headers of a megabyte", "HTTP/1.1 200 OK\n" + string.Concat(Enumerable.Repeat("X-Long: " + new string('x', 1000) + "\n", 1000)) + "\n<rss/>", FetchFailure.TooLarge },
        { "304 for nothing", "HTTP/1.1 304 Not Modified\n\n", FetchFailure.ServerError },
        { "500", "HTTP/1.1 500 \u001B[31mOops\u0007\nContent-Length: 0\n\n", FetchFailure.ServerError },
        { "500 without a body's end", "HTTP/1.1 500 Oops\nContent-Length: 100\n\nx", FetchFailure.ServerError },
        { "redirect to nowhere", "HTTP/1.1 301 Moved\nContent-Length: 0\n\n", FetchFailure.Redirects },
        { "redirect to an empty place", "HTTP/1.1 301 Moved\nLocation: \nContent-Length: 0\n\n", FetchFailure.Redirects },
        { "redirect to two places", "HTTP/1.1 301 Moved\nLocation: /a\nLocation: /b\nContent-Length: 0\n\n", FetchFailure.Redirects },
        { "redirect through control characters", "HTTP/1.1 301 Moved\nLocation: /a\u001B[2Jb\nContent-Length: 0\n\n", FetchFailure.Redirects },
        { "redirect to what is no address", "HTTP/1.1 301 Moved\nLocation: http://\nContent-Length: 0\n\n", FetchFailure.Redirects },
        { "redirect to a long way off", "HTTP/1.1 301 Moved\nLocation: /" + new string('x', 9000) + "\nContent-Length: 0\n\n", FetchFailure.Redirects },
        { "redirect to itself", "HTTP/1.1 302 Found\nLocation: /feed\nContent-Length: 0\n\n", FetchFailure.Redirects },
        { "redirect to a private address", "HTTP/1.1 302 Found\nLocation: http://169.254.169.254/latest/\nContent-Length: 0\n\n", FetchFailure.Forbidden },
        { "bot wall", "HTTP/1.1 403 Forbidden\nServer: cloudflare\ncf-mitigated: challenge\nContent-Length: 0\n\n", FetchFailure.Blocked },
        { "bot wall that says OK", "HTTP/1.1 200 OK\nContent-Type: text/html\nConnection: close\n\n<html><title>Just a moment...</title></html>", FetchFailure.Blocked },
        { "gone", "HTTP/1.1 410 Gone\nContent-Length: 0\n\n", FetchFailure.Gone },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task A_wrong_answer_is_one_sentence(string fault, string answer, FetchFailure failure)
    {
        await using var server = new RawServer(answer);
        Assert.True(fault.Length > 0);
        Assert.Equal(failure, (await FailedAsync(server.At(), Settings)).Failure);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\nContent-Length: 6\n\n<rss/> and more than it said")]
    [InlineData("HTTP/1.1 200 OK\nContent-Length: 6\nContent-Length: 7\n\n<rss/>")]
    [InlineData("HTTP/1.1 200 OK\nContent-Length: many\nConnection: close\n\n<rss/>")]
    [InlineData("HTTP/1.0 200 OK\n\n<rss/>")]
    [InlineData("HTTP/1.1 200\nConnection: close\n\n<rss/>")]
    [InlineData("HTTP/1.1 200 OK\nContent-Type: text/xml; charset=klingon\nConnection: close\n\n<rss/>")]
    [InlineData("HTTP/1.1 200 OK\nContent-Type: \nConnection: close\n\n<rss/>")]
    [InlineData("HTTP/1.1 200 OK\nContent-Encoding: none\nConnection: close\n\n<rss/>")]
    [InlineData("HTTP/1.1 200 OK\nSet-Cookie: a\nSet-Cookie: b\nConnection: close\n\n<rss/>")]
    [InlineData("HTTP/1.1 100 Continue\n\nHTTP/1.1 103 Early Hints\nLink: </x>\n\nHTTP/1.1 200 OK\nConnection: close\n\n<rss/>")]
    public async Task What_is_odd_but_whole_is_read(string answer)
    {
        await using var server = new RawServer(answer);
        Assert.Equal("<rss/>", Encoding.ASCII.GetString((await FetchedAsync(server.At())).Download.Body.Span));
    }

    [Fact]
    public async Task A_hundred_headers_are_read()
    {
        await using var server = new RawServer("HTTP/1.1 200 OK\n" + string.Concat(Enumerable.Range(0, 100).Select(i => $"X-{i}: {i}\n")) + "Connection: close\n\n<rss/>");
        Assert.Equal(6, (await FetchedAsync(server.At())).Download.Body.Length);
    }

    [Theory]
    [InlineData("ETag: abc", "abc")]
    [InlineData("ETag: W/abc", "W/abc")]
    [InlineData("ETag: w/\"a\"", "w/\"a\"")]
    [InlineData("ETag: \"caf\u00E9\"", "\"caf\u00E9\"")]
    public async Task An_odd_tag_is_kept_as_it_came(string header, string tag)
    {
        await using var server = new RawServer($"HTTP/1.1 200 OK\n{header}\nConnection: close\n\n<rss/>");
        Assert.Equal(tag, (await FetchedAsync(server.At())).Validators.ETag);
    }

    [Fact]
    public async Task A_changed_body_under_the_same_tag_is_a_new_body()
    {
        var body = 0;
        await using var server = new RawServer((stream, stop) => RawServer.SayAsync(stream, $"HTTP/1.1 200 OK\nETag: \"1\"\nConnection: close\n\n<rss>{body++}</rss>", stop));
        var (first, second) = (await FetchedAsync(server.At()), await FetchedAsync(server.At()));
        Assert.Equal(first.Validators, second.Validators);
        Assert.NotEqual(ContentHash.Of(first.Download.Body.Span), ContentHash.Of(second.Download.Body.Span));
    }

    [Fact]
    public async Task Headers_that_drip_are_too_slow()
    {
        await using var server = new RawServer((stream, stop) => DripAsync(stream, "HTTP/1.1 200 OK\n", "X-Slow: 1\n", stop));
        Assert.Equal(FetchFailure.TooSlow, (await FailedAsync(server.At(), Hasty)).Failure);
    }

    [Fact]
    public async Task A_body_that_drips_is_too_slow()
    {
        await using var server = new RawServer((stream, stop) => DripAsync(stream, "HTTP/1.1 200 OK\n\n<rss>", "x", stop));
        var failed = await FailedAsync(server.At(), Hasty);
        Assert.Equal(FetchFailure.TooSlow, failed.Failure);
        Assert.Equal("127.0.0.1 did not end its answer within 0.4 seconds.", failed.Why);
    }

    [Fact]
    public async Task A_refusal_that_drips_is_still_that_refusal_or_too_slow()
    {
        await using var server = new RawServer((stream, stop) => DripAsync(stream, "HTTP/1.1 429 Slow down\nRetry-After: 60\n\n", "x", stop));
        Assert.Equal(FetchFailure.TooSlow, (await FailedAsync(server.At(), Hasty)).Failure);
        using var patient = new Fetcher(Settings, TimeProvider.System);
        var failed = Assert.IsType<FetchOutcome.Failed>(await patient.FetchAsync(new FetchRequest(server.At()), Stop));
        Assert.Equal(TimeSpan.FromMinutes(1), failed.RetryAfter);
    }

    [Fact]
    public async Task Redirects_share_one_time_limit()
    {
        await using var server = new RawServer(async (stream, stop) =>
        {
            await Task.Delay(150, stop);
            await RawServer.SayAsync(stream, $"HTTP/1.1 302 Found\nLocation: /{Guid.NewGuid()}\nContent-Length: 0\n\n", stop);
        });
        Assert.Equal(FetchFailure.TooSlow, (await FailedAsync(server.At(), Hasty with { MaxRedirects = 20 })).Failure);
        Assert.InRange(server.Asked, 2, 4);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\nContent-Length: 1000\n\n<rss>")]
    [InlineData("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n5\n<rss>\n")]
    [InlineData("HTTP/1.1 200 OK\n\n<rss>")]
    [InlineData("HTTP/1.1 200 OK\n")]
    [InlineData("")]
    public async Task A_reset_is_cut_off(string before)
    {
        await using var server = new RawServer(async (stream, stop) =>
        {
            await RawServer.SayAsync(stream, before, stop);
            throw new IOException("reset");
        });
        Assert.Equal(FetchFailure.CutOff, (await FailedAsync(server.At(), Settings)).Failure);
    }

    [Fact]
    public async Task A_gigabyte_in_a_small_gzip_is_too_large()
    {
        var sent = 0L;
        await using var server = new RawServer(async (stream, stop) =>
        {
            await RawServer.SayAsync(stream, "HTTP/1.1 200 OK\nContent-Encoding: gzip\n\n", stop);
            await using var packing = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true);
            var zeros = new byte[1024 * 1024];
            for (; sent < 1024; sent++)
            {
                await packing.WriteAsync(zeros, stop);
                await packing.FlushAsync(stop);
            }
        });
        var before = GC.GetTotalAllocatedBytes();
        Assert.Equal(FetchFailure.TooLarge, (await FailedAsync(server.At(), Settings)).Failure);
        Assert.True(GC.GetTotalAllocatedBytes() - before < 256 * 1024 * 1024);
    }

    [Fact]
    public async Task A_stream_without_end_is_too_large()
    {
        await using var server = new RawServer(async (stream, stop) =>
        {
            await RawServer.SayAsync(stream, "HTTP/1.1 200 OK\n\n", stop);
            while (true)
                await stream.WriteAsync(new byte[16 * 1024], stop);
        });
        Assert.Equal(FetchFailure.TooLarge, (await FailedAsync(server.At(), Settings)).Failure);
    }

    [Theory]
    [InlineData("10.0.0.1")]
    [InlineData("127.0.0.2")]
    [InlineData("169.254.169.254")]
    [InlineData("::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("8.8.8.8", "10.0.0.1")]
    public async Task A_name_that_leads_to_a_private_address_is_refused(params string[] addresses)
    {
        using var fetcher = new Fetcher(Settings, TimeProvider.System, (_, _) => Task.FromResult<IPAddress[]>([.. addresses.Select(IPAddress.Parse)]));
        var failed = Told(await fetcher.FetchAsync(new FetchRequest(new Uri("http://rebinding.example/feed")), Stop), "rebinding.example");
        Assert.Equal(FetchFailure.Forbidden, failed.Failure);
    }

    [Fact]
    public async Task A_name_that_nobody_knows_is_no_such_host()
    {
        using var fetcher = new Fetcher(Settings, TimeProvider.System, (_, _) => throw new SocketException((int)SocketError.HostNotFound));
        Assert.Equal(FetchFailure.NoSuchHost, Told(await fetcher.FetchAsync(new FetchRequest(new Uri("http://nobody.example/feed")), Stop), "nobody.example").Failure);
    }

    [Fact]
    public async Task A_server_that_nobody_reaches_is_too_slow()
    {
        // Nothing is sent: a resolver that never answers stands for a network that never does.
        var settings = Hasty with { ConnectTimeout = TimeSpan.FromMilliseconds(150) };
        using var fetcher = new Fetcher(settings, TimeProvider.System, async (_, stop) =>
        {
            await Task.Delay(Timeout.Infinite, stop);
            return [];
        });
        var failed = Told(await fetcher.FetchAsync(new FetchRequest(new Uri("http://far.example/feed")), Stop), "far.example");
        Assert.Equal(FetchFailure.TooSlow, failed.Failure);
        Assert.Equal("far.example did not let us connect within 0.15 seconds.", failed.Why);
    }

    [Theory]
    [InlineData("CN=127.0.0.1", -1, 1)] // nobody vouches
    [InlineData("CN=127.0.0.1", -9, -1)] // expired
    [InlineData("CN=other.example", -1, 1)] // another's
    public async Task A_certificate_that_is_wrong_is_insecure(string name, int from, int to)
    {
        using var certificate = Certificate(name, from, to);
        await using var server = new RawServer((stream, stop) => RawServer.SayAsync(stream, "HTTP/1.1 200 OK\nConnection: close\n\n<rss/>", stop), certificate);
        Assert.Equal(FetchFailure.Insecure, (await FailedAsync(server.At("https"), Settings)).Failure);
        Assert.Equal(0, server.Asked);
    }

    [Fact]
    public async Task Plain_http_at_a_tls_port_is_insecure()
    {
        await using var server = await TestWeb.StartAsync(Stop);
        Assert.Equal(FetchFailure.Insecure, (await FailedAsync(new UriBuilder(server.Address) { Scheme = "https" }.Uri, Settings)).Failure);
    }

    [Fact]
    public async Task Tls_at_a_plain_port_is_cut_off()
    {
        using var certificate = Certificate("CN=127.0.0.1", -1, 1);
        await using var server = await TestWeb.StartAsync(certificate, Stop);
        Assert.Equal(FetchFailure.CutOff, (await FailedAsync(new UriBuilder(server.Address) { Scheme = "http" }.Uri, Settings)).Failure);
    }

    private static X509Certificate2 Certificate(string name, int from, int to)
    {
        using var key = RSA.Create(2048);
        using var made = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(from), DateTimeOffset.UtcNow.AddDays(to));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>A little at a time, for ever: the fault itself, not a wait of the test's.</summary>
    private static async Task DripAsync(Stream stream, string first, string then, CancellationToken stop)
    {
        await RawServer.SayAsync(stream, first, stop);
        while (true)
        {
            await Task.Delay(20, stop);
            await RawServer.SayAsync(stream, then, stop);
        }
    }

    private static async Task<FetchOutcome.Fetched> FetchedAsync(Uri address)
    {
        using var fetcher = new Fetcher(Settings, TimeProvider.System);
        return Assert.IsType<FetchOutcome.Fetched>(await fetcher.FetchAsync(new FetchRequest(address), Stop));
    }

    private static async Task<FetchOutcome.Failed> FailedAsync(Uri address, FetchingSettings settings)
    {
        var start = Stopwatch.GetTimestamp();
        using var fetcher = new Fetcher(settings, TimeProvider.System);
        var failed = Told(await fetcher.FetchAsync(new FetchRequest(address), Stop), "127.0.0.1");
        // Its limit, and room for a busy machine.
        Assert.True(Stopwatch.GetElapsedTime(start) < settings.Timeout + TimeSpan.FromSeconds(10));
        return failed;
    }

    /// <summary>One sentence for a person: it names the host, ends with a full stop, and steers no terminal.</summary>
    private static FetchOutcome.Failed Told(FetchOutcome outcome, string host)
    {
        var failed = Assert.IsType<FetchOutcome.Failed>(outcome);
        Assert.Contains(failed.Failure == FetchFailure.Forbidden ? "Fetching:AllowedNetworks" : host, failed.Why, StringComparison.Ordinal);
        Assert.EndsWith(".", failed.Why, StringComparison.Ordinal);
        Assert.DoesNotContain("..", failed.Why, StringComparison.Ordinal);
        Assert.DoesNotContain(failed.Why, char.IsControl);
        Assert.True(failed.Why.Length < 400);
        return failed;
    }
}
