using System.Text;
using Aggregator.Digests;
using Aggregator.Text;
using MimeKit;
using MimeKit.Text;
using MimeKit.Utils;

namespace Aggregator.Mailing;

/// <summary>Puts what a letter says into the message that leaves: headers by the rules for lists, signed, the same bytes for the same digest.</summary>
internal sealed class LetterEnvelope(MailingSettings settings, SubscriptionLinks links)
{
    private readonly LetterSigner? _signer = LetterSigner.Of(settings.Dkim);

    public Letter Sealed(Digest digest, string subject, string html, string text, LogoImage? logo)
    {
        var id = MessageIdOf(digest);
        using var message = MessageTo(digest.Subscriber, subject, id, digest.Closed);
        // A list of one is still one: the subscription, at one click.
        AddListHeaders(message.Headers, digest.Subscription);
        message.Body = LetterBody.Of(html, text, logo, $"=-{id.Split('.')[2][..16]}");
        return new Letter { Digest = digest, Subject = subject, MessageId = id, Html = html, Text = text, Message = Frozen(message) };
    }

    /// <summary>A letter to one person about the subscription itself. It is of no list, so nothing unsubscribes from it.</summary>
    /// <param name="now">When it is written.</param>
    public FrozenLetter Sealed(Subscriber to, string subject, string text, DateTimeOffset now)
    {
        var id = $"ask.{now.ToUnixTimeSeconds()}.{links.Digits($"{to.Key}|{to.Version}|{now.ToUnixTimeSeconds()}")}@{Host}";
        using var message = MessageTo(to, subject, id, now);
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Body = new TextPart(TextFormat.Plain) { Text = text.ReplaceLineEndings("\r\n"), ContentTransferEncoding = ContentEncoding.QuotedPrintable };
        return new FrozenLetter(id, to.Address, Frozen(message));
    }

    /// <summary>Derived from subscription and window, so that a receiver can know a letter that comes twice; with the links' key, so that nobody else can name it.</summary>
    public string MessageIdOf(Digest digest) =>
        $"digest.{digest.Window}.{links.Digits($"{settings.List}|{digest.Subscription.Id}|{digest.Subscriber.Address}|{digest.Span.Number}|{digest.Window}")}@{Host}";

    private string Host => MailboxAddress.Parse(settings.From).Domain is { Length: > 0 } domain ? MailboxAddress.EncodeAddrspec($"x@{domain}")[2..] : "localhost";

    private MimeMessage MessageTo(Subscriber subscriber, string subject, string id, DateTimeOffset moment)
    {
        var message = new MimeMessage { Subject = subject, Date = TimeZoneInfo.ConvertTime(moment, subscriber.Zone), MessageId = id };
        message.From.Add(MailboxAddress.Parse(settings.From));
        var to = MailboxAddress.Parse(subscriber.Address);
        if (subscriber.Name is not null)
            to.Name = PlainText.OneLine(subscriber.Name);
        message.To.Add(to);
        return message;
    }

    private void AddListHeaders(HeaderList headers, Subscription subscription)
    {
        headers.Add("List-Id", $"{MimeUtils.Quote(PlainText.OneLine(settings.List))} <digest.{Host}>");
        headers.Add("Auto-Submitted", "auto-generated");
        headers.Add("Precedence", "bulk");
        var (page, mail) = (links.Unsubscribe(subscription), links.UnsubscribeByMail(subscription));
        if (page is null && mail is null)
            return;
        // Raw: an address that MimeKit folded or encoded would be none.
        var ways = string.Join(",\r\n ", new[] { page, mail }.OfType<Uri>().Select(way => $"<{way.AbsoluteUri}>"));
        var header = new Header(HeaderId.ListUnsubscribe, "");
        header.SetRawValue(Encoding.ASCII.GetBytes($" {ways}\r\n"));
        headers.Add(header);
        // The promise of RFC 8058: a POST there ends it, with no question asked.
        if (page is { Scheme: "https" })
            headers.Add(HeaderId.ListUnsubscribePost, "List-Unsubscribe=One-Click");
    }

    private byte[] Frozen(MimeMessage message)
    {
        _signer?.Sign(message);
        using var bytes = new MemoryStream();
        message.WriteTo(Format, bytes);
        return bytes.ToArray();
    }

    private static FormatOptions Format { get; } = Dos();

    private static FormatOptions Dos()
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        return format;
    }
}
