using System.Buffers;
using System.Text;

namespace Aggregator.Pages;

/// <summary>Words to be looked for in many lines at once, whatever their case.</summary>
internal sealed class WordSieve
{
    /// <summary>Of more words at once the search goes letter by letter.</summary>
    private const int MostAtOnce = 24;

    private readonly SearchValues<string>[] _plain;
    private readonly SearchValues<string> _lettered;
    private readonly SearchValues<char> _letters;

    public WordSieve(IEnumerable<string> words)
    {
        var all = words.Distinct().ToList();
        // A word that holds another one catches nothing of its own.
        var needed = all.Where(word => !all.Any(other => other != word && word.Contains(other, StringComparison.OrdinalIgnoreCase))).ToList();
        _plain = [.. needed.Where(word => Ascii.IsValid(word)).Order(StringComparer.Ordinal).Chunk(MostAtOnce).Append([.. needed.Where(IsApostrophed)]).Select(Searched)];
        var lettered = needed.Where(HasOwnLetter).ToList();
        _lettered = Searched(lettered);
        _letters = SearchValues.Create([.. lettered.Select(word => word.First(IsOwnLetter)).SelectMany(c => new[] { char.ToUpperInvariant(c), char.ToLowerInvariant(c) }).Distinct()]);
    }

    /// <summary>True when the line has one of the words. The search for words with letters beyond ASCII is slow: it is spared where no such letter stands.</summary>
    public bool Catches(ReadOnlySpan<char> line)
    {
        foreach (var words in _plain)
        {
            if (line.ContainsAny(words))
                return true;
        }
        return line.ContainsAny(_letters) && line.ContainsAny(_lettered);
    }

    /// <summary>For each line whether it has one of the words.</summary>
    public bool[] Catches(JoinedLines lines)
    {
        var caught = new bool[lines.Lines.Count];
        foreach (var words in _plain)
            lines.Visit(text => text.IndexOfAny(words), line => caught[line] = true);
        lines.Visit(text => text.IndexOfAny(_letters), line => caught[line] |= lines.Lines[line].AsSpan().ContainsAny(_lettered));
        return caught;
    }

    private static bool HasOwnLetter(string word) => word.Any(IsOwnLetter);

    /// <summary>With a sign beyond ASCII that stands in English too.</summary>
    private static bool IsApostrophed(string word) => !Ascii.IsValid(word) && !HasOwnLetter(word);

    private static bool IsOwnLetter(char c) => !char.IsAscii(c) && char.IsLetter(c);

    private static SearchValues<string> Searched(IEnumerable<string> words) => SearchValues.Create([.. words], StringComparison.OrdinalIgnoreCase);
}
