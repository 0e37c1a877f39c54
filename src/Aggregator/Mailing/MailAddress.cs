using MimeKit;

namespace Aggregator.Mailing;

/// <summary>Tells a mail address from everything else that stands where one should be.</summary>
internal static class MailAddress
{
    /// <summary>True for one address, perhaps with a name before it.</summary>
    public static bool IsGood(string text) => MailboxAddress.TryParse(text, out _);
}
