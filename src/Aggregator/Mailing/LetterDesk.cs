using System.Net;
using System.Text;
using Aggregator.Digests;
using Aggregator.Text;

namespace Aggregator.Mailing;

/// <summary>Writes a digest in the form that its recipient takes: a letter for a person, JSON for a program or a feed.</summary>
internal sealed class LetterDesk(LetterWriter writer, LetterEnvelope envelope, SubscriptionLinks links, MailingSettings settings)
{
    public Task<Letter> WriteAsync(Digest digest, CancellationToken stop) =>
        Recipient.KindOf(digest.Subscriber.Address) == RecipientKind.Mail
            ? writer.WriteAsync(digest, new LetterLinks(links.Unsubscribe(digest.Subscription) ?? links.UnsubscribeByMail(digest.Subscription), links.Manage(digest.Subscriber)), stop)
            : Task.FromResult(Data(digest));

    private Letter Data(Digest digest)
    {
        var id = envelope.MessageIdOf(digest);
        var json = DigestJson.Of(digest, id, settings.List).Written();
        var text = Encoding.UTF8.GetString(json);
        return new Letter
        {
            Digest = digest,
            Subject = PlainText.OneLine($"[{settings.List}] {digest.Stories} new"),
            MessageId = id,
            Text = text,
            Html = $"<pre>{WebUtility.HtmlEncode(text)}</pre>",
            Message = json,
        };
    }
}
