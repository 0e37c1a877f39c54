using System.Text;
using Aggregator.Text;

namespace Aggregator.Mailing;

/// <summary>Makes what others wrote fit to stand in a letter: one line, of whole characters, whose direction is known.</summary>
internal static class LetterLine
{
    /// <summary>One line of at most <paramref name="length"/> characters. Half a surrogate pair is no character, and no encoding can carry it.</summary>
    public static string Of(string? text, int length) => PlainText.Shortened(Whole(PlainText.OneLine(text)), length);

    /// <summary>The same for a name, which cannot be nothing.</summary>
    public static string Named(string? text, int length) => Of(text, length) is { Length: > 0 } name ? name : "(no name)";

    /// <summary>The same for a text of several lines; blank lines at its ends are gone.</summary>
    public static IReadOnlyList<string> LinesOf(string text) => [.. text.Trim().ReplaceLineEndings("\n").Split('\n').Select(line => Whole(PlainText.OneLine(line)))];

    /// <summary>True when a reader begins it at the right: its first letter is of such a script.</summary>
    public static bool IsRightToLeft(string text)
    {
        foreach (var character in text)
        {
            if (IsRight(character))
                return true;
            if (char.IsLetter(character))
                return false;
        }
        return false;
    }

    /// <summary>The same, closed by a mark of direction where it needs one: else a number that follows is drawn before it.</summary>
    public static string Closed(string text) => text.Any(IsRight) ? text + '\u200E' : text;

    private static bool IsRight(char character) => character is (>= '\u0590' and <= '\u08FF') or (>= '\uFB1D' and <= '\uFDFF') or (>= '\uFE70' and <= '\uFEFC');

    private static string Whole(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
            return text;
        var whole = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (!char.IsSurrogate(text[at]))
                whole.Append(text[at]);
            else if (at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]))
                whole.Append(text, at++, 2);
        }
        return whole.ToString();
    }
}
