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

    private readonly List<Place> _words;

    /// <summary>The words as they are compared, one behind the other: a text has some hundreds, and few are ever asked for.</summary>
    private char[] _letters;
    private int _used;
    private int _first;
    private int _start;
    private int _end;

    private TextWords(string text)
    {
        _letters = new char[text.Length];
        _words = new List<Place>(text.Length / 5);
        Read(text);
    }

    public int Count => _words.Count;

    /// <summary>As strings, in the order of the text.</summary>
    public IEnumerable<string> All => Enumerable.Range(0, Count).Select(word => Letters(word).ToString());

    public static TextWords Of(string text) => new(text);

    /// <summary>A word as searches compare it.</summary>
    public ReadOnlySpan<char> Letters(int word) => _letters.AsSpan(_words[word].First, _words[word].Letters);

    /// <summary>The places of the words with this first letter.</summary>
    public IEnumerable<int> Beginning(char letter)
    {
        for (var word = 0; word < _words.Count; word++)
        {
            if (_letters[_words[word].First] == letter)
                yield return word;
        }
    }

    /// <summary>Where a run of words stands in the text as written.</summary>
    public MatchMark Mark(int first, int last) => new(_words[first].Start, _words[last].End - _words[first].Start);

    private void Read(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            // Nearly all of most texts.
            if (char.IsAsciiLetterOrDigit(text[at]))
            {
                at = TakePlain(text, at);
                continue;
            }
            if (text[at] == ' ')
            {
                EndWord();
                at++;
                continue;
            }
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

    private int TakePlain(string text, int at)
    {
        Begin(at);
        Need(text.Length - at);
        while (at < text.Length && char.IsAsciiLetterOrDigit(text[at]))
            _letters[_used++] = (char)(char.IsAsciiLetterUpper(text[at]) ? text[at++] | ' ' : text[at++]);
        return _end = at;
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
            if (IsElided)
                EndWord();
        }
        else if (!(rune.Value == '.' && IsInAcronym(text, at)) && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Format))
            EndWord();
    }

    private void Append(Rune rune, int at, int length)
    {
        Begin(at);
        _end = at + length;
        foreach (var part in rune.ToString().Normalize(NormalizationForm.FormKD).EnumerateRunes().Where(Rune.IsLetterOrDigit))
        {
            foreach (var letter in Plain(Rune.ToLowerInvariant(part)))
                Put(letter);
        }
    }

    private void Begin(int at)
    {
        if (_used == _first)
            _start = at;
    }

    private void Put(char letter)
    {
        Need(1);
        _letters[_used++] = letter;
    }

    /// <summary>Folded a text may become longer: ß is two letters.</summary>
    private void Need(int more)
    {
        if (_used + more > _letters.Length)
            Array.Resize(ref _letters, 2 * (_used + more));
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
        if (_used > _first)
            _words.Add(new Place(_first, _used - _first, _start, _end));
        _first = _used;
    }

    private bool IsElided => Elided.GetAlternateLookup<ReadOnlySpan<char>>().Contains(_letters.AsSpan(_first, _used - _first));

    /// <summary>True for the apostrophe before a last s: Russia's.</summary>
    private bool IsPossessive(string text, Rune rune, int at) =>
        IsApostrophe(rune) && _used > _first && IsS(text, at + 1) && !IsLetter(text, at + 2) && !IsElided;

    private static bool IsApostrophe(Rune rune) => rune.Value is '\'' or '’' or '‘' or 'ʼ';

    /// <summary>True for a stop between letters that stand alone: U.S., N.A.T.O.</summary>
    private bool IsInAcronym(string text, int at) =>
        _used > _first && IsLetter(text, at - 1) && !IsLetter(text, at - 2) && IsLetter(text, at + 1) && !IsLetter(text, at + 2) && (at < 2 || text[at - 2] is '.' or ' ' or '(' or '"' or '\n' or '“');

    private static bool IsS(string text, int at) => at < text.Length && (text[at] is 's' or 'S');

    private static bool IsLetter(string text, int at) => at >= 0 && at < text.Length && char.IsLetter(text[at]);

    /// <summary>Han, hiragana and katakana are written without blanks.</summary>
    private static bool IsOwnWord(Rune rune) => rune.Value is (>= 0x3040 and <= 0x30FF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3134F);

    /// <summary>One word.</summary>
    /// <param name="First">Of its letters among all.</param>
    /// <param name="Start">Where it begins in the text as written.</param>
    private readonly record struct Place(int First, int Letters, int Start, int End);
}
