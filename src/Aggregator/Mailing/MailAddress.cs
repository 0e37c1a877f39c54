using MimeKit;

namespace Aggregator.Mailing;

/// <summary>Tells a mail address from everything else that stands where one should be.</summary>
internal static class MailAddress
{
    /// <summary>True for one address, perhaps with a name before it.</summary>
    public static bool IsGood(string text) => MailboxAddress.TryParse(text, out _);

    /// <summary>True for one address and nothing beside it, as a subscriber has.</summary>
    public static bool IsBare(string text) =>
        text.Length <= 254 && !text.Any(c => char.IsControl(c) || c is '<' or '>' or ',' or ';') && MailboxAddress.TryParse(text, out var mailbox)
        && mailbox.Address == text && mailbox.Domain.Length > 0;
}
