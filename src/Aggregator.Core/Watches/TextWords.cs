using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Aggregator.Watches;

/// <summary>
/// A text as its words, as searches compare them: lower case, without accents, <c>U.S.</c> as <c>us</c>, <c>Russia's</c> as <c>russia</c>.
/// Quotes and dashes only part words; each letter of Chinese or Japanese is a word of its own.
/// </summary>
public sealed class TextWords
{
    /// <summary>What French and Italian leave of a small word before a vowel.</summary>
    private static readonly FrozenSet<string> Elided =
        "l d j m t s n c qu jusqu lorsqu puisqu quoiqu dell all nell sull dall un quest".Split(' ').ToFrozenSet();

    private readonly List<TextWord> _words = [];
    private readonly StringBuilder _word = new();
    private int _start;
    private int _end;

    private TextWords(string text) => Read(text);

    /// <summary>In the order of the text.</summary>
    public IReadOnlyList<TextWord> All => _words;

    public static TextWords Of(string text) => new(text);

    private void Read(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            // Half a character, which torn texts carry, is read as a sign like any other.
            if (Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length) != System.Buffers.OperationStatus.Done)
                EndWord();
            else if (IsPossessive(text, rune, at))
            {
                EndWord();
                length++;
            }
            else
                Take(text, rune, at, length);
            at += length;
        }
        EndWord();
    }

    private void Take(string text, Rune rune, int at, int length)
    {
        if (IsOwnWord(rune))
        {
            EndWord();
            Append(rune, at, length);
            EndWord();
        }
        else if (Rune.IsLetterOrDigit(rune))
            Append(rune, at, length);
        else if (IsApostrophe(rune) && IsLetter(text, at + length))
        {
            // Within a word it is dropped, as in O'Neill; behind a word cut short it parts two, as in l'Europe.
            if (Elided.Contains(_word.ToString()))
                EndWord();
        }
        else if (!(rune.Value == '.' && IsInAcronym(text, at)) && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Format))
            EndWord();
    }

    private void Append(Rune rune, int at, int length)
    {
        if (_word.Length == 0)
            _start = at;
        _end = at + length;
        if (rune.IsAscii)
            _word.Append(char.ToLowerInvariant((char)rune.Value));
        else
            foreach (var part in rune.ToString().Normalize(NormalizationForm.FormKD).EnumerateRunes().Where(Rune.IsLetterOrDigit))
                _word.Append(Plain(Rune.ToLowerInvariant(part)));
    }

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

    private void EndWord()
    {
        if (_word.Length > 0)
            _words.Add(new TextWord(_word.ToString(), _start, _end - _start));
        _word.Clear();
    }

    /// <summary>True for the apostrophe before a last s: Russia's.</summary>
    private bool IsPossessive(string text, Rune rune, int at) =>
        IsApostrophe(rune) && _word.Length > 0 && IsS(text, at + 1) && !IsLetter(text, at + 2) && !Elided.Contains(_word.ToString());

    private static bool IsApostrophe(Rune rune) => rune.Value is '\'' or '’' or '‘' or 'ʼ';

    /// <summary>True for a stop between letters that stand alone: U.S., N.A.T.O.</summary>
    private bool IsInAcronym(string text, int at) =>
        _word.Length > 0 && IsLetter(text, at - 1) && !IsLetter(text, at - 2) && IsLetter(text, at + 1) && !IsLetter(text, at + 2) && (at < 2 || text[at - 2] is '.' or ' ' or '(' or '"' or '\n' or '“');

    private static bool IsS(string text, int at) => at < text.Length && (text[at] is 's' or 'S');

    private static bool IsLetter(string text, int at) => at >= 0 && at < text.Length && char.IsLetter(text[at]);

    /// <summary>Han, hiragana and katakana are written without blanks.</summary>
    private static bool IsOwnWord(Rune rune) => rune.Value is (>= 0x3040 and <= 0x30FF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3134F);
}

/// <summary>One word of a text.</summary>
/// <param name="Folded">As searches compare it.</param>
/// <param name="Start">Where it begins in the text as written.</param>
/// <param name="Length">Of the word as written.</param>
public readonly record struct TextWord(string Folded, int Start, int Length)
{
    public int End => Start + Length;
}
