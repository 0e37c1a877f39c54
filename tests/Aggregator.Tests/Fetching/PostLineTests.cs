using System.Net;
using System.Text;
using Aggregator.Downloads;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Aggregator.Fetching;

public sealed class PostLineTests : IAsyncLifetime
{
    private static readonly FetchingSettings Open = new() { AllowedNetworks = "127.0.0.1/32" };

    private TestWeb _web = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _web = await TestWeb.StartAsync(Stop);

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    [Fact]
    public async Task A_document_is_posted_with_its_key_and_the_status_comes_back()
    {
        var body = "";
        _web.On("/hook", async context =>
        {
            body = context.Request.Method + await new StreamReader(context.Request.Body).ReadToEndAsync(Stop);
            context.Response.StatusCode = StatusCodes.Status202Accepted;
        });
        using var line = new PostLine(Open);
        var posted = await line.PostAsync(_web.At("/hook"), Encoding.UTF8.GetBytes("{\"é\":1}"), "digest.1-2.abc@example.org", Stop);
        Assert.Equal(new PostOutcome.Answered(202), posted);
        Assert.Equal("POST{\"é\":1}", body);
        Assert.Equal("\"digest.1-2.abc@example.org\"", Assert.Single(_web.Asked).Header("Idempotency-Key"));
        Assert.Equal("application/json", _web.Asked[0].Header("Content-Type"));
    }

    [Fact]
    public async Task A_private_address_is_not_posted_to()
    {
        using var line = new PostLine(new FetchingSettings());
        Assert.True(Assert.IsType<PostOutcome.NotSent>(await line.PostAsync(_web.At("/hook"), [1], "id", Stop)).IsForbidden);
        using var named = new PostLine(new FetchingSettings(), (_, _) => Task.FromResult(new[] { IPAddress.Parse("169.254.169.254") }));
        Assert.True(Assert.IsType<PostOutcome.NotSent>(await named.PostAsync(new Uri("https://hooks.example.org/"), [1], "id", Stop)).IsForbidden);
        Assert.Empty(_web.Asked);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        _web.OnRedirect("/hook", "/other", 307);
        using var line = new PostLine(Open);
        Assert.Equal(new PostOutcome.Answered(307), await line.PostAsync(_web.At("/hook"), [1], "id", Stop));
        Assert.Equal(0, _web.TimesAsked("/other"));
    }

    [Fact]
    public async Task What_breaks_before_it_left_and_what_breaks_after_are_told_apart()
    {
        using var line = new PostLine(Open);
        _web.On("/hook", context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        Assert.IsType<PostOutcome.NoAnswer>(await line.PostAsync(_web.At("/hook"), [1], "id", Stop));
        var gone = _web.At("/hook");
        await _web.DisposeAsync();
        Assert.False(Assert.IsType<PostOutcome.NotSent>(await line.PostAsync(gone, [1], "id", Stop)).IsForbidden);
    }
}
