using System.Buffers;
using System.Text;

namespace Aggregator.Pages;

/// <summary>Words to be looked for in many lines at once, whatever their case.</summary>
internal sealed class WordSieve
{
    private readonly SearchValues<string> _ascii;
    private readonly SearchValues<string> _others;

    public WordSieve(IEnumerable<string> words)
    {
        var all = words.Distinct().ToList();
        // A word that holds another one catches nothing of its own.
        var needed = all.Where(word => !all.Any(other => other != word && word.Contains(other, StringComparison.OrdinalIgnoreCase))).ToList();
        _ascii = SearchValues.Create([.. needed.Where(word => Ascii.IsValid(word))], StringComparison.OrdinalIgnoreCase);
        _others = SearchValues.Create([.. needed.Where(word => !Ascii.IsValid(word))], StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>True when the line has one of the words. The search for letters beyond ASCII is slow, so it is spared where there are none.</summary>
    public bool Catches(string line) => line.AsSpan().ContainsAny(_ascii) || (!Ascii.IsValid(line) && line.AsSpan().ContainsAny(_others));
}
