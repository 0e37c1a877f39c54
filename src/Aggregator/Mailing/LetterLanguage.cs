using System.Text.RegularExpressions;
using Aggregator.Digests;

namespace Aggregator.Mailing;

/// <summary>The language of a letter's own words, and how what is in another is marked for those who hear it read.</summary>
internal static partial class LetterLanguage
{
    /// <summary>The one language that we have words in: whoever asks for another gets this one.</summary>
    public const string Own = "en";

    /// <summary>The tag of an entry's language; null where it is the letter's, not known, or no tag.</summary>
    public static string? Of(DigestEntry entry) =>
        entry.Language is { } tag && Tag().IsMatch(tag) && !tag.Split('-')[0].Equals(Own, StringComparison.OrdinalIgnoreCase) ? tag : null;

    [GeneratedRegex(@"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Tag();
}
