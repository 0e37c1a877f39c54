using MimeKit;

namespace Aggregator.Mailing;

/// <summary>Tells a mail address from everything else that stands where one should be.</summary>
internal static class MailAddress
{
    /// <summary>True for one address, perhaps with a name before it, on one line.</summary>
    public static bool IsGood(string text) => !text.Any(char.IsControl) && MailboxAddress.TryParse(text, out _);
}
