using System.Text;
using Aggregator.Text;

namespace Aggregator.Watches;

/// <summary>The words around what was found, as one line that is safe to show.</summary>
internal static class WordsAround
{
    private const int Reach = 60;

    /// <param name="marks">What was found, in the order of the text; the line is made around the first.</param>
    /// <returns>The line, and the marks as parts of it.</returns>
    public static (string Line, IReadOnlyList<MatchMark> Marks) Of(string text, IReadOnlyList<MatchMark> marks)
    {
        var first = marks[0];
        // A run of NEAR may be longer than a line; its beginning is what is shown.
        var from = WordStart(text, Math.Max(0, first.Start - Reach));
        var to = WordEnd(text, Math.Min(text.Length, first.Start + Math.Min(first.Length, 2 * Reach) + Reach));
        var line = new StringBuilder(from > 0 ? "…" : "");
        var places = new int[to - from + 1];
        for (var at = from; at < to; at++)
        {
            places[at - from] = line.Length;
            if (char.IsWhiteSpace(text[at]))
                line.Append(line.Length == 0 || line[^1] is ' ' or '…' ? "" : " ");
            else if (PlainText.IsVisible(text[at]))
                line.Append(text[at]);
        }
        places[^1] = line.Length;
        line.Append(to < text.Length ? "…" : "");
        var inside = marks.Where(mark => mark.Start >= from && mark.Start + mark.Length <= to)
            .Select(mark => (Start: places[mark.Start - from], End: places[mark.Start + mark.Length - from]));
        return (line.ToString(), [.. inside.Select(mark => new MatchMark(mark.Start, mark.End - mark.Start))]);
    }

    /// <summary>A little further back or forth, where the word that is cut ends.</summary>
    private static int WordStart(string text, int at)
    {
        var start = at;
        while (start > 0 && at - start < 20 && !char.IsWhiteSpace(text[start - 1]))
            start--;
        return start > 0 && char.IsLowSurrogate(text[start]) ? start - 1 : start;
    }

    private static int WordEnd(string text, int at)
    {
        var end = at;
        while (end < text.Length && end - at < 20 && !char.IsWhiteSpace(text[end]))
            end++;
        return end < text.Length && char.IsLowSurrogate(text[end]) ? end + 1 : end;
    }
}
