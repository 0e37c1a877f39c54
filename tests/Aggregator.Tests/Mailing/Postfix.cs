using System.Diagnostics;
using MimeKit;

namespace Aggregator.Mailing;

/// <summary>A real mail server on loopback, started for one test: it delivers into Maildirs, refuses and defers some recipients, and reports what it cannot deliver.</summary>
internal sealed class Postfix : IAsyncDisposable
{
    private const string Program = "/usr/sbin/postfix";

    /// <summary>The user "nobody": who owns what is delivered.</summary>
    private const string Owner = "65534";

    private readonly ScratchFolder _folder = new();
    private readonly int _port;
    private Process? _server;

    private Postfix(int port) => _port = port;

    /// <summary>Settings that reach it.</summary>
    public MailingSettings Settings => new() { From = "Aggregator <news@example.org>", Server = "127.0.0.1", Port = _port, RequireTls = false, Bounces = "bounces@example.org", PerMinute = 0 };

    /// <summary>Where reports come.</summary>
    public string Bounces => Path.Combine(_folder.Path, "mail", "bounces", "new");

    public string Inbox => Path.Combine(_folder.Path, "mail", "inbox", "new");

    /// <summary>Starts it; skips the test where there is none, but not in CI, where there must be.</summary>
    public static async Task<Postfix> StartAsync(CancellationToken stop)
    {
        RealServer.Require(Program, "postfix");
        var postfix = new Postfix(RealServer.FreePort());
        await postfix.RunAsync(stop);
        return postfix;
    }

    /// <summary>Waits until so many mails have been delivered, and reads them.</summary>
    public static async Task<IReadOnlyList<MimeMessage>> DeliveredAsync(string box, int count, CancellationToken stop)
    {
        // Nothing tells of a delivery into a Maildir that does not exist yet, so it is looked for.
        while (!Directory.Exists(box) || Directory.GetFiles(box).Length < count)
            await Task.Delay(50, stop);
        return [.. Directory.GetFiles(box).Order(StringComparer.Ordinal).Select(file => MimeMessage.Load(file, stop))];
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            using var abort = Process.Start(Program, ["-c", _folder.In("etc"), "abort"]);
            await abort.WaitForExitAsync();
            await _server.WaitForExitAsync();
            _server.Dispose();
        }
        _folder.Dispose();
    }

    private async Task RunAsync(CancellationToken stop)
    {
        // The server's own users go in and out.
        await RealServer.RunAsync("chmod", ["755", _folder.Path], stop);
        foreach (var name in new[] { "etc", "spool", "data", "mail" })
            Directory.CreateDirectory(_folder.In(name));
        await RealServer.RunAsync("chown", ["postfix", _folder.In("data")], stop);
        await RealServer.RunAsync("chown", [Owner, _folder.In("mail")], stop);
        await File.WriteAllTextAsync(_folder.In("etc/main.cf"), Main(), stop);
        await File.WriteAllTextAsync(_folder.In("etc/master.cf"), Services(), stop);
        await File.WriteAllTextAsync(_folder.In("etc/boxes"), "/^bounces/ bounces/\n/./ inbox/\n", stop);
        // It says "Terminated" when it is ended, where nobody wants to read it.
        _server = Process.Start(new ProcessStartInfo(Program, ["-c", _folder.In("etc"), "start-fg"]) { RedirectStandardError = true })!;
        await RealServer.AnswersAsync(_server, _port, stop);
    }

    private string Main() => $$"""
        compatibility_level = 3.6
        queue_directory = {{_folder.In("spool")}}
        data_directory = {{_folder.In("data")}}
        command_directory = /usr/sbin
        daemon_directory = /usr/lib/postfix/sbin
        meta_directory = /etc/postfix
        shlib_directory = /usr/lib/postfix
        mail_owner = postfix
        setgid_group = postdrop
        maillog_file = {{_folder.In("maillog")}}
        maillog_file_prefixes = {{_folder.Path}}
        myhostname = mx.example.org
        mydestination =
        mynetworks = 127.0.0.0/8
        inet_interfaces = 127.0.0.1
        inet_protocols = ipv4
        alias_maps =
        local_recipient_maps =
        virtual_mailbox_domains = example.org
        virtual_mailbox_base = {{_folder.In("mail")}}
        virtual_mailbox_maps = regexp:{{_folder.In("etc/boxes")}}
        virtual_uid_maps = static:{{Owner}}
        virtual_gid_maps = static:{{Owner}}
        transport_maps = inline:{ { gone@example.org = error:5.1.1 no such user here } }
        smtpd_reject_unlisted_recipient = no
        smtpd_recipient_restrictions = check_recipient_access inline:{ { nobody@example.org = 550 5.1.1 nobody here }, { later@example.org = 450 4.2.1 later } }, permit_mynetworks, reject
        smtpd_relay_restrictions = permit_mynetworks, reject
        smtpd_peername_lookup = no
        """;

    private string Services() => $"""
        127.0.0.1:{_port} inet n - n - - smtpd
        pickup unix n - n 60 1 pickup
        cleanup unix n - n - 0 cleanup
        qmgr unix n - n 300 1 qmgr
        rewrite unix - - n - - trivial-rewrite
        bounce unix - - n - 0 bounce
        defer unix - - n - 0 bounce
        trace unix - - n - 0 bounce
        verify unix - - n - 1 verify
        flush unix n - n 1000? 0 flush
        proxymap unix - - n - - proxymap
        error unix - - n - - error
        retry unix - - n - - error
        virtual unix - n n - - virtual
        anvil unix - - n - 1 anvil
        showq unix n - n - - showq
        postlog unix-dgram n - n - 1 postlogd

        """;
}
