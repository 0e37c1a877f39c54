using Aggregator.Downloads;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Aggregator.Fetching;

public sealed class RobotsTests : IAsyncLifetime
{
    private static readonly FetchingSettings Settings = new() { AllowedNetworks = "127.0.0.1/32", Spacing = TimeSpan.Zero };

    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);
    private TestWeb _web = null!;
    private Fetcher _fetcher = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _web = await TestWeb.StartAsync(Stop);
        _web.On("/open", "<html>open</html>");
        _web.On("/closed", "<html>closed</html>");
        _fetcher = new Fetcher(Settings, _clock);
    }

    public ValueTask DisposeAsync()
    {
        _fetcher.Dispose();
        return _web.DisposeAsync();
    }

    [Fact]
    public async Task A_page_that_robots_may_not_read_is_not_read()
    {
        _web.On("/robots.txt", "User-agent: *\nDisallow: /closed", "text/plain");
        var failed = Assert.IsType<FetchOutcome.Failed>(await PageAsync("/closed"));
        Assert.Equal(FetchFailure.Robots, failed.Failure);
        Assert.Equal("127.0.0.1 asks in its robots.txt that this page is not read by programs.", failed.Why);
        Assert.NotNull(failed.Advice);
        Assert.IsType<FetchOutcome.Fetched>(await PageAsync("/open"));
        Assert.Equal(0, _web.TimesAsked("/closed"));
    }

    [Fact]
    public async Task A_feed_is_published_to_be_polled()
    {
        _web.On("/robots.txt", "User-agent: *\nDisallow: /", "text/plain");
        Assert.IsType<FetchOutcome.Fetched>(await _fetcher.FetchAsync(new FetchRequest(_web.At("/closed")), Stop));
        Assert.Equal(0, _web.TimesAsked("/robots.txt"));
    }

    [Fact]
    public async Task A_page_may_not_be_reached_by_a_redirect_either()
    {
        _web.On("/robots.txt", "User-agent: *\nDisallow: /closed", "text/plain");
        _web.OnRedirect("/door", "/closed");
        Assert.Equal(FetchFailure.Robots, Assert.IsType<FetchOutcome.Failed>(await PageAsync("/door")).Failure);
        Assert.Equal(0, _web.TimesAsked("/closed"));
    }

    [Fact]
    public async Task The_file_is_asked_for_once_a_day_and_once_by_many()
    {
        _web.On("/robots.txt", "User-agent: *\nDisallow: /closed", "text/plain");
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => PageAsync("/open")));
        Assert.Equal(1, _web.TimesAsked("/robots.txt"));
        _clock.Advance(TimeSpan.FromHours(23));
        await PageAsync("/open");
        Assert.Equal(1, _web.TimesAsked("/robots.txt"));
        _clock.Advance(TimeSpan.FromHours(2));
        _web.On("/robots.txt", "User-agent: *\nDisallow: /open", "text/plain");
        Assert.IsType<FetchOutcome.Failed>(await PageAsync("/open"));
        Assert.Equal(2, _web.TimesAsked("/robots.txt"));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(410)]
    public async Task No_file_is_no_wish(int status)
    {
        _web.On("/robots.txt", "User-agent: *\nDisallow: /", "text/plain", status);
        Assert.IsType<FetchOutcome.Fetched>(await PageAsync("/open"));
    }

    [Theory]
    [InlineData(500, FetchFailure.ServerError)]
    [InlineData(503, FetchFailure.Throttled)]
    [InlineData(429, FetchFailure.Throttled)]
    public async Task A_file_that_the_server_cannot_give_is_a_wish_to_be_left_alone_for_a_while(int status, FetchFailure failure)
    {
        _web.On("/robots.txt", "", "text/plain", status);
        for (var i = 0; i < 3; i++)
        {
            var failed = Assert.IsType<FetchOutcome.Failed>(await PageAsync("/open"));
            Assert.Equal(failure, failed.Failure);
            Assert.True(failed.IsPassing);
            Assert.StartsWith("The robots.txt of 127.0.0.1 cannot be read, so its pages are left alone for now: 127.0.0.1 answered ", failed.Why, StringComparison.Ordinal);
        }
        Assert.Equal(1, _web.TimesAsked("/robots.txt"));
        _clock.Advance(TimeSpan.FromMinutes(11));
        _web.On("/robots.txt", "", "text/plain");
        Assert.IsType<FetchOutcome.Fetched>(await PageAsync("/open"));
    }

    [Fact]
    public async Task An_older_copy_holds_while_the_file_cannot_be_read()
    {
        _web.On("/robots.txt", "User-agent: *\nDisallow: /closed", "text/plain");
        await PageAsync("/open");
        _web.On("/robots.txt", "", "text/plain", 500);
        _clock.Advance(TimeSpan.FromHours(25));
        Assert.IsType<FetchOutcome.Fetched>(await PageAsync("/open"));
        Assert.Equal(FetchFailure.Robots, Assert.IsType<FetchOutcome.Failed>(await PageAsync("/closed")).Failure);
        Assert.Equal(2, _web.TimesAsked("/robots.txt"));
    }

    [Fact]
    public async Task A_file_lost_for_a_month_is_taken_for_missing()
    {
        _web.On("/robots.txt", "", "text/plain", 500);
        Assert.IsType<FetchOutcome.Failed>(await PageAsync("/open"));
        _clock.Advance(TimeSpan.FromDays(31));
        Assert.IsType<FetchOutcome.Fetched>(await PageAsync("/open"));
    }

    [Fact]
    public async Task A_file_elsewhere_counts_for_the_site_that_leads_there()
    {
        _web.OnRedirect("/robots.txt", "/moved/robots");
        _web.On("/moved/robots", "User-agent: *\nDisallow: /closed", "text/plain");
        Assert.IsType<FetchOutcome.Failed>(await PageAsync("/closed"));
    }

    [Fact]
    public async Task Redirects_without_end_and_into_private_networks_are_no_wish()
    {
        _web.OnRedirect("/robots.txt", "/robots.txt");
        Assert.IsType<FetchOutcome.Fetched>(await PageAsync("/open"));
        _clock.Advance(TimeSpan.FromDays(2));
        _web.OnRedirect("/robots.txt", "http://10.0.0.1/robots.txt");
        Assert.IsType<FetchOutcome.Fetched>(await PageAsync("/open"));
    }

    [Fact]
    public async Task A_file_without_end_is_read_up_to_its_limit()
    {
        _web.On("/robots.txt", "User-agent: *\nDisallow: /closed\n" + new string('#', 3 * 1024 * 1024), "text/plain");
        Assert.IsType<FetchOutcome.Failed>(await PageAsync("/closed"));
        Assert.IsType<FetchOutcome.Fetched>(await PageAsync("/open"));
    }

    [Fact]
    public async Task The_file_counts_for_the_budget()
    {
        _web.On("/robots.txt", "", "text/plain");
        using var fetcher = new Fetcher(Settings with { PerHostPerHour = 1 }, _clock);
        var failed = Assert.IsType<FetchOutcome.Failed>(await fetcher.FetchAsync(new FetchRequest(_web.At("/open")) { IsPage = true }, Stop));
        Assert.Equal(FetchFailure.Budget, failed.Failure);
        Assert.Equal(1, _web.TimesAsked("/robots.txt"));
    }

    [Fact]
    public async Task Who_is_stopped_does_not_stop_the_others()
    {
        _web.On("/robots.txt", "", "text/plain");
        var hold = _web.HoldBack("/robots.txt");
        using var leaving = new CancellationTokenSource();
        var first = _fetcher.FetchAsync(new FetchRequest(_web.At("/open")) { IsPage = true }, leaving.Token);
        await hold.Asked;
        var second = PageAsync("/open");
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        hold.Release();
        Assert.IsType<FetchOutcome.Fetched>(await second);
    }

    private Task<FetchOutcome> PageAsync(string path) => _fetcher.FetchAsync(new FetchRequest(_web.At(path)) { IsPage = true }, Stop);
}
