namespace Aggregator.Mailing;

/// <summary>Tells where a digest may go: a mail address, a webhook, or a feed in the data folder.</summary>
internal static class Recipient
{
    public static bool IsGood(string address) => IsWebhook(address) || IsFeed(address) || (!address.Contains(':', StringComparison.Ordinal) && MailAddress.IsBare(address));

    public static bool IsWebhook(string address) =>
        address.StartsWith("https://", StringComparison.OrdinalIgnoreCase) && Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0;

    /// <summary>True for file:NAME.atom and file:NAME.json, a name without a path.</summary>
    public static bool IsFeed(string address) =>
        address.StartsWith("file:", StringComparison.Ordinal) && address[5..] is var name && name.Length <= 100
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') && char.IsAsciiLetterOrDigit(name[0])
        && (name.EndsWith(".atom", StringComparison.Ordinal) || name.EndsWith(".json", StringComparison.Ordinal));
}
