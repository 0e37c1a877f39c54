using System.Security.Cryptography;
using System.Text;
using Aggregator.Digests;
using Aggregator.Text;
using MimeKit;
using MimeKit.Utils;

namespace Aggregator.Mailing;

/// <summary>Puts what a letter says into the message that leaves: headers by the rules for lists, the same bytes for the same digest.</summary>
internal sealed class LetterEnvelope(MailingSettings settings)
{
    public Letter Sealed(Digest digest, string subject, string html, string text, LogoImage? logo)
    {
        var id = MessageIdOf(digest);
        return new Letter { Subject = subject, MessageId = id, Html = html, Text = text, Message = Frozen(digest, subject, id, LetterBody.Of(html, text, logo, $"=-{id.Split('.')[2][..16]}")) };
    }

    /// <summary>Derived from subscription and window, so that a receiver can know a letter that comes twice.</summary>
    private string MessageIdOf(Digest digest)
    {
        var host = MailboxAddress.Parse(settings.From).Domain is { Length: > 0 } domain ? domain : "localhost";
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{settings.List}|{digest.Subscription.Id}|{digest.Subscriber.Address}|{digest.Span.Number}|{digest.Window}")));
        return $"digest.{digest.Window}.{hash[..16]}@{host}";
    }

    private byte[] Frozen(Digest digest, string subject, string id, MimeEntity body)
    {
        using var message = new MimeMessage();
        message.From.Add(MailboxAddress.Parse(settings.From));
        message.To.Add(MailboxAddress.Parse(digest.Subscriber.Address));
        message.Subject = subject;
        message.Date = TimeZoneInfo.ConvertTime(digest.Closed, digest.Subscriber.Zone);
        message.MessageId = id;
        message.Headers.Add("List-Id", $"{Quoted(settings.List)} <digest.{id.Split('@')[1]}>");
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add("Precedence", "bulk");
        message.Body = body;
        using var bytes = new MemoryStream();
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        message.WriteTo(format, bytes);
        return bytes.ToArray();
    }

    private static string Quoted(string name) => MimeUtils.Quote(PlainText.OneLine(name));
}
