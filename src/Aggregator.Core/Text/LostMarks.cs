using System.Buffers;
using System.Collections.Frozen;
using System.Text;

namespace Aggregator.Text;

/// <summary>Keeps the words that html would lose to a mark that is none, or that nobody ended.</summary>
internal static class LostMarks
{
    private const string Comment = "<!--";

    private static readonly SearchValues<char> NameStops = SearchValues.Create(" \t\r\n\f/>");

    /// <summary>The same html, but a tag that html does not have and that runs into the next tag (<c>cat &lt;&lt;EOF</c>) is letters, and a comment without its end stops at the next mark.</summary>
    /// <param name="known">The names that are tags.</param>
    public static string Kept(string html, FrozenSet<string> known)
    {
        StringBuilder? kept = null;
        var copied = 0;
        var names = known.GetAlternateLookup<ReadOnlySpan<char>>();
        var lastComment = -2;
        for (var at = html.IndexOf('<', StringComparison.Ordinal); at >= 0 && at + 1 < html.Length; at = html.IndexOf('<', at + 1))
        {
            if (html[at + 1] == '!')
            {
                if (!html.AsSpan(at).StartsWith(Comment, StringComparison.Ordinal))
                    continue;
                if (lastComment == -2)
                    lastComment = html.LastIndexOf("-->", StringComparison.Ordinal);
                if (lastComment > at + 1)
                    continue;
                kept = (kept ?? new StringBuilder(html.Length)).Append(html, copied, at - copied).Append("<!");
                copied = at + Comment.Length;
            }
            else if (IsLetter(html.AsSpan(at + 1), names))
            {
                kept = (kept ?? new StringBuilder(html.Length + 16)).Append(html, copied, at - copied).Append("&lt;");
                copied = at + 1;
            }
        }
        return kept?.Append(html, copied, html.Length - copied).ToString() ?? html;
    }

    private static bool IsLetter(ReadOnlySpan<char> tag, FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> names)
    {
        var end = char.IsAsciiLetter(tag[0]) ? tag.IndexOfAny(NameStops) : -1;
        if (end < 0 || tag[end] == '>' || names.Contains(tag[..end]))
            return false;
        var stop = tag[end..].IndexOfAny('<', '>');
        return stop >= 0 && tag[end + stop] == '<';
    }
}
