using Aggregator.Text;

namespace Aggregator.Watches;

/// <summary>The words around what was found, as one line that is safe to show.</summary>
internal static class WordsAround
{
    private const int Reach = 60;
    private const char Cut = '…';

    /// <param name="marks">What was found, in the order of the text; the line is made around the first.</param>
    /// <returns>The line, and the marks as parts of it.</returns>
    public static (string Line, IReadOnlyList<MatchMark> Marks) Of(string text, IReadOnlyList<MatchMark> marks)
    {
        var first = marks[0];
        // A run of NEAR may be longer than a line; its beginning is what is shown.
        var from = WordStart(text, Math.Max(0, first.Start - Reach));
        var to = WordEnd(text, Math.Min(text.Length, first.Start + Math.Min(first.Length, 2 * Reach) + Reach));
        // Some three hundred at most.
        Span<char> line = stackalloc char[to - from + 2];
        Span<int> places = stackalloc int[to - from + 1];
        var length = 0;
        if (from > 0)
            line[length++] = Cut;
        for (var at = from; at < to; at++)
        {
            places[at - from] = length;
            if (!char.IsWhiteSpace(text[at]))
            {
                if (PlainText.IsVisible(text[at]))
                    line[length++] = text[at];
            }
            else if (length > 0 && line[length - 1] is not (' ' or Cut))
                line[length++] = ' ';
        }
        places[to - from] = length;
        if (to < text.Length)
            line[length++] = Cut;
        var inside = new List<MatchMark>();
        foreach (var mark in marks)
        {
            if (mark.Start >= from && mark.Start + mark.Length <= to)
                inside.Add(new MatchMark(places[mark.Start - from], places[mark.Start + mark.Length - from] - places[mark.Start - from]));
        }
        return (line[..length].ToString(), inside);
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
