using System.Net;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace Aggregator.Mailing;

public sealed class SmtpMailerTests : IAsyncLifetime
{
    private const string Secret = "correct horse battery staple";

    private static readonly FrozenLetter Letter = new("digest.1-2.abc@example.org", "analyst@example.org", Encoding.UTF8.GetBytes(string.Join("\r\n",
        "From: Aggregator <news@example.org>", "To: analyst@example.org", "Subject: =?utf-8?q?Th=C3=A9?=", "Date: Sun, 22 Nov 2026 07:30:00 +0000",
        "Message-ID: <digest.1-2.abc@example.org>", "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable",
        "", "Th=C3=A9 =E2=80=93 and", ".", ".a line that begins with a dot", "")));

    private TestSmtp _server = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private MailingSettings Settings => new() { Server = "127.0.0.1", Port = _server.Port, RequireTls = false, User = "news", Password = Secret };

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
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var refused = Assert.IsType<SendOutcome.Refused>(await SendAsync(Settings with { Port = port }));
        Assert.False(refused.IsFinal);
    }

    [Fact]
    public async Task A_stop_before_the_letter_leaves_puts_it_in_no_doubt()
    {
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();
        var refused = Assert.IsType<SendOutcome.Refused>(await new SmtpMailer(Settings).SendAsync(Letter, stopped.Token));
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

    private Task<SendOutcome> SendAsync(MailingSettings? settings = null) => new SmtpMailer(settings ?? Settings).SendAsync(Letter, Stop);
}
