using System.Collections.Frozen;
using System.Text;

namespace Aggregator.Watches;

/// <summary>What single signs mean for the words of a text.</summary>
internal static class WordSigns
{
    /// <summary>What French and Italian leave of a small word before a vowel.</summary>
    private static readonly FrozenSet<string> Elided =
        "l d j m t s n c qu jusqu lorsqu puisqu quoiqu dell all nell sull dall un quest".Split(' ').ToFrozenSet();

    /// <summary>Of alphabets, which have few letters: each is taken apart once.</summary>
    private static readonly string?[] Known = new string?[0x3000];

    public static bool IsElided(ReadOnlySpan<char> word) => Elided.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);

    /// <summary>Letters of the longest word that is one.</summary>
    public const int LongestName = 3;

    /// <summary>In capitals these are names, and without everyday words of English, French, Italian or Portuguese.</summary>
    public static bool IsAlsoName(ReadOnlySpan<char> word) => word is "us" or "un" or "eu" or "who" or "it" or "ai" or "pm";

    /// <summary>Puts such a name into capitals where it is written so.</summary>
    /// <param name="word">Folded.</param>
    public static void KeepCapitals(Span<char> word, ReadOnlySpan<char> written)
    {
        if (!char.IsAsciiLetterUpper(written[0]) || !IsAlsoName(word) || written.ContainsAnyInRange('a', 'z'))
            return;
        foreach (ref var letter in word)
            letter = char.ToUpperInvariant(letter);
    }

    public static bool IsApostrophe(Rune rune) => rune.Value is '\'' or '’' or '‘' or 'ʼ';

    /// <summary>Han, hiragana and katakana are written without blanks.</summary>
    public static bool IsOwnWord(Rune rune) => rune.Value is (>= 0x3040 and <= 0x30FF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3134F);

    /// <summary>A letter as searches compare it: small, without its accents; two letters for some.</summary>
    public static string Folded(Rune letter) => letter.Value < Known.Length ? Known[letter.Value] ??= Fold(letter) : Fold(letter);

    private static string Fold(Rune letter) =>
        string.Concat(letter.ToString().Normalize(NormalizationForm.FormKD).EnumerateRunes().Where(Rune.IsLetterOrDigit).Select(part => Plain(Rune.ToLowerInvariant(part))));

    /// <summary>Letters that no decomposition takes apart.</summary>
    private static string Plain(Rune letter) => letter.Value switch
    {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' or 'ð' => "d",
        'þ' => "th",
        'ı' => "i",
        _ => letter.ToString(),
    };
}
