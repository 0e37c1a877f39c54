using System.Buffers;
using System.Text;

namespace Aggregator.Pages;

/// <summary>Words to be looked for in many lines at once, whatever their case.</summary>
internal sealed class WordSieve
{
    /// <summary>Of more words at once the search goes letter by letter.</summary>
    private const int MostAtOnce = 24;

    private readonly SearchValues<string>[] _plain;
    private readonly SearchValues<char> _letters;
    private readonly ILookup<char, (string Word, int At)> _lettered;

    public WordSieve(IEnumerable<string> words)
    {
        var all = words.Distinct().ToList();
        // A word that holds another one catches nothing of its own.
        var needed = all.Where(word => !all.Any(other => other != word && word.Contains(other, StringComparison.OrdinalIgnoreCase))).ToList();
        _plain = [.. needed.Where(word => Ascii.IsValid(word)).Order(StringComparer.Ordinal).Chunk(MostAtOnce).Append([.. needed.Where(IsApostrophed)]).Where(words => words.Length > 0).Select(Searched)];
        // A word with letters beyond ASCII is looked for by the first of them: most lines have none.
        _lettered = needed.Where(HasOwnLetter).Select(word => (Word: word, At: word.IndexOf(word.First(IsOwnLetter), StringComparison.Ordinal)))
            .SelectMany(word => new[] { char.ToUpperInvariant(word.Word[word.At]), char.ToLowerInvariant(word.Word[word.At]) }.Distinct().Select(letter => (Letter: letter, Word: word)))
            .ToLookup(pair => pair.Letter, pair => pair.Word);
        _letters = SearchValues.Create([.. _lettered.Select(letter => letter.Key)]);
    }

    /// <summary>True when the line has one of the words.</summary>
    public bool Catches(ReadOnlySpan<char> line)
    {
        foreach (var words in _plain)
        {
            if (line.ContainsAny(words))
                return true;
        }
        return HasLettered(line);
    }

    /// <summary>For each line whether it has one of the words.</summary>
    public bool[] Catches(JoinedLines lines)
    {
        var caught = new bool[lines.Lines.Count];
        foreach (var words in _plain)
            lines.Visit(text => text.IndexOfAny(words), line => caught[line] = true);
        lines.Visit(text => text.IndexOfAny(_letters), line => caught[line] |= HasLettered(lines.Lines[line]));
        return caught;
    }

    private bool HasLettered(ReadOnlySpan<char> line)
    {
        for (var from = 0; line[from..].IndexOfAny(_letters) is >= 0 and var found; from += found + 1)
        {
            foreach (var (word, at) in _lettered[line[from + found]])
            {
                var start = from + found - at;
                if (start >= 0 && line[start..].StartsWith(word, StringComparison.OrdinalIgnoreCase))
                    return true;
            }
        }
        return false;
    }

    private static bool HasOwnLetter(string word) => word.Any(IsOwnLetter);

    /// <summary>With a sign beyond ASCII that stands in English too.</summary>
    private static bool IsApostrophed(string word) => !Ascii.IsValid(word) && !HasOwnLetter(word);

    private static bool IsOwnLetter(char c) => !char.IsAscii(c) && char.IsLetter(c);

    private static SearchValues<string> Searched(IEnumerable<string> words) => SearchValues.Create([.. words], StringComparison.OrdinalIgnoreCase);
}
