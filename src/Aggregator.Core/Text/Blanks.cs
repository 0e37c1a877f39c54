namespace Aggregator.Text;

/// <summary>The text between two tags where it is only a line break and what indents the next line: a third of a page's texts, and few of them differ.</summary>
internal static class Blanks
{
    private const int Longest = 80;

    private static readonly string[] Spaces = [.. Enumerable.Range(0, Longest).Select(length => "\n" + new string(' ', length))];

    private static readonly string[] Tabs = [.. Enumerable.Range(0, Longest).Select(length => "\n" + new string('\t', length))];

    /// <summary>The text as a string, the same one for the same blanks.</summary>
    public static string Of(ReadOnlySpan<char> text)
    {
        if (text is " ")
            return " ";
        if (text.IsEmpty || text[0] != '\n' || text.Length > Longest)
            return text.ToString();
        var indent = text[1..];
        return !indent.ContainsAnyExcept(' ') ? Spaces[indent.Length] : !indent.ContainsAnyExcept('\t') ? Tabs[indent.Length] : text.ToString();
    }
}
