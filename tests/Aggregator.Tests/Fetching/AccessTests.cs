using System.Net;
using System.Text;
using Aggregator.Downloads;
using Xunit;

namespace Aggregator.Fetching;

/// <summary>A source's own headers, credentials and proxy: where they go, and where they never do.</summary>
public sealed class AccessTests : IAsyncLifetime
{
    private static readonly FetchingSettings Settings = new()
    {
        AllowedNetworks = "127.0.0.0/8",
        Spacing = TimeSpan.Zero,
        Sources = new Dictionary<string, SourceAccess>(StringComparer.OrdinalIgnoreCase)
        {
            ["with_token"] = new() { Authorization = "Bearer s3cret" },
            ["basic"] = new() { User = "reader", Password = "s3cret:é" },
            ["headers"] = new() { Headers = { ["X-Api-Key"] = "s3cret", ["Accept-Language"] = "de" } },
        },
    };

    private TestWeb _web = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _web = await TestWeb.StartAsync(Stop);
        _web.On("/feed", "<rss/>");
    }

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    [Fact]
    public async Task Credentials_go_to_their_source_and_to_nobody_else()
    {
        await FetchAsync("with-token", "/feed");
        Assert.Equal("Bearer s3cret", _web.Asked[^1].Header("Authorization"));
        await FetchAsync("basic", "/feed");
        Assert.Equal("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("reader:s3cret:é")), _web.Asked[^1].Header("Authorization"));
        await FetchAsync("headers", "/feed");
        Assert.Equal("s3cret", _web.Asked[^1].Header("X-Api-Key"));
        Assert.Equal("de", _web.Asked[^1].Header("Accept-Language"));
        Assert.Null(_web.Asked[^1].Header("Authorization"));
        await FetchAsync("another", "/feed");
        await FetchAsync(null, "/feed");
        Assert.All(_web.Asked.TakeLast(2), request => Assert.Null(request.Header("Authorization") ?? request.Header("X-Api-Key")));
    }

    [Fact]
    public async Task They_stay_at_home_when_the_source_leads_elsewhere()
    {
        _web.OnRedirect("/within", "/feed");
        await using var stranger = await TestWeb.StartAsync(Stop);
        stranger.On("/feed", "<rss/>");
        _web.OnRedirect("/away", stranger.At("/feed").AbsoluteUri);
        foreach (var source in new[] { "with-token", "basic", "headers" })
        {
            Assert.IsType<FetchOutcome.Fetched>(await FetchAsync(source, "/away"));
            Assert.IsType<FetchOutcome.Fetched>(await FetchAsync(source, "/within"));
            Assert.NotNull(_web.Asked[^1].Header("Authorization") ?? _web.Asked[^1].Header("X-Api-Key"));
        }
        Assert.Equal(3, stranger.Asked.Count);
        Assert.All(stranger.Asked, request => Assert.DoesNotContain(request.Headers, header => header.Value.Contains("s3cret", StringComparison.Ordinal) || header.Key == "Authorization"));
    }

    [Theory]
    [InlineData("https://a.example/", "https://a.example/x", true)]
    [InlineData("http://a.example/", "https://A.example/x", true)]
    [InlineData("https://a.example/", "http://a.example/x", false)]
    [InlineData("https://a.example/", "https://b.a.example/x", false)]
    [InlineData("https://a.example/", "https://a.example:8443/x", false)]
    [InlineData("http://a.example:8080/", "https://a.example/x", false)]
    public void Home_is_the_same_host_and_never_less_safe(string source, string at, bool isHome) => Assert.Equal(isHome, Fetcher.IsHome(new Uri(source), new Uri(at)));

    [Fact]
    public async Task Robots_are_asked_without_credentials()
    {
        using var fetcher = new Fetcher(Settings, TimeProvider.System);
        await fetcher.FetchAsync(new FetchRequest(_web.At("/feed")) { Source = "with-token", IsPage = true }, Stop);
        Assert.Equal(["/robots.txt", "/feed"], _web.Asked.Select(request => request.Path));
        Assert.Null(_web.Asked[0].Header("Authorization"));
    }

    [Fact]
    public async Task A_secret_is_in_no_outcome_even_when_the_server_repeats_it()
    {
        await using var server = new RawServer("HTTP/1.1 401 Bearer s3cret is wrong\nWWW-Authenticate: Bearer s3cret\nContent-Length: 0\n\n");
        using var fetcher = new Fetcher(Settings, TimeProvider.System);
        var outcome = await fetcher.FetchAsync(new FetchRequest(server.At()) { Source = "with-token" }, Stop);
        Assert.DoesNotContain("s3cret", outcome.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", Settings.ToString() + Settings.Sources["basic"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proxy_is_asked_only_when_it_is_set_and_after_the_address_is_tested()
    {
        await using var proxy = await TestWeb.StartAsync(Stop);
        proxy.On("/feed", "<rss>by proxy</rss>");
        using var fetcher = new Fetcher(Settings with { AllowedNetworks = "", Proxy = $"http://user:s3cret@127.0.0.1:{proxy.Address.Port}" }, TimeProvider.System,
            (host, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse(host == "rusi.example" ? "8.8.8.8" : "10.0.0.1")]));
        var fetched = Assert.IsType<FetchOutcome.Fetched>(await fetcher.FetchAsync(new FetchRequest(new Uri("http://rusi.example/feed")), Stop));
        Assert.Equal("<rss>by proxy</rss>", Encoding.UTF8.GetString(fetched.Download.Body.Span));
        foreach (var address in new[] { "http://inside.example/feed", "http://10.0.0.1/feed", "http://[::1]/feed", "http://localhost/feed" })
        {
            var failed = Assert.IsType<FetchOutcome.Failed>(await fetcher.FetchAsync(new FetchRequest(new Uri(address)), Stop));
            Assert.Equal(FetchFailure.Forbidden, failed.Failure);
        }
        Assert.Single(proxy.Asked);
    }

    [Theory]
    [InlineData("Sources:rusi:Password", "x", true)]
    [InlineData("Sources:rusi:Authorization", "x", true)]
    [InlineData("Sources:rusi:Headers:X-Api-Key", "x", true)]
    [InlineData("Sources:rusi:Headers:Cookie", "x", true)]
    [InlineData("Sources:rusi:Headers:Accept-Language", "x", false)]
    [InlineData("Sources:rusi:Proxy", "http://proxy:3128", false)]
    [InlineData("Sources:rusi:Proxy", "http://a:b@proxy:3128", true)]
    [InlineData("Proxy", "http://a:b@proxy:3128", true)]
    [InlineData("Contact", "bot@example.org", false)]
    public void A_secret_is_known_as_one(string path, string value, bool isSecret) => Assert.Equal(isSecret, FetchingSettings.IsSecret(path, value));

    [Fact]
    public void Settings_that_cannot_work_are_told_without_their_values()
    {
        var settings = new FetchingSettings
        {
            PerHostPerHour = 0,
            ConnectTimeout = TimeSpan.Zero,
            HeadersTimeout = TimeSpan.FromHours(1),
            Proxy = "s3cret",
            Sources = new()
            {
                ["a"] = new() { Authorization = "s3cret", User = "u", Password = "s3cret" },
                ["b"] = new() { Password = "s3cret" },
                ["c"] = new() { Authorization = "s3cret\r\nX: y" },
                ["d"] = new() { Headers = { ["Host"] = "s3cret" } },
                ["e"] = new() { Proxy = "ftp://s3cret" },
            },
        };
        var problems = settings.Problems().ToList();
        Assert.Equal(9, problems.Count);
        Assert.All(problems, problem => Assert.DoesNotContain("s3cret", problem, StringComparison.Ordinal));
        Assert.Empty(Settings.Problems());
        Assert.Empty(new FetchingSettings().Problems());
    }

    private async Task<FetchOutcome> FetchAsync(string? source, string path)
    {
        using var fetcher = new Fetcher(Settings, TimeProvider.System);
        return await fetcher.FetchAsync(new FetchRequest(_web.At(path)) { Source = source }, Stop);
    }
}
