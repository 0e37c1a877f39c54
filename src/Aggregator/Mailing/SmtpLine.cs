using System.Net.Sockets;
using System.Text;
using Aggregator.Text;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Aggregator.Mailing;

/// <summary>One connection to an SMTP server, used for letter after letter: opened when a letter needs it, and anew when it broke, idled or has served long.</summary>
internal sealed class SmtpLine(MailingSettings settings, TimeProvider clock) : IDisposable
{
    private const int MostLetters = 100;

    private static readonly TimeSpan MostAge = TimeSpan.FromMinutes(5);

    /// <summary>Servers hang up on who is silent; many after a minute or less.</summary>
    private static readonly TimeSpan MostIdle = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    private readonly Ear _ear = new();
    private SmtpClient? _client;
    private long _opened;
    private long _used;
    private int _letters;

    public string Where => $"{settings.Server}:{settings.Port}";

    /// <summary>True when no letter went over it yet: what fails on it is not for its age.</summary>
    public bool IsFresh => _letters == 0;

    /// <summary>The server's last word that was a refusal, since the letter began; null when it said none.</summary>
    public (int Code, string Words)? Refusal => _ear.Refusal;

    /// <summary>Sees to it that there is a connection. What comes back is why there is none; null when there is.</summary>
    public async Task<SendOutcome.Refused?> OpenAsync(CancellationToken stop)
    {
        if (_client is { IsConnected: true } && _letters < MostLetters && clock.GetElapsedTime(_opened) < MostAge && clock.GetElapsedTime(_used) < MostIdle)
            return null;
        await CloseAsync(stop);
        _client = new SmtpClient(_ear);
        (_opened, _used, _letters) = (clock.GetTimestamp(), clock.GetTimestamp(), 0);
        try
        {
            await _client.ConnectAsync(settings.Server, settings.Port, settings.Port == 465 ? SecureSocketOptions.SslOnConnect : settings.RequireTls ? SecureSocketOptions.StartTlsWhenAvailable : SecureSocketOptions.None, stop);
            if (settings.RequireTls && !_client.IsSecure)
                return await ClosedAsync($"{Where} offers no TLS. Set Mailing:RequireTls to false only for a server on this machine.", stop);
            if (settings.User.Length > 0)
                await _client.AuthenticateAsync(settings.User, settings.Password, stop);
            return null;
        }
        catch (SslHandshakeException e)
        {
            return await ClosedAsync($"{Where} shows a certificate that this machine does not trust: {LastPoint(e.Message)}. Name the server as its certificate does, or let the machine trust who signed it.", stop);
        }
        catch (Exception e) when (IsTrouble(e) || e is NotSupportedException)
        {
            // Not supported: a server that knows no logins, or none that we know.
            return await ClosedAsync($"{Where} could not be reached: {PlainText.OneLine(e.Message)}", stop);
        }
    }

    /// <summary>Hands a letter over; the server's answer when it took it. Throws what MailKit throws.</summary>
    public async Task<string> SendAsync(MimeMessage message, Envelope envelope, ITransferProgress progress, CancellationToken stop)
    {
        _ear.Forget();
        try
        {
            return await _client!.SendAsync(message, envelope.Sender, [envelope.Recipient], stop, progress);
        }
        finally
        {
            _letters++;
            _used = clock.GetTimestamp();
        }
    }

    /// <summary>Says goodbye, in a moment or not at all.</summary>
    public async Task CloseAsync(CancellationToken stop)
    {
        if (_client is null)
            return;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Farewell);
        try
        {
            await _client.DisconnectAsync(quit: true, limit.Token);
        }
        catch (Exception e) when (IsTrouble(e) || e is OperationCanceledException)
        {
            // What was answered was answered: nothing hangs on the farewell.
        }
        Dispose();
    }

    public void Dispose()
    {
        _client?.Dispose();
        _client = null;
    }

    public static bool IsTrouble(Exception e) =>
        e is IOException or SocketException or ProtocolException or CommandException or AuthenticationException or SslHandshakeException or TimeoutException or ServiceNotConnectedException or ServiceNotAuthenticatedException;

    /// <summary>MailKit tells its reasons as a list, the most exact last.</summary>
    private static string LastPoint(string message) => PlainText.OneLine(message[(message.LastIndexOf('•') + 1)..]).TrimEnd('.');

    private async Task<SendOutcome.Refused> ClosedAsync(string why, CancellationToken stop)
    {
        await CloseAsync(stop);
        return new SendOutcome.Refused(why, IsFinal: false);
    }

    /// <summary>Hears the server's refusals: one that hangs up right after its refusal would be taken for one that gave no answer.</summary>
    private sealed class Ear : IProtocolLogger
    {
        public (int Code, string Words)? Refusal { get; private set; }

        public IAuthenticationSecretDetector? AuthenticationSecretDetector { get; set; }

        public void Forget() => Refusal = null;

        public void LogConnect(Uri uri)
        {
        }

        public void LogClient(byte[] buffer, int offset, int count)
        {
        }

        public void LogServer(byte[] buffer, int offset, int count)
        {
            var words = Encoding.Latin1.GetString(buffer, offset, count);
            if (words.Length >= 3 && words[0] is '4' or '5' && int.TryParse(words.AsSpan(0, 3), out var code))
                Refusal ??= (code, PlainText.OneLine(words[3..].TrimStart('-', ' ')));
        }

        public void Dispose()
        {
        }
    }
}

/// <summary>From whom and to whom, as the server is told.</summary>
/// <param name="Sender">Where bounces go.</param>
internal sealed record Envelope(MailboxAddress Sender, MailboxAddress Recipient);
