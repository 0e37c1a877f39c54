using Aggregator.Downloads;
using Aggregator.Text;

namespace Aggregator.Mailing;

/// <summary>Posts a document to a program of somebody else's, through whatever guards the way to the web.</summary>
/// <param name="key">The same for the same document, however often it comes: Idempotency-Key.</param>
internal delegate Task<PostOutcome> WebhookPost(Uri address, byte[] json, string key, CancellationToken stop);

/// <summary>Hands digests to webhooks. The address may carry a secret: only its host is ever told.</summary>
internal sealed class WebhookMailer(WebhookPost post) : IMailer
{
    /// <summary>Their receivers know a digest that comes twice by its key.</summary>
    public bool MayRepeat(string recipient) => true;

    public async Task<SendOutcome> SendAsync(FrozenLetter letter, CancellationToken stop)
    {
        if (!Recipient.IsWebhook(letter.Recipient))
            return new SendOutcome.Refused("A webhook is an address as https://example.org/hooks/energy, without a user name.", IsFinal: true) { IsRecipient = true };
        var address = new Uri(letter.Recipient);
        try
        {
            return await post(address, letter.Message, letter.MessageId, stop) switch
            {
                PostOutcome.Answered { Status: >= 200 and < 300 } answer => new SendOutcome.Accepted($"{address.Host} ({answer.Status})"),
                PostOutcome.Answered { Status: >= 300 and < 400 } answer => new SendOutcome.Refused($"{address.Host} answered {answer.Status}: a webhook that has moved must be named anew.", IsFinal: true),
                PostOutcome.Answered answer => new SendOutcome.Refused($"{address.Host} answered {answer.Status}.", IsFinal: answer.Status is < 500 and not (408 or 425 or 429)) { IsRecipient = answer.Status is 404 or 410 },
                PostOutcome.NotSent { IsForbidden: true } not => new SendOutcome.Refused(PlainText.OneLine(not.Why), IsFinal: true),
                PostOutcome.NotSent not => new SendOutcome.Refused(PlainText.OneLine(not.Why), IsFinal: false),
                PostOutcome.NoAnswer none => new SendOutcome.Ambiguous(PlainText.OneLine(none.Why)),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
        }
        catch (OperationCanceledException)
        {
            return new SendOutcome.Ambiguous($"The program was stopped before {address.Host} answered.");
        }
    }

    public Task RestAsync(CancellationToken stop) => Task.CompletedTask;
}
