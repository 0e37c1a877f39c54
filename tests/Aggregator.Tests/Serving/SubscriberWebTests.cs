using System.Net;
using System.Text;
using Aggregator.Digesting;
using Aggregator.Digests;
using Aggregator.Mailing;
using Aggregator.Storing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MimeKit;
using Xunit;

namespace Aggregator.Serving;

public sealed class SubscriberWebTests : IAsyncLifetime
{
    private const string OneClick = "List-Unsubscribe=One-Click";

    private static readonly Schedule Daily = new() { Kind = ScheduleKind.Daily, Times = [new TimeOnly(7, 30)] };

    private static readonly Schedule Alert = new() { Kind = ScheduleKind.Immediate };

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 22, 7, 30, 0, TimeSpan.Zero));
    private readonly MemoryBook _book = new(
        new Subscriber { Address = "ann@example.org", Schedules = [Daily, Alert] }, new Subscriber { Address = "bob@example.org", Schedules = [Daily] });
    private readonly ScratchFolder _folder = new();
    private readonly HttpClient _client = new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });
    private readonly ServiceProvider _services = new ServiceCollection().AddLogging().BuildServiceProvider();
    private readonly SubscriptionLinks _links = Links.Of(new MailingSettings(), "https://news.example.org/");
    private readonly Notes _notes = new();
    private SignupDesk _signups = null!;
    private SubscriberPages _pages = null!;
    private SubscriberWeb _web = null!;
    private Uri _address = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var settings = new MailingSettings { List = "Energy <watch>" };
        var desk = new SubscriberDesk(_book, _links, _clock);
        _signups = new SignupDesk(_book, _links, new LetterEnvelope(settings, _links), new FolderMailer(_folder.Path), settings, _clock);
        _pages = new SubscriberPages(desk, _signups, new PageWriter(_services, NullLoggerFactory.Instance));
        _web = WebAt("http://127.0.0.1:0");
        await _web.StartAsync(Stop);
        _address = await _web.Address;
    }

    public async ValueTask DisposeAsync()
    {
        await _web.StopAsync(CancellationToken.None);
        _web.Dispose();
        _client.Dispose();
        await _services.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task One_click_ends_one_subscription_and_the_last_one_ends_all()
    {
        var link = _links.Unsubscribe(Of("ann@example.org", Alert))!;
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(link, OneClick)).Status);
        Assert.Equal((SubscriberState.Active, ScheduleKind.Daily), (_book["ann@example.org"].State, Assert.Single(_book["ann@example.org"].Schedules).Kind));
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(_links.Unsubscribe(Of("ann@example.org", Daily))!, OneClick)).Status);
        Assert.Equal(SubscriberState.Stopped, _book["ann@example.org"].State);
        Assert.Equal(SubscriberState.Active, _book["bob@example.org"].State);
        Assert.Contains("by the page, from 127.0.0.1", _book["ann@example.org"].Consent[^1].What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_click_twice_is_one()
    {
        var link = _links.Unsubscribe(Of("bob@example.org", Daily))!;
        await PostAsync(link, OneClick);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(link, OneClick)).Status);
        Assert.Single(_book["bob@example.org"].Consent);
    }

    [Fact]
    public async Task One_click_may_come_as_the_parts_of_a_form()
    {
        using var content = new MultipartFormDataContent { { new StringContent("One-Click"), "List-Unsubscribe" } };
        using var response = await _client.PostAsync(At(_links.Unsubscribe(Of("bob@example.org", Daily))!), content, Stop);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(SubscriberState.Stopped, _book["bob@example.org"].State);
    }

    [Fact]
    public async Task One_click_is_not_lost_to_somebody_who_saves_meanwhile()
    {
        _book.BeforeSave = book => Assert.True(book.TrySave(book["bob@example.org"] with { Name = "Bob" }));
        await PostAsync(_links.Unsubscribe(Of("bob@example.org", Daily))!, OneClick);
        Assert.Equal((SubscriberState.Stopped, "Bob"), (_book["bob@example.org"].State, _book["bob@example.org"].Name));
    }

    [Fact]
    public async Task Looking_at_a_page_changes_nothing()
    {
        var before = await _book.AllAsync(Stop);
        foreach (var link in new[] { _links.Unsubscribe(Of("bob@example.org", Daily))!, _links.Manage(_book["bob@example.org"])! })
        {
            var page = await GetAsync(link);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.Contains("<button", page.Body, StringComparison.Ordinal);
            Assert.Contains("bob@example.org", page.Body, StringComparison.Ordinal);
        }
        Assert.Equal(before, await _book.AllAsync(Stop));
    }

    [Theory]
    [InlineData("")]
    [InlineData("List-Unsubscribe=Two-Clicks")]
    [InlineData("unsubscribe=yes")]
    public async Task A_post_that_does_not_ask_for_it_ends_nothing(string body)
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(_links.Unsubscribe(Of("bob@example.org", Daily))!, body)).Status);
        Assert.Equal(SubscriberState.Active, _book["bob@example.org"].State);
    }

    [Fact]
    public async Task A_link_does_what_it_is_for_and_nothing_else()
    {
        var manage = _links.Manage(_book["bob@example.org"])!.AbsolutePath;
        var unsubscribe = _links.Unsubscribe(Of("bob@example.org", Daily))!.AbsolutePath;
        foreach (var path in new[] { manage.Replace("manage", "unsubscribe", StringComparison.Ordinal), unsubscribe.Replace("unsubscribe", "manage", StringComparison.Ordinal), unsubscribe.Replace("unsubscribe", "confirm", StringComparison.Ordinal), unsubscribe[..^1] + "x", "/unsubscribe/%3Cscript%3E" })
        {
            var answer = await PostAsync(new Uri(_address, path), $"{OneClick}&do=end&confirm=yes");
            Assert.Equal(HttpStatusCode.NotFound, answer.Status);
            Assert.DoesNotContain("<script", answer.Body, StringComparison.OrdinalIgnoreCase);
        }
        Assert.Equal(SubscriberState.Active, _book["bob@example.org"].State);
    }

    [Theory]
    [InlineData("HEAD", "/unsubscribe/x", 405)]
    [InlineData("DELETE", "/unsubscribe/x", 405)]
    [InlineData("PUT", "/subscribe", 405)]
    [InlineData("POST", "/health", 405)]
    [InlineData("HEAD", "/health", 405)]
    [InlineData("GET", "/health", 200)]
    [InlineData("GET", "/", 404)]
    [InlineData("GET", "/unsubscribe", 404)]
    [InlineData("GET", "/unsubscribe/a/b", 404)]
    [InlineData("GET", "/health/x", 404)]
    public async Task What_is_not_a_page_or_not_its_verb_is_refused(string verb, string path, int status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(verb), new Uri(_address, path));
        using var response = await _client.SendAsync(request, Stop);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(status == 405, response.Content.Headers.Allow.Count > 0);
    }

    [Fact]
    public async Task Every_answer_is_kept_nowhere_framed_nowhere_and_runs_nothing()
    {
        foreach (var path in new[] { "/health", "/nothing", "/subscribe", "/unsubscribe/x" })
        {
            using var response = await _client.GetAsync(new Uri(_address, path), Stop);
            Assert.True(response.Headers.CacheControl?.NoStore);
            Assert.Equal("no-referrer", Assert.Single(response.Headers.GetValues("Referrer-Policy")));
            Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
            var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
            Assert.StartsWith("default-src 'none'; style-src 'sha256-", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.False(response.Headers.Contains("Set-Cookie") || response.Headers.Contains("Server"));
        }
    }

    [Fact]
    public async Task Who_asks_is_written_to_confirms_once_and_gets_the_digest()
    {
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(new Uri(_address, "/subscribe"), "address=Eve%40example.org&often=weekly")).Status);
        Assert.Equal(SubscriberState.Unconfirmed, _book["eve@example.org"].State);
        var letter = Letters().Single();
        Assert.Equal("Eve@example.org", letter.To.Mailboxes.Single().Address);
        var link = LinkIn(letter);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(link)).Status);
        Assert.Equal(SubscriberState.Unconfirmed, _book["eve@example.org"].State);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(link, "confirm=yes")).Status);
        Assert.Equal(SubscriberState.Active, _book["eve@example.org"].State);
        Assert.Equal(2, _book["eve@example.org"].Consent.Count);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(link, "confirm=yes")).Status);
    }

    [Fact]
    public async Task A_question_that_nobody_answered_in_time_is_void()
    {
        await PostAsync(new Uri(_address, "/subscribe"), "address=eve%40example.org");
        var link = LinkIn(Letters().Single());
        _clock.Advance(TimeSpan.FromDays(2) + TimeSpan.FromMinutes(2));
        Assert.Equal(HttpStatusCode.Gone, (await GetAsync(link)).Status);
        Assert.Equal(HttpStatusCode.Gone, (await PostAsync(link, "confirm=yes")).Status);
        Assert.Equal(SubscriberState.Unconfirmed, _book["eve@example.org"].State);
    }

    [Fact]
    public async Task Who_never_answers_is_forgotten_and_who_had_ended_it_has_ended_it_again()
    {
        await PostAsync(_links.Unsubscribe(Of("bob@example.org", Daily))!, OneClick);
        foreach (var name in new[] { "eve", "bob", "kim" })
            await PostAsync(new Uri(_address, "/subscribe"), $"address={name}%40example.org");
        await PostAsync(LinkIn(Letters().Single(letter => letter.To.Mailboxes.Single().Address == "kim@example.org")), "confirm=yes");
        _clock.Advance(TimeSpan.FromDays(29));
        Assert.Equal(0, await _signups.ForgetAsync(Stop));
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(2, await _signups.ForgetAsync(Stop));
        Assert.Null(await _book.FindAsync("eve@example.org", Stop));
        Assert.Equal(SubscriberState.Stopped, _book["bob@example.org"].State);
        Assert.Contains(_book["bob@example.org"].Consent, note => note.What.StartsWith("Unsubscribed", StringComparison.Ordinal));
        Assert.Equal([SubscriberState.Active, SubscriberState.Active], [_book["kim@example.org"].State, _book["ann@example.org"].State]);
    }

    [Fact]
    public async Task A_stranger_does_not_learn_who_reads_here_and_cannot_have_them_written_to()
    {
        var stranger = (await PostAsync(new Uri(_address, "/subscribe"), "address=eve%40example.org")).Body;
        var reader = (await PostAsync(new Uri(_address, "/subscribe"), "address=bob%40example.org")).Body;
        Assert.Equal(stranger, reader);
        Assert.Equal("eve@example.org", Letters().Single().To.Mailboxes.Single().Address);
        Assert.Equal(SubscriberState.Active, _book["bob@example.org"].State);
    }

    [Fact]
    public async Task An_address_is_asked_once_a_day_and_a_few_times_a_month()
    {
        for (var day = 0; day < 10; day++)
        {
            for (var time = 0; time < 2; time++)
                Assert.Equal(HttpStatusCode.OK, (await PostAsync(new Uri(_address, "/subscribe"), "address=eve%40example.org")).Status);
            Assert.Equal(Math.Min(day + 1, 3), Letters().Count);
            _clock.Advance(TimeSpan.FromDays(1));
        }
    }

    [Fact]
    public async Task A_visitor_asks_for_few_and_does_not_slow_down_another()
    {
        for (var time = 0; time < 5; time++)
            Assert.Equal(HttpStatusCode.OK, (await PostAsync(new Uri(_address, "/subscribe"), $"address=eve{time}%40example.org", "198.51.100.7")).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await PostAsync(new Uri(_address, "/subscribe"), "address=eve6%40example.org", "198.51.100.7")).Status);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(new Uri(_address, "/subscribe"), "address=eve7%40example.org", "198.51.100.8")).Status);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(_links.Unsubscribe(Of("bob@example.org", Daily))!, OneClick, "198.51.100.7")).Status);
        Assert.Contains("198.51.100.7", _book["bob@example.org"].Consent[^1].What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_looks_too_often_is_told_to_come_back_in_a_minute()
    {
        for (var times = 0; times < 60; times++)
            (await _client.GetAsync(new Uri(_address, "/health"), Stop)).Dispose();
        using var response = await _client.GetAsync(new Uri(_address, "/health"), Stop);
        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal(TimeSpan.FromMinutes(1), response.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task What_fails_is_written_down_without_its_link()
    {
        _book.BeforeSave = _ => throw new IOException("No space left on device.");
        var link = _links.Unsubscribe(Of("bob@example.org", Daily))!;
        using var response = await _client.PostAsync(At(link), new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]), Stop);
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.True(response.Headers.CacheControl?.NoStore);
        Assert.DoesNotContain(link.Segments[^1], Assert.Single(_notes.Lines, line => line.StartsWith("Error: ", StringComparison.Ordinal) && line.Contains("No space left", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://192.0.2.1:8480")]
    [InlineData("http://127.0.0.1:{taken}")]
    public async Task Where_pages_cannot_be_served_digests_go_out_all_the_same(string listen)
    {
        using var web = WebAt(listen.Replace("{taken}", $"{_address.Port}", StringComparison.Ordinal));
        await web.StartAsync(Stop);
        await web.ExecuteTask!;
        Assert.False(web.Address.IsCompleted);
    }

    [Theory]
    [InlineData("https://hooks.example.org/in")]
    [InlineData("file:energy.atom")]
    [InlineData("a@example.org\r\nBcc: b@example.org")]
    [InlineData("a@example.org,b@example.org")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("")]
    public async Task Only_a_plain_mail_address_can_be_asked_for_and_none_is_shown_again(string address)
    {
        var answer = await PostAsync(new Uri(_address, "/subscribe"), $"address={Uri.EscapeDataString(address)}");
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.DoesNotContain("alert(1)", answer.Body, StringComparison.Ordinal);
        Assert.Equal(2, _book.Count);
        Assert.Empty(Letters());
    }

    [Fact]
    public async Task A_large_body_is_not_read()
    {
        var answer = await PostAsync(_links.Unsubscribe(Of("bob@example.org", Daily))!, OneClick + "&x=" + new string('x', 10_000));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.Status);
        Assert.Equal(SubscriberState.Active, _book["bob@example.org"].State);
    }

    [Fact]
    public async Task A_reader_pauses_goes_on_and_ends()
    {
        var link = _links.Manage(_book["bob@example.org"])!;
        await PostAsync(link, "do=pause");
        Assert.Equal(SubscriberState.Paused, _book["bob@example.org"].State);
        await PostAsync(link, "do=go-on");
        Assert.Equal(SubscriberState.Active, _book["bob@example.org"].State);
        await PostAsync(link, "do=end");
        Assert.Equal(SubscriberState.Stopped, _book["bob@example.org"].State);
        await PostAsync(link, "do=go-on");
        Assert.Equal(SubscriberState.Stopped, _book["bob@example.org"].State);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(link, "do=dance")).Status);
    }

    /// <summary>What the web writes down.</summary>
    private sealed class Notes : ILogger<SubscriberWeb>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add($"{logLevel}: {formatter(state, exception)} {exception}");
    }

    private SubscriberWeb WebAt(string listen) => new(new ServingSettings { Listen = listen, SelfService = true }, _pages, _clock, _notes);

    private Subscription Of(string address, Schedule schedule) => new($"{address}|{schedule.Kind}", _book[address], schedule);

    private List<MimeMessage> Letters() => [.. Directory.EnumerateFiles(_folder.Path, "*.eml").Select(file => MimeMessage.Load(file))];

    private static Uri LinkIn(MimeMessage letter) => new(letter.TextBody!.Split('\n').Select(line => line.Trim()).Single(line => line.StartsWith("https://news.example.org/confirm/", StringComparison.Ordinal)));

    /// <summary>The page of a link, where it is served in this test.</summary>
    private Uri At(Uri link) => new(_address, link.AbsolutePath);

    private async Task<(HttpStatusCode Status, string Body)> GetAsync(Uri link)
    {
        using var response = await _client.GetAsync(At(link), Stop);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Stop));
    }

    private async Task<(HttpStatusCode Status, string Body)> PostAsync(Uri link, string form, string? from = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, At(link)) { Content = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded") };
        if (from is not null)
            request.Headers.Add("X-Forwarded-For", $"203.0.113.9, {from}");
        using var response = await _client.SendAsync(request, Stop);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Stop));
    }
}
