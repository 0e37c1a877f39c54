using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
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
    private readonly bool _speaksTls;
    private Process? _server;

    private Postfix(int port, bool speaksTls) => (_port, _speaksTls) = (port, speaksTls);

    /// <summary>The certificate that it shows, for who shall trust it; made when it speaks TLS.</summary>
    public string Certificate => _folder.In("etc/tls.pem");

    /// <summary>Settings that reach it.</summary>
    public MailingSettings Settings => new() { From = "Aggregator <news@example.org>", Server = "127.0.0.1", Port = _port, RequireTls = _speaksTls, Bounces = "bounces@example.org", PerMinute = 0 };

    /// <summary>Where reports come.</summary>
    public string Bounces => Path.Combine(_folder.Path, "mail", "bounces", "new");

    public string Inbox => Path.Combine(_folder.Path, "mail", "inbox", "new");

    /// <summary>Starts it; skips the test where there is none, but not in CI, where there must be.</summary>
    /// <param name="stop">Ends the waiting.</param>
    /// <param name="speaksTls">True for a server that takes letters under TLS alone.</param>
    public static async Task<Postfix> StartAsync(CancellationToken stop, bool speaksTls = false)
    {
        RealServer.Require(Program, "postfix");
        var postfix = new Postfix(RealServer.FreePort(), speaksTls);
        await postfix.RunAsync(stop);
        return postfix;
    }

    /// <summary>Tells a program how to reach it.</summary>
    public void Tell(IDictionary<string, string?> environment)
    {
        environment["AGGREGATOR_Mailing__Server"] = Settings.Server;
        environment["AGGREGATOR_Mailing__Port"] = $"{Settings.Port}";
        environment["AGGREGATOR_Mailing__RequireTls"] = $"{Settings.RequireTls}";
        environment["AGGREGATOR_Mailing__PerMinute"] = "0";
        environment["AGGREGATOR_Mailing__From"] = Settings.From;
        environment["AGGREGATOR_Mailing__Bounces"] = Settings.Bounces;
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
        if (_speaksTls)
            await CertifyAsync(stop);
        // It says "Terminated" when it is ended, where nobody wants to read it.
        _server = Process.Start(new ProcessStartInfo(Program, ["-c", _folder.In("etc"), "start-fg"]) { RedirectStandardError = true })!;
        await RealServer.AnswersAsync(_server, _port, stop);
    }

    private async Task CertifyAsync(CancellationToken stop)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await File.WriteAllTextAsync(Certificate, $"{key.ExportPkcs8PrivateKeyPem()}\n{certificate.ExportCertificatePem()}\n", stop);
        await File.AppendAllTextAsync(_folder.In("etc/main.cf"), $"\nsmtpd_tls_security_level = encrypt\nsmtpd_tls_chain_files = {Certificate}\nsmtpd_tls_received_header = yes\ntls_random_source = dev:/dev/urandom\n", stop);
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
        tlsmgr unix - - n 1000? 1 tlsmgr
        showq unix n - n - - showq
        postlog unix-dgram n - n - 1 postlogd

        """;
}
