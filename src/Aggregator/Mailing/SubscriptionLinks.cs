using System.Security.Cryptography;
using System.Text;
using Aggregator.Digests;
using MimeKit;

namespace Aggregator.Mailing;

/// <summary>The links in a letter by which its reader answers, and the address to which the letter comes back.</summary>
/// <param name="key">The secret that makes them unguessable.</param>
/// <param name="address">Where the program's pages are reached from outside; null when they are not.</param>
/// <param name="settings">The sender, and where bounces come.</param>
internal sealed class SubscriptionLinks(byte[] key, Uri? address, MailingSettings settings)
{
    /// <summary>Of the address for bounces, before its @: an extension must fit behind it, in the 64 characters of a name.</summary>
    public const int LongestName = 64 - 1 - LinkToken.TextLength;

    /// <summary>True for an address to which an extension can be written.</summary>
    public static bool MayReturn(string bounces) =>
        Recipient.IsMail(bounces) && MailboxAddress.TryParse(bounces, out var mailbox) && mailbox.LocalPart is { Length: > 0 and <= LongestName } name && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_');

    /// <summary>Ends the subscription at one click; null when nobody outside reaches the program's pages.</summary>
    public Uri? Unsubscribe(Subscription subscription) => At("unsubscribe", TokenOf(subscription));

    /// <summary>A mail that ends the subscription; null when no mailbox is read.</summary>
    public Uri? UnsubscribeByMail(Subscription subscription) =>
        settings.Bounces.Length == 0 ? null : new Uri($"mailto:{settings.Bounces}?subject=unsubscribe%20{TokenOf(subscription)}");

    /// <summary>A page of the subscriber's own.</summary>
    public Uri? Manage(Subscriber subscriber) => At("manage", LinkToken.Write(key, LinkPurpose.Manage, null, null, subscriber));

    /// <summary>Says that the mail was asked for: once, and for as long as it is told.</summary>
    /// <param name="subscriber">As it stands in the book: once it is saved anew the link is void.</param>
    /// <param name="until">In whole minutes.</param>
    public Uri? Confirm(Subscriber subscriber, DateTimeOffset until) => At("confirm", LinkToken.Write(key, LinkPurpose.Confirm, null, until, subscriber));

    /// <summary>To where mail to this address comes back: the token in it proves that a bounce is of ours.</summary>
    public MailboxAddress ReturnTo(string recipient)
    {
        if (settings.Bounces.Length == 0)
            return MailboxAddress.Parse(settings.From);
        var at = settings.Bounces.LastIndexOf('@');
        return new MailboxAddress("", $"{settings.Bounces[..at]}+{LinkToken.Write(key, LinkPurpose.Return, null, null, new Subscriber { Address = recipient })}{settings.Bounces[at..]}");
    }

    /// <summary>Digits that only we can derive from a text: so a Message-ID, too, cannot be made up by others.</summary>
    public string Digits(string text) => Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"aggregator-id|{text}")))[..16];

    /// <summary>For whom a token was made, and for what; null when we did not make it, or not for any of these.</summary>
    public KnownLink? Find(string text, IEnumerable<Subscriber> subscribers, DateTimeOffset now)
    {
        if (LinkToken.Read(text) is not { } token)
            return null;
        var subscriber = subscribers.FirstOrDefault(subscriber => token.Fits(key, subscriber));
        return subscriber is null ? null : new KnownLink(token.Purpose, subscriber, subscriber.Schedules.FirstOrDefault(schedule => schedule.Kind == token.Kind), token.Until < now);
    }

    private string TokenOf(Subscription subscription) => LinkToken.Write(key, LinkPurpose.Unsubscribe, subscription.Schedule.Kind, null, subscription.Subscriber);

    private Uri? At(string page, string token) => address is null ? null : new Uri(address, $"{page}/{token}");
}

/// <summary>A link of ours.</summary>
/// <param name="Schedule">Of the subscription that it is about; null when it is about all, or when that one has ended.</param>
/// <param name="IsLate">True when its time is over.</param>
internal sealed record KnownLink(LinkPurpose Purpose, Subscriber Subscriber, Schedule? Schedule, bool IsLate);
