using System.Globalization;
using System.Text;

namespace Aggregator.Watches;

/// <summary>
/// A text as its words: lower case without accents, every other sign a blank, a blank at both ends, so that whole words match
/// and curly quotes do not matter. It remembers where each of its signs stood.
/// </summary>
internal sealed class FoldedText
{
    private readonly StringBuilder _folded = new(" ");
    private readonly List<int> _places = [0];

    private FoldedText(string text)
    {
        var place = 0;
        // Half a character, which torn texts carry, is read as a sign like any other.
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii)
                Add(rune, place);
            else
                foreach (var part in rune.ToString().Normalize(NormalizationForm.FormD).EnumerateRunes())
                    Add(part, place);
            place += rune.Utf16SequenceLength;
        }
        AddBlank(place);
        Text = _folded.ToString();
    }

    public string Text { get; }

    public static FoldedText Of(string text) => new(text);

    public bool Has(string term) => Text.Contains(term, StringComparison.Ordinal);

    /// <summary>Where in the text as written the first word of the term begins, at its first place.</summary>
    public int PlaceOf(string term) => _places[Text.IndexOf(term, StringComparison.Ordinal) + 1];

    private void Add(Rune rune, int place)
    {
        if (Rune.IsLetterOrDigit(rune))
            foreach (var half in Rune.ToLowerInvariant(rune).ToString())
                Append(half, place);
        else if (Rune.GetUnicodeCategory(rune) is not UnicodeCategory.NonSpacingMark && rune.Value is not ('\'' or '’'))
            AddBlank(place);
    }

    private void AddBlank(int place)
    {
        if (_folded[^1] != ' ')
            Append(' ', place);
    }

    private void Append(char sign, int place)
    {
        _folded.Append(sign);
        _places.Add(place);
    }
}
