using System.Net.Sockets;
using Aggregator.Text;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Aggregator.Mailing;

/// <summary>Hands letters to an SMTP server, and tells "not taken" from "perhaps taken".</summary>
internal sealed class SmtpMailer(MailingSettings settings) : IMailer
{
    public bool MayRepeat(string recipient) => false;

    public async Task<SendOutcome> SendAsync(FrozenLetter letter, CancellationToken stop)
    {
        using var client = new SmtpClient { Timeout = (int)TimeSpan.FromSeconds(60).TotalMilliseconds };
        try
        {
            await client.ConnectAsync(settings.Server, settings.Port, settings.Port == 465 ? SecureSocketOptions.SslOnConnect : settings.RequireTls ? SecureSocketOptions.StartTlsWhenAvailable : SecureSocketOptions.None, stop);
            if (settings.RequireTls && !client.IsSecure)
                return new SendOutcome.Refused($"{Where} offers no TLS. Set Mailing:RequireTls to false only for a server on this machine.", IsFinal: false);
            if (settings.User.Length > 0)
                await client.AuthenticateAsync(settings.User, settings.Password, stop);
        }
        catch (OperationCanceledException)
        {
            return Stopped();
        }
        catch (Exception e) when (IsTrouble(e))
        {
            return new SendOutcome.Refused($"{Where} could not be reached: {PlainText.OneLine(e.Message)}", IsFinal: false);
        }
        return await HandOverAsync(client, letter, stop);
    }

    public Task RestAsync(CancellationToken stop) => Task.CompletedTask;

    private string Where => $"{settings.Server}:{settings.Port}";

    private async Task<SendOutcome> HandOverAsync(SmtpClient client, FrozenLetter letter, CancellationToken stop)
    {
        using var message = await MimeMessage.LoadAsync(new MemoryStream(letter.Message), stop);
        var begin = new Begin();
        try
        {
            var answer = await client.SendAsync(message, stop, begin);
            // What happens on the way out cannot take back the answer.
            await client.DisconnectAsync(quit: true, CancellationToken.None);
            return new SendOutcome.Accepted($"{Where} ({PlainText.OneLine(answer)})");
        }
        catch (SmtpCommandException e)
        {
            return new SendOutcome.Refused($"{Where} answered {(int)e.StatusCode}: {PlainText.OneLine(e.Message)}", IsFinal: (int)e.StatusCode >= 500) { IsRecipient = e.ErrorCode == SmtpErrorCode.RecipientNotAccepted };
        }
        catch (OperationCanceledException) when (!begin.HasBeen)
        {
            return Stopped();
        }
        catch (Exception e) when (IsTrouble(e) && !begin.HasBeen)
        {
            return new SendOutcome.Refused($"{Where} broke off before it took the letter: {PlainText.OneLine(e.Message)}", IsFinal: false);
        }
        catch (Exception e) when (IsTrouble(e))
        {
            return new SendOutcome.Ambiguous($"{Where} broke off while it took the letter: {PlainText.OneLine(e.Message)}");
        }
    }

    /// <summary>A stop that came in time: an exception would leave the letter in doubt, and a letter in doubt is not sent again.</summary>
    private SendOutcome.Refused Stopped() => new($"The program was stopped before {Where} took the letter.", IsFinal: false);

    private static bool IsTrouble(Exception e) =>
        e is IOException or SocketException or ProtocolException or CommandException or AuthenticationException or SslHandshakeException or TimeoutException;

    /// <summary>Knows whether the first byte of the letter itself was written: before that, it cannot have arrived.</summary>
    private sealed class Begin : ITransferProgress
    {
        public bool HasBeen { get; private set; }

        public void Report(long bytesTransferred, long totalSize) => HasBeen = true;

        public void Report(long bytesTransferred) => HasBeen = true;
    }
}
