using System.Globalization;
using Aggregator.Downloads;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Aggregator.Fetching;

/// <summary>What an answer says beside its body: moves, freshness, and wishes to be left alone.</summary>
public sealed class ServedTests : IAsyncLifetime
{
    private static readonly FetchingSettings Settings = new() { AllowedNetworks = "127.0.0.1/32", Spacing = TimeSpan.Zero };

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 2, 24, 9, 0, 0, TimeSpan.Zero));
    private TestWeb _web = null!;
    private Fetcher _fetcher = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _web = await TestWeb.StartAsync(Stop);
        _web.OnTagged("/new", "<rss/>", "\"1\"");
        _fetcher = new Fetcher(Settings, _clock);
    }

    public ValueTask DisposeAsync()
    {
        _fetcher.Dispose();
        return _web.DisposeAsync();
    }

    [Theory]
    [InlineData(true, 301)]
    [InlineData(true, 308)]
    [InlineData(true, 301, 308, 301)]
    [InlineData(false, 302)]
    [InlineData(false, 307)]
    [InlineData(false, 301, 302)]
    [InlineData(false, 303, 301)]
    [InlineData(false)]
    public async Task A_move_is_for_good_when_every_step_is(bool isForGood, params int[] steps)
    {
        for (var i = 0; i < steps.Length; i++)
            _web.OnRedirect($"/step{i}", i + 1 < steps.Length ? $"/step{i + 1}" : "/new#top", steps[i]);
        var start = steps.Length > 0 ? "/step0" : "/new";
        Assert.Equal(isForGood ? _web.At("/new") : null, (await AskAsync(start)).Served.MovedTo);
        // Also when nothing is new there.
        var unchanged = await _fetcher.FetchAsync(new FetchRequest(_web.At(start)) { Validators = new Validators("\"1\"", null) }, Stop);
        Assert.IsType<FetchOutcome.NotModified>(unchanged);
        Assert.Equal(isForGood ? _web.At("/new") : null, unchanged.Served.MovedTo);
    }

    [Fact]
    public async Task A_move_to_what_fails_is_no_move()
    {
        _web.OnRedirect("/old", "/missing", 301);
        Assert.Null((await AskAsync("/old")).Served.MovedTo);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(304)]
    public async Task Freshness_is_told_for_new_and_old(int status)
    {
        _web.On("/feed", context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.CacheControl = "public, max-age=1800";
            return Task.CompletedTask;
        });
        var outcome = await _fetcher.FetchAsync(new FetchRequest(_web.At("/feed")) { Validators = new Validators("\"1\"", null) }, Stop);
        Assert.Equal(TimeSpan.FromMinutes(30), outcome.Served.FreshFor);
    }

    [Theory]
    [InlineData(429, "120")]
    [InlineData(503, "120")]
    [InlineData(503, "Tue, 24 Feb 2026 09:02:00 GMT")]
    public async Task Who_asks_for_peace_has_it_for_every_address(int status, string retryAfter)
    {
        Busy("/feed", status, retryAfter);
        var first = Assert.IsType<FetchOutcome.Failed>(await AskAsync("/feed"));
        Assert.Equal(FetchFailure.Throttled, first.Failure);
        Assert.Equal(TimeSpan.FromMinutes(2), first.RetryAfter);
        var second = Assert.IsType<FetchOutcome.Failed>(await AskAsync("/new"));
        Assert.Equal(FetchFailure.Throttled, second.Failure);
        Assert.Equal("127.0.0.1 asked to be left alone until 2026-02-24 09:02:00 UTC.", second.Why);
        Assert.Single(_web.Asked);
        _clock.Advance(TimeSpan.FromMinutes(2));
        Assert.IsType<FetchOutcome.Fetched>(await AskAsync("/new"));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("Tue, 24 Feb 2015 09:02:00 GMT")]
    public async Task A_time_in_the_past_is_now(string retryAfter)
    {
        Busy("/feed", 503, retryAfter);
        Assert.Equal(TimeSpan.Zero, Assert.IsType<FetchOutcome.Failed>(await AskAsync("/feed")).RetryAfter);
        Assert.IsType<FetchOutcome.Fetched>(await AskAsync("/new"));
    }

    [Fact]
    public async Task A_server_that_says_never_again_is_asked_after_a_week()
    {
        Busy("/feed", 503, (10L * 365 * 86_400).ToString(CultureInfo.InvariantCulture));
        Assert.Equal(TimeSpan.FromDays(7), Assert.IsType<FetchOutcome.Failed>(await AskAsync("/feed")).RetryAfter);
        _clock.Advance(TimeSpan.FromDays(7));
        Assert.IsType<FetchOutcome.Fetched>(await AskAsync("/new"));
    }

    [Fact]
    public async Task Too_often_without_a_time_is_a_minute_of_peace_and_down_without_one_is_none()
    {
        Busy("/down", 503, "");
        Assert.Null(Assert.IsType<FetchOutcome.Failed>(await AskAsync("/down")).RetryAfter);
        Assert.IsType<FetchOutcome.Fetched>(await AskAsync("/new"));
        Busy("/feed", 429, "");
        Assert.Null(Assert.IsType<FetchOutcome.Failed>(await AskAsync("/feed")).RetryAfter);
        Assert.IsType<FetchOutcome.Failed>(await AskAsync("/new"));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.IsType<FetchOutcome.Fetched>(await AskAsync("/new"));
    }

    [Fact]
    public async Task A_wall_is_named_with_what_to_try_instead()
    {
        _web.On("/feed", "<html><title>Just a moment...</title></html>", status: 403);
        var failed = Assert.IsType<FetchOutcome.Failed>(await AskAsync("/feed"));
        Assert.Equal(FetchFailure.Blocked, failed.Failure);
        Assert.Equal("127.0.0.1 lets no program in: its answer (403) is a challenge of Cloudflare.", failed.Why);
        Assert.Contains("feed", failed.Advice, StringComparison.Ordinal);
        Assert.False(failed.IsPassing);
    }

    [Fact]
    public async Task The_ceiling_of_the_hour_holds_over_redirects_too()
    {
        using var fetcher = new Fetcher(Settings with { PerHostPerHour = 3 }, _clock);
        _web.OnRedirect("/old", "/new");
        Assert.IsType<FetchOutcome.Fetched>(await fetcher.FetchAsync(new FetchRequest(_web.At("/old")), Stop));
        Assert.Equal(FetchFailure.Budget, Assert.IsType<FetchOutcome.Failed>(await fetcher.FetchAsync(new FetchRequest(_web.At("/old")), Stop)).Failure);
        Assert.Equal(3, _web.Asked.Count);
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.IsType<FetchOutcome.Fetched>(await fetcher.FetchAsync(new FetchRequest(_web.At("/old")), Stop));
    }

    [Theory]
    [InlineData("/new", "/new")]
    [InlineData("new", "/new")]
    [InlineData("  /new", "/new")]
    [InlineData("?x=1", "/old")]
    [InlineData("./a/../new", "/new")]
    public async Task A_location_is_read_as_browsers_do(string location, string path)
    {
        _web.On("/old", context =>
        {
            if (context.Request.QueryString.HasValue)
                return Task.CompletedTask;
            context.Response.StatusCode = 302;
            context.Response.Headers.Location = location;
            return Task.CompletedTask;
        });
        Assert.Equal(path, Assert.IsType<FetchOutcome.Fetched>(await AskAsync("/old")).Download.Address?.AbsolutePath);
    }

    [Theory]
    [InlineData("/caf\u00C3\u00A9")] // UTF-8, as its bytes
    [InlineData("/caf\u00E9")] // Latin-1
    [InlineData("/caf%C3%A9")]
    public async Task A_location_with_letters_of_its_own_is_read(string location)
    {
        await using var server = new RawServer(async (stream, stop) => await RawServer.SayAsync(stream, $"HTTP/1.1 302 Found\nLocation: {_web.Address}{location[1..]}\nContent-Length: 0\n\n", stop));
        _web.On("/caf\u00E9", "<rss/>");
        Assert.IsType<FetchOutcome.Fetched>(await _fetcher.FetchAsync(new FetchRequest(server.At()), Stop));
    }

    private void Busy(string path, int status, string retryAfter) => _web.On(path, context =>
    {
        context.Response.StatusCode = status;
        if (retryAfter.Length > 0)
            context.Response.Headers.RetryAfter = retryAfter;
        return Task.CompletedTask;
    });

    private Task<FetchOutcome> AskAsync(string path) => _fetcher.FetchAsync(new FetchRequest(_web.At(path)), Stop);
}
