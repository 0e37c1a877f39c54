using System.Text;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Aggregator.Mailing;

public sealed class SmtpMailerTests : IAsyncLifetime
{
    private const string Secret = "correct horse battery staple";

    private static readonly FrozenLetter Letter = new("digest.1-2.abc@example.org", "analyst@example.org", Encoding.UTF8.GetBytes(string.Join("\r\n",
        "From: Aggregator <news@example.org>", "To: analyst@example.org", "Subject: =?utf-8?q?Th=C3=A9?=", "Date: Sun, 22 Nov 2026 07:30:00 +0000",
        "Message-ID: <digest.1-2.abc@example.org>", "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable",
        "", "Th=C3=A9 =E2=80=93 and", ".", ".a line that begins with a dot", "")));

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 22, 7, 30, 0, TimeSpan.Zero));

    private TestSmtp _server = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private MailingSettings Settings => new() { Server = "127.0.0.1", Port = _server.Port, RequireTls = false, User = "news", Password = Secret, PerMinute = 0 };

    public ValueTask InitializeAsync()
    {
        _server = new TestSmtp();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_letter_arrives_byte_for_byte()
    {
        var accepted = Assert.IsType<SendOutcome.Accepted>(await SendAsync());
        Assert.Equal(Encoding.UTF8.GetString(Letter.Message), Encoding.UTF8.GetString(Assert.Single(_server.Messages)));
        Assert.Contains("RCPT TO:<analyst@example.org>", _server.Commands, StringComparer.OrdinalIgnoreCase);
        Assert.Contains("taken as 4711", accepted.Where, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MAIL", "550 5.7.1 not from you", true)]
    [InlineData("RCPT", "550 5.1.1 nobody here", true)]
    [InlineData("RCPT", "450 4.2.1 later", false)]
    [InlineData("DATA", "451 4.3.0 later", false)]
    [InlineData("DATA", "554 5.6.0 never", true)]
    [InlineData(".", "554 5.7.1 looks like spam", true)]
    [InlineData(".", "452 4.3.1 full", false)]
    public async Task A_letter_that_the_server_does_not_take_is_refused(string at, string answer, bool isFinal)
    {
        _server.Answers[at] = answer;
        var refused = Assert.IsType<SendOutcome.Refused>(await SendAsync());
        Assert.Equal(isFinal, refused.IsFinal);
        Assert.Contains(answer[..3], refused.Why, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1", refused.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_answer_after_the_letter_is_ambiguous()
    {
        _server.Answers["."] = "";
        Assert.IsType<SendOutcome.Ambiguous>(await SendAsync());
        Assert.Single(_server.Messages);
    }

    [Theory]
    [InlineData("MAIL")]
    [InlineData("RCPT")]
    [InlineData("DATA")]
    public async Task A_connection_that_breaks_before_the_letter_is_refused_and_may_be_tried_again(string at)
    {
        _server.Answers[at] = "";
        Assert.False(Assert.IsType<SendOutcome.Refused>(await SendAsync()).IsFinal);
        Assert.Empty(_server.Messages);
    }

    [Fact]
    public async Task What_breaks_after_the_answer_does_not_take_it_back()
    {
        _server.Answers["QUIT"] = "";
        Assert.IsType<SendOutcome.Accepted>(await SendAsync());
    }

    [Theory]
    [InlineData("GREETING", "554 no service")]
    [InlineData("GREETING", "")]
    [InlineData("GREETING", "+OK POP3 ready")]
    [InlineData("EHLO", "")]
    [InlineData("EHLO", "250 test.example")]
    [InlineData("AUTH", "535 5.7.8 wrong")]
    [InlineData("AUTH", "")]
    public async Task A_server_that_does_not_let_us_in_is_tried_again(string at, string answer)
    {
        _server.Answers[at] = answer;
        var refused = Assert.IsType<SendOutcome.Refused>(await SendAsync());
        Assert.False(refused.IsFinal);
        Assert.DoesNotContain(Secret, refused.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_without_tls_is_refused_before_it_hears_the_password()
    {
        var refused = Assert.IsType<SendOutcome.Refused>(await SendAsync(Settings with { RequireTls = true }));
        Assert.Contains("Mailing:RequireTls", refused.Why, StringComparison.Ordinal);
        Assert.DoesNotContain(_server.Commands, command => command.StartsWith("AUTH", StringComparison.Ordinal) || command.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_tried_again()
    {
        var refused = Assert.IsType<SendOutcome.Refused>(await SendAsync(Settings with { Port = RealServer.FreePort() }));
        Assert.False(refused.IsFinal);
    }

    [Fact]
    public async Task A_stop_before_the_letter_leaves_puts_it_in_no_doubt()
    {
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();
        var refused = Assert.IsType<SendOutcome.Refused>(await Mailer().SendAsync(Letter, stopped.Token));
        Assert.False(refused.IsFinal);
        Assert.Empty(_server.Messages);
    }

    [Fact]
    public void A_password_does_not_show_in_the_settings_words()
    {
        Assert.DoesNotContain(Secret, Settings.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, $"{Settings with { From = "x" }}", StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, string.Join(' ', (Settings with { From = "", Port = 0, List = "" }).Problems()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("550 5.1.1 nobody here", true)]
    [InlineData("550 5.2.1 disabled", true)]
    [InlineData("550 nobody here", true)]
    [InlineData("554 5.7.1 relay access denied", false)]
    [InlineData("550 5.7.606 access denied, banned sending address", false)]
    [InlineData("550 5.4.1 all recipient addresses rejected", false)]
    public async Task What_a_server_refuses_by_its_policy_is_not_the_recipients_fault(string answer, bool isRecipient)
    {
        await using var server = new TestSmtp { Extensions = ["ENHANCEDSTATUSCODES"] };
        server.Answers["RCPT"] = answer;
        var refused = Assert.IsType<SendOutcome.Refused>(await SendAsync(Settings with { Port = server.Port }));
        Assert.Equal((true, isRecipient), (refused.IsFinal, refused.IsRecipient));
    }

    [Fact]
    public async Task Many_letters_go_over_one_connection()
    {
        using var mailer = Mailer();
        for (var number = 0; number < 5; number++)
            Assert.IsType<SendOutcome.Accepted>(await mailer.SendAsync(Letter, Stop));
        Assert.Equal(1, _server.Connections);
        Assert.DoesNotContain("QUIT", _server.Commands);
        await mailer.RestAsync(Stop);
        Assert.Contains("QUIT", _server.Commands);
        Assert.IsType<SendOutcome.Accepted>(await mailer.SendAsync(Letter, Stop));
        Assert.Equal(2, _server.Connections);
    }

    [Fact]
    public async Task A_connection_that_idled_or_grew_old_is_left_for_a_new_one()
    {
        using var mailer = Mailer();
        await mailer.SendAsync(Letter, Stop);
        _clock.Advance(TimeSpan.FromSeconds(30));
        await mailer.SendAsync(Letter, Stop);
        Assert.Equal(2, _server.Connections);
        for (var seconds = 0; seconds < 310; seconds += 10)
        {
            _clock.Advance(TimeSpan.FromSeconds(10));
            Assert.IsType<SendOutcome.Accepted>(await mailer.SendAsync(Letter, Stop));
        }
        Assert.Equal(3, _server.Connections);
    }

    [Theory]
    [InlineData("MAIL", "")]
    [InlineData("MAIL", "421 4.4.2 idle for too long")]
    [InlineData("RCPT", "")]
    [InlineData("DATA", "")]
    [InlineData("DATA", "421 4.3.2 going down")]
    public async Task A_connection_that_is_gone_before_the_next_letter_is_opened_anew(string at, string answer)
    {
        using var mailer = Mailer();
        await mailer.SendAsync(Letter, Stop);
        _server.Once[at] = answer;
        Assert.IsType<SendOutcome.Accepted>(await mailer.SendAsync(Letter, Stop));
        Assert.Equal(2, _server.Messages.Count);
        Assert.Equal(2, _server.Connections);
    }

    [Theory]
    [InlineData("RCPT", "550 5.1.1 nobody here")]
    [InlineData("MAIL", "451 4.7.1 not now")]
    [InlineData(".", "554 5.6.0 never")]
    public async Task A_letter_that_is_refused_does_not_spoil_the_connection_for_the_next(string at, string answer)
    {
        using var mailer = Mailer();
        _server.Once[at] = answer;
        var refused = Assert.IsType<SendOutcome.Refused>(await mailer.SendAsync(Letter, Stop));
        Assert.Equal(at == "RCPT", refused.IsRecipient);
        Assert.IsType<SendOutcome.Accepted>(await mailer.SendAsync(Letter with { Recipient = "other@example.org" }, Stop));
        Assert.Equal(1, _server.Connections);
        Assert.Contains("RSET", _server.Commands);
    }

    [Theory]
    [InlineData("550 5.7.1 looks like spam!", true)]
    [InlineData("421 4.3.2 going down!", false)]
    [InlineData("452 4.3.1 full!", false)]
    public async Task A_server_that_refuses_the_letter_and_hangs_up_has_refused_it(string answer, bool isFinal)
    {
        _server.Answers["."] = answer;
        Assert.Equal(isFinal, Assert.IsType<SendOutcome.Refused>(await SendAsync()).IsFinal);
    }

    [Theory]
    [InlineData("PIPELINING")]
    [InlineData("CHUNKING")]
    [InlineData("8BITMIME")]
    public async Task What_the_server_can_do_more_changes_no_byte(string extension)
    {
        await using var server = new TestSmtp { Extensions = [extension, "SIZE 10000000"] };
        Assert.IsType<SendOutcome.Accepted>(await SendAsync(Settings with { Port = server.Port }));
        Assert.Equal(Encoding.UTF8.GetString(Letter.Message), Encoding.UTF8.GetString(Assert.Single(server.Messages)));
    }

    [Theory]
    [InlineData("PIPELINING")]
    [InlineData("CHUNKING")]
    public async Task No_answer_is_ambiguous_whatever_the_server_can_do(string extension)
    {
        await using var server = new TestSmtp { Extensions = [extension] };
        server.Answers["."] = "";
        Assert.IsType<SendOutcome.Ambiguous>(await SendAsync(Settings with { Port = server.Port }));
        server.Answers["RCPT"] = "550 5.1.1 nobody here";
        Assert.True(Assert.IsType<SendOutcome.Refused>(await SendAsync(Settings with { Port = server.Port })).IsRecipient);
    }

    [Fact]
    public async Task A_server_that_says_nothing_more_is_waited_for_and_then_in_doubt()
    {
        _server.Answers["."] = "silence";
        var sending = SendAsync();
        await _server.Taken;
        _clock.Advance(Settings.Timeout - TimeSpan.FromSeconds(1));
        Assert.False(sending.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.IsType<SendOutcome.Ambiguous>(await sending);
    }

    [Fact]
    public async Task A_stop_gives_the_server_a_moment_to_answer()
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        _server.Answers["."] = "silence";
        using var mailer = Mailer();
        var sending = mailer.SendAsync(Letter, stopping.Token);
        await _server.Taken;
        await stopping.CancelAsync();
        Assert.False(sending.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Contains("stopped", Assert.IsType<SendOutcome.Ambiguous>(await sending).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Letters_leave_at_the_pace_that_was_promised()
    {
        using var mailer = Mailer(Settings with { PerMinute = 6 });
        await mailer.SendAsync(Letter, Stop);
        var ready = mailer.ReadyAsync(Letter.Recipient, Stop);
        var sending = mailer.SendAsync(Letter, Stop);
        _clock.Advance(TimeSpan.FromSeconds(9));
        Assert.False(ready.IsCompleted);
        Assert.Single(_server.Messages);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await ready;
        Assert.IsType<SendOutcome.Accepted>(await sending);
    }

    [Fact]
    public async Task A_stop_while_a_letter_waits_its_turn_leaves_it_in_no_doubt()
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        using var mailer = Mailer(Settings with { PerMinute = 1 });
        await mailer.SendAsync(Letter, Stop);
        var sending = mailer.SendAsync(Letter, stopping.Token);
        await stopping.CancelAsync();
        Assert.False(Assert.IsType<SendOutcome.Refused>(await sending).IsFinal);
        Assert.Single(_server.Messages);
    }

    [Fact]
    public async Task Bounces_come_back_to_an_address_that_names_the_recipient_to_us_alone()
    {
        var settings = Settings with { Bounces = "bounces@example.org" };
        await SendAsync(settings);
        var sender = Assert.Single(_server.Commands, command => command.StartsWith("MAIL", StringComparison.Ordinal));
        Assert.Matches(@"^MAIL FROM:<bounces\+[a-z2-7]{37}@example\.org>", sender);
        var token = sender.Split('+', '@')[1];
        var known = Links.Of(settings).Find(token, [new Digests.Subscriber { Address = "other@example.org" }, new Digests.Subscriber { Address = "Analyst@example.org" }], _clock.GetUtcNow());
        Assert.Equal("Analyst@example.org", known?.Subscriber.Address);
    }

    [Theory]
    [InlineData("grüße@example.org")]
    [InlineData("not an address")]
    [InlineData("a@example.org\r\nRCPT TO:<b@example.org>")]
    public async Task A_recipient_that_cannot_be_written_to_is_refused_and_holds_up_no_other(string recipient)
    {
        using var mailer = Mailer();
        var refused = Assert.IsType<SendOutcome.Refused>(await mailer.SendAsync(Letter with { Recipient = recipient }, Stop));
        Assert.True(refused.IsFinal && refused.IsRecipient);
        Assert.IsType<SendOutcome.Accepted>(await mailer.SendAsync(Letter, Stop));
        Assert.DoesNotContain(_server.Commands, command => command.Contains("b@example.org", StringComparison.Ordinal));
    }

    private async Task<SendOutcome> SendAsync(MailingSettings? settings = null)
    {
        using var mailer = Mailer(settings);
        return await mailer.SendAsync(Letter, Stop);
    }

    private SmtpMailer Mailer(MailingSettings? settings = null) => new(settings ?? Settings, Links.Of(settings ?? Settings), _clock);
}
