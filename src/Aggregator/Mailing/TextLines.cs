using System.Globalization;
using System.Text;
using Aggregator.Text;

namespace Aggregator.Mailing;

/// <summary>Sets text in lines that every screen holds.</summary>
internal static class TextLines
{
    private const int Columns = 76;

    /// <summary>Words in lines of at most 76 columns. An address stands on a line of its own and is never broken; any other word that is too long is.</summary>
    /// <param name="lead">What stands in the place of the first line's indent.</param>
    public static string Wrapped(string text, string indent = "", string? lead = null)
    {
        var lines = new StringBuilder();
        var column = 0;
        foreach (var word in PlainText.OneLine(text).Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(word => Pieces(word, Columns - indent.Length)))
        {
            var width = WidthOf(word);
            if (column > 0 && column + 1 + width > Columns)
            {
                lines.Append('\n');
                column = 0;
            }
            lines.Append(column > 0 ? " " : lines.Length == 0 ? lead ?? indent : indent).Append(word);
            column += (column == 0 ? indent.Length : 1) + width;
        }
        return lines.ToString();
    }

    /// <summary>A line as long as a title above it.</summary>
    public static string Under(string title) => new('-', Math.Min(WidthOf(title), Columns));

    private static IEnumerable<string> Pieces(string word, int columns)
    {
        if (WidthOf(word) <= columns || word.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || word.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
            return [word];
        var pieces = new List<string>();
        var piece = new StringBuilder();
        var width = 0;
        var characters = StringInfo.GetTextElementEnumerator(word);
        while (characters.MoveNext())
        {
            var character = characters.GetTextElement();
            if (width + WidthOf(character) > columns)
            {
                pieces.Add(piece.ToString());
                piece.Clear();
                width = 0;
            }
            piece.Append(character);
            width += WidthOf(character);
        }
        return [.. pieces, piece.ToString()];
    }

    /// <summary>Chinese, Japanese and Korean letters are two columns wide, and so are the two halves of a pair.</summary>
    private static int WidthOf(string text) => text.Sum(c => c is (>= '\u1100' and <= '\u115F') or (>= '\u2E80' and <= '\uA4CF') or (>= '\uAC00' and <= '\uD7A3') or (>= '\uF900' and <= '\uFAFF') or (>= '\uFE30' and <= '\uFE6F') or (>= '\uFF00' and <= '\uFF60') ? 2 : 1);
}
