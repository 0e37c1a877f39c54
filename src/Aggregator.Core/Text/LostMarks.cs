using System.Buffers;
using System.Collections.Frozen;
using System.Text;

namespace Aggregator.Text;

/// <summary>Keeps the words that html would lose to a mark that is none, or that nobody ended.</summary>
internal static class LostMarks
{
    private const string Comment = "<!--";

    private static readonly SearchValues<char> NameStops = SearchValues.Create(" \t\r\n\f/>");
    private static readonly SearchValues<char> Marks = SearchValues.Create("<>");

    /// <summary>The same html, but a tag that html does not have and that runs into the next tag (<c>cat &lt;&lt;EOF</c>) is letters, and a comment without its end stops at the next mark.</summary>
    /// <param name="known">The names that are tags.</param>
    public static string Kept(string html, FrozenSet<string> known)
    {
        StringBuilder? kept = null;
        var copied = 0;
        var names = known.GetAlternateLookup<ReadOnlySpan<char>>();
        var (stops, marks) = (new NextSign(html, NameStops), new NextSign(html, Marks));
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
            else if (IsLetter(html, at + 1, stops, marks, names))
            {
                kept = (kept ?? new StringBuilder(html.Length + 16)).Append(html, copied, at - copied).Append("&lt;");
                copied = at + 1;
            }
        }
        return kept?.Append(html, copied, html.Length - copied).ToString() ?? html;
    }

    private static bool IsLetter(string html, int name, NextSign stops, NextSign marks, FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> names)
    {
        var end = char.IsAsciiLetter(html[name]) ? stops.From(name) : html.Length;
        return end < html.Length && html[end] != '>' && !names.Contains(html.AsSpan(name, end - name)) && marks.From(end) is var mark && mark < html.Length && html[mark] == '<';
    }

    /// <summary>The next of some signs, looked for once however often it is asked for: names that have no end would cost their square.</summary>
    private sealed class NextSign(string text, SearchValues<char> signs)
    {
        private int _at = -1;

        /// <summary>Its place; the text's length where there is none.</summary>
        /// <param name="start">Not before the start of the question before.</param>
        public int From(int start)
        {
            if (_at < start)
                _at = text.AsSpan(start).IndexOfAny(signs) is >= 0 and var next ? start + next : text.Length;
            return _at;
        }
    }
}
