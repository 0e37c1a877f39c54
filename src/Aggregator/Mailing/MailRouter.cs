namespace Aggregator.Mailing;

/// <summary>Hands each letter to the mailer that reaches its recipient.</summary>
internal sealed class MailRouter(IMailer mail, IMailer webhooks, IMailer feeds) : IMailer
{
    public bool MayRepeat(string recipient) => For(recipient).MayRepeat(recipient);

    public Task ReadyAsync(string recipient, CancellationToken stop) => For(recipient).ReadyAsync(recipient, stop);

    public Task<SendOutcome> SendAsync(FrozenLetter letter, CancellationToken stop) => For(letter.Recipient).SendAsync(letter, stop);

    public async Task RestAsync(CancellationToken stop)
    {
        await mail.RestAsync(stop);
        await webhooks.RestAsync(stop);
        await feeds.RestAsync(stop);
    }

    private IMailer For(string recipient) => Recipient.KindOf(recipient) switch
    {
        RecipientKind.Mail => mail,
        RecipientKind.Webhook => webhooks,
        RecipientKind.Feed => feeds,
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
