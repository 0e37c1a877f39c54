using System.Text.RegularExpressions;
using Aggregator.Digests;

namespace Aggregator.Mailing;

/// <summary>The language of a letter's own words, and how what is in another is marked for those who hear it read.</summary>
internal static partial class LetterLanguage
{
    /// <summary>The one language that we have words in.</summary>
    public const string Own = "en";

    /// <summary>Whether a letter can be written in the language of a tag, as "en-GB".</summary>
    public static bool IsKnown(string tag) => Tag().IsMatch(tag) && IsOwn(tag);

    /// <summary>The tag of an entry's language; null where it is the letter's, not known, or no tag.</summary>
    public static string? Of(DigestEntry entry) =>
        entry.Language is { } tag && Tag().IsMatch(tag) && !IsOwn(tag) ? tag : null;

    private static bool IsOwn(string tag) => tag.Split('-')[0].Equals(Own, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Tag();
}
