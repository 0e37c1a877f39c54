using System.Diagnostics;
using System.Text;
using Xunit;

namespace Aggregator.Mailing;

/// <summary>A real mailbox, kept by dovecot on loopback.</summary>
public sealed class ReturnMailboxTests : IAsyncLifetime
{
    private const string Program = "/usr/sbin/dovecot";

    private const string Secret = "correct-horse";

    private readonly ScratchFolder _folder = new();
    private readonly List<Bounce?> _taken = [];
    private Process? _server;
    private int _port;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private ImapSettings Settings => new() { Server = "127.0.0.1", Port = _port, RequireTls = false, User = "bounces", Password = Secret };

    public async ValueTask InitializeAsync()
    {
        RealServer.Require(Program, "dovecot-imapd");
        _port = RealServer.FreePort();
        await RealServer.RunAsync("chmod", ["755", _folder.Path], Stop);
        foreach (var name in new[] { "mail/new", "mail/cur", "mail/tmp" })
            Directory.CreateDirectory(_folder.In(name));
        await File.WriteAllTextAsync(_folder.In("dovecot.conf"), Configuration(), Stop);
        _server = Process.Start(Program, ["-F", "-c", _folder.In("dovecot.conf")]);
        await RealServer.AnswersAsync(_server, _port, Stop);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await RealServer.RunAsync("kill", [_server.Id.ToString()], CancellationToken.None);
            await _server.WaitForExitAsync();
            _server.Dispose();
        }
        _folder.Dispose();
    }

    [Fact]
    public async Task What_is_in_the_mailbox_is_read_once_and_stays()
    {
        await DropAsync("one", "Subject: unsubscribe aeaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\nFrom: ann@example.org\r\n\r\nPlease.\r\n");
        await DropAsync("two", "Subject: hello\r\n\r\nNothing of the kind.\r\n");
        Assert.Null(await EmptyAsync(Settings));
        Assert.Equal([BounceKind.Unsubscribe, null], _taken.Select(bounce => bounce?.Kind).OrderBy(kind => kind is null));
        await DropAsync("three", "Subject: hello again\r\n\r\nNothing of the kind.\r\n");
        Assert.Null(await EmptyAsync(Settings));
        Assert.Equal(3, _taken.Count);
        Assert.Equal(3, Directory.GetFiles(_folder.In("mail/cur")).Length);
    }

    [Fact]
    public async Task A_mail_that_could_not_be_taken_is_there_the_next_time()
    {
        await DropAsync("one", "Subject: hello\r\n\r\nHello.\r\n");
        await Assert.ThrowsAsync<InvalidOperationException>(() => new ReturnMailbox(Settings).EmptyAsync((_, _) => throw new InvalidOperationException("The store is closed."), Stop));
        Assert.Null(await EmptyAsync(Settings));
        Assert.Single(_taken);
    }

    [Fact]
    public async Task A_mailbox_that_cannot_be_opened_says_why_and_never_the_password()
    {
        foreach (var settings in new[] { Settings with { Password = "wrong" + Secret }, Settings with { Folder = "Nowhere" }, Settings with { RequireTls = true }, Settings with { Port = RealServer.FreePort() } })
        {
            var why = await EmptyAsync(settings);
            Assert.StartsWith("The bounces cannot be read from 127.0.0.1:", why, StringComparison.Ordinal);
            Assert.DoesNotContain(Secret, why, StringComparison.Ordinal);
        }
        Assert.DoesNotContain(Secret, Settings.ToString(), StringComparison.Ordinal);
    }

    private Task<string?> EmptyAsync(ImapSettings settings) => new ReturnMailbox(settings).EmptyAsync((bounce, _) =>
    {
        _taken.Add(bounce);
        return Task.CompletedTask;
    }, Stop);

    private async Task DropAsync(string name, string mail)
    {
        await File.WriteAllTextAsync(_folder.In($"mail/tmp/{name}"), mail, Encoding.ASCII, Stop);
        await RealServer.RunAsync("chown", ["-R", "nobody", _folder.In("mail")], Stop);
        File.Move(_folder.In($"mail/tmp/{name}"), _folder.In($"mail/new/{name}"));
    }

    private string Configuration() => $$"""
        protocols = imap
        base_dir = {{_folder.In("run")}}
        state_dir = {{_folder.In("state")}}
        log_path = {{_folder.In("log")}}
        ssl = no
        disable_plaintext_auth = no
        listen = 127.0.0.1
        mail_location = maildir:{{_folder.In("mail")}}
        first_valid_uid = 1
        service imap-login {
          inet_listener imap {
            port = {{_port}}
          }
          inet_listener imaps {
            port = 0
          }
        }
        passdb {
          driver = static
          args = password={{Secret}}
        }
        userdb {
          driver = static
          args = uid=65534 gid=65534 home={{_folder.In("mail")}}
        }

        """;
}
