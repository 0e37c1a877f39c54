namespace Aggregator.Pages;

/// <summary>Lines as one text, in which words are looked for: to begin a search costs more than to go through a line.</summary>
internal sealed class JoinedLines(IReadOnlyList<string> lines)
{
    private readonly string _text = string.Join('\n', lines);

    public IReadOnlyList<string> Lines => lines;

    /// <summary>True when one of them holds the words, in whatever case.</summary>
    public bool Have(string words) => _text.Contains(words, StringComparison.OrdinalIgnoreCase);

    /// <summary>Goes to each line in which something is found, once.</summary>
    public void Visit(Func<ReadOnlySpan<char>, int> find, Action<int> visit)
    {
        var (line, start) = (0, 0);
        while (start < _text.Length && find(_text.AsSpan(start)) is >= 0 and var found)
        {
            for (found += start; start + lines[line].Length <= found; line++)
                start += lines[line].Length + 1;
            visit(line);
            start += lines[line++].Length + 1;
        }
    }
}
