using MimeKit;

namespace Aggregator.Mailing;

/// <summary>By which way a digest reaches its recipient.</summary>
internal enum RecipientKind
{
    /// <summary>A person's mail address.</summary>
    Mail,

    /// <summary>A program that takes digests as JSON.</summary>
    Webhook,

    /// <summary>A feed that this program keeps as a file in the data folder.</summary>
    Feed,
}

/// <summary>Tells where a digest may go: a mail address, a webhook, or a feed in the data folder.</summary>
internal static class Recipient
{
    private const string FeedScheme = "file:";

    public static bool IsGood(string address) => KindOf(address) switch
    {
        RecipientKind.Webhook => IsWebhook(address),
        RecipientKind.Feed => IsFeed(address),
        _ => IsMail(address),
    };

    public static RecipientKind KindOf(string address) =>
        address.StartsWith("https:", StringComparison.OrdinalIgnoreCase) ? RecipientKind.Webhook
        : address.StartsWith(FeedScheme, StringComparison.OrdinalIgnoreCase) ? RecipientKind.Feed
        : RecipientKind.Mail;

    public static bool IsWebhook(string address) =>
        address.StartsWith("https://", StringComparison.OrdinalIgnoreCase) && Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri is { UserInfo: "", Fragment: "" } && uri.Host.Length > 0;

    /// <summary>True for file:NAME.atom and file:NAME.json, a name without a path.</summary>
    public static bool IsFeed(string address) => FeedName(address) is not null;

    /// <summary>The name of a feed's file; null when it is none.</summary>
    public static string? FeedName(string address) =>
        address.StartsWith(FeedScheme, StringComparison.OrdinalIgnoreCase) && address[FeedScheme.Length..].ToLowerInvariant() is { Length: > 0 and <= 100 } name
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') && char.IsAsciiLetterOrDigit(name[0])
        && (name.EndsWith(".atom", StringComparison.Ordinal) || name.EndsWith(".json", StringComparison.Ordinal)) ? name : null;

    /// <summary>True for one mail address and nothing beside it. Letters beyond ASCII before its @ would be spelled anew on the way, and make somebody else's address.</summary>
    public static bool IsMail(string address) =>
        address.Length <= 254 && !address.Any(c => char.IsControl(c) || c is ':' or '<' or '>' or ',' or ';') && MailboxAddress.TryParse(address, out var mailbox)
        && mailbox.Address == address && mailbox.Domain.Length > 0 && System.Text.Ascii.IsValid(mailbox.LocalPart);
}
