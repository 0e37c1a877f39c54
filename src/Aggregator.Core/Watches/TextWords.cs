using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Aggregator.Watches;

/// <summary>
/// A text as its words, as searches compare them: lower case, without accents, <c>Russia's</c> as <c>russia</c>. What is a name in capitals
/// and an everyday word without stays in capitals, so that <c>U.S.</c> is <c>US</c> and no <c>us</c>.
/// Quotes and dashes only part words; each letter of Chinese or Japanese is a word of its own.
/// </summary>
public sealed class TextWords : IDisposable
{
    /// <summary>Signs that are looked at together.</summary>
    private static readonly int Block = Vector128<ushort>.Count;

    private readonly string _text;
    private Place[] _words;

    /// <summary>How each begins (<see cref="BeginningOf"/>): they are looked through for every word that is asked for.</summary>
    private char[] _beginnings;

    /// <summary>The words as they are compared, one behind the other, and between them whatever stood there: a text has some hundreds, and few are ever asked for.</summary>
    private char[] _letters;
    private int _used;

    /// <summary>Where the word that has not ended yet begins in them; <see cref="_used"/> when there is none.</summary>
    private int _first;
    private int _start;
    private int _end;

    private TextWords(string text)
    {
        _text = text;
        _letters = ArrayPool<char>.Shared.Rent(text.Length);
        _words = ArrayPool<Place>.Shared.Rent((text.Length / 4) + 1);
        _beginnings = ArrayPool<char>.Shared.Rent(_words.Length);
        Read(text);
    }

    public int Count { get; private set; }

    /// <summary>As strings, in the order of the text.</summary>
    public IEnumerable<string> All => Enumerable.Range(0, Count).Select(word => Letters(word).ToString());

    /// <summary>Takes its room from a pool: whoever reads many gives it back.</summary>
    public static TextWords Of(string text) => new(text);

    public static IReadOnlyList<string> ListOf(string text)
    {
        using var words = Of(text);
        return [.. words.All];
    }

    /// <summary>A word as searches compare it.</summary>
    public ReadOnlySpan<char> Letters(int word) => _letters.AsSpan(_words[word].First, _words[word].Letters);

    /// <summary>From a word on, the next that may begin so; <see cref="Count"/> where there is none.</summary>
    /// <param name="beginning">As <see cref="BeginningOf"/> has it.</param>
    public int Next(char beginning, int from) => _beginnings.AsSpan(from, Count - from).IndexOf(beginning) is >= 0 and var more ? from + more : Count;

    /// <summary>The first two letters of a word as one: the same for all words that have them, and for hardly another.</summary>
    public static char BeginningOf(ReadOnlySpan<char> word) => (char)(word.Length > 1 ? word[0] + (word[1] << 8) : word[0]);

    /// <summary>Where a run of words stands in the text as written.</summary>
    public MatchMark Mark(int first, int last) => new(_words[first].Start, _words[last].End - _words[first].Start);

    public void Dispose()
    {
        ArrayPool<char>.Shared.Return(_letters);
        ArrayPool<Place>.Shared.Return(_words);
        ArrayPool<char>.Shared.Return(_beginnings);
        (_letters, _words, _beginnings, Count) = ([], [], [], 0);
    }

    private void Read(string text)
    {
        for (var at = ReadPlain(text, 0); at < text.Length; at = ReadPlain(text, at))
        {
            // Half a character, which torn texts carry, is read as a sign like any other.
            if (Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length) != OperationStatus.Done)
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

    /// <summary>Reads up to the next sign that must be looked at by itself: most of most texts, and so some at a time.</summary>
    private int ReadPlain(string text, int at)
    {
        Need(text.Length - at);
        for (; at + Block <= text.Length; at += Block)
        {
            var signs = Vector128.Create(MemoryMarshal.Cast<char, ushort>(text.AsSpan(at, Block)));
            // Only capitals lack the bit that small letters and digits have.
            var folded = signs | Vector128.Create((ushort)' ');
            folded.CopyTo(MemoryMarshal.Cast<char, ushort>(_letters.AsSpan(_used)));
            var letters = (IsWithin(folded, 'a', 'z') | IsWithin(signs, '0', '9')).ExtractMostSignificantBits();
            var closer = (Vector128.GreaterThan(signs, Vector128.Create((ushort)'\x7f')) | Vector128.Equals(signs, Vector128.Create((ushort)'.')) | Vector128.Equals(signs, Vector128.Create((ushort)'\''))).ExtractMostSignificantBits();
            var plain = Math.Min(Block, BitOperations.TrailingZeroCount(closer));
            ReadPlain(letters & ((1u << plain) - 1), plain, at);
            if (plain < Block)
                return at + plain;
        }
        for (; at < text.Length && char.IsAscii(text[at]) && text[at] is not ('.' or '\''); at++)
        {
            _letters[_used] = (char)(text[at] | ' ');
            ReadPlain(char.IsAsciiLetterOrDigit(text[at]) ? 1u : 0, 1, at);
        }
        return at;
    }

    /// <summary>Reads signs that stand among the letters already.</summary>
    /// <param name="letters">A bit for each that belongs to a word.</param>
    /// <param name="at">The place of the first in the text.</param>
    private void ReadPlain(uint letters, int length, int at)
    {
        var (from, isWord) = (_used, _used > _first);
        for (var place = 0; isWord || letters >> place != 0;)
        {
            if (isWord)
            {
                var run = BitOperations.TrailingZeroCount(~(letters >> place));
                if (run > 0)
                    _end = at + (place += run);
                if (place == length)
                    break;
                Add(new Place(_first, from + place - _first, _start, _end));
                isWord = false;
            }
            else
            {
                place += BitOperations.TrailingZeroCount(letters >> place);
                (_first, _start, isWord) = (from + place, at + place, true);
            }
        }
        _used = from + length;
        if (!isWord)
            _first = _used;
    }

    private static Vector128<ushort> IsWithin(Vector128<ushort> signs, char first, char last) =>
        Vector128.LessThanOrEqual(signs - Vector128.Create((ushort)first), Vector128.Create((ushort)(last - first)));

    private void Take(string text, Rune rune, int at, int length)
    {
        if (WordSigns.IsOwnWord(rune))
        {
            EndWord();
            Append(rune, at, length);
            EndWord();
        }
        else if (Rune.IsLetterOrDigit(rune))
            Append(rune, at, length);
        else if (WordSigns.IsApostrophe(rune) && IsLetter(text, at + length))
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
        foreach (var letter in WordSigns.Folded(rune))
            Put(letter);
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
            Enlarge(ref _letters, _used, 2 * (_used + more));
    }

    private void EndWord()
    {
        if (_used > _first)
            Add(new Place(_first, _used - _first, _start, _end));
        _first = _used;
    }

    private void Add(Place word)
    {
        if (Count == _words.Length)
        {
            Enlarge(ref _words, Count, 2 * Count);
            Enlarge(ref _beginnings, Count, _words.Length);
        }
        var letters = _letters.AsSpan(word.First, word.Letters);
        if (letters.Length <= WordSigns.LongestName)
            WordSigns.KeepCapitals(letters, _text.AsSpan(word.Start, word.End - word.Start));
        _beginnings[Count] = BeginningOf(letters);
        _words[Count++] = word;
    }

    private static void Enlarge<T>(ref T[] room, int used, int size)
    {
        var larger = ArrayPool<T>.Shared.Rent(size);
        room.AsSpan(0, used).CopyTo(larger);
        ArrayPool<T>.Shared.Return(room);
        room = larger;
    }

    private bool IsElided => WordSigns.IsElided(_letters.AsSpan(_first, _used - _first));

    /// <summary>True for the apostrophe before a last s: Russia's.</summary>
    private bool IsPossessive(string text, Rune rune, int at) =>
        WordSigns.IsApostrophe(rune) && _used > _first && IsS(text, at + 1) && !IsLetter(text, at + 2) && !IsElided;

    /// <summary>True for a stop between letters that stand alone: U.S., N.A.T.O.</summary>
    private bool IsInAcronym(string text, int at) =>
        _used > _first && IsLetter(text, at - 1) && !IsLetter(text, at - 2) && IsLetter(text, at + 1) && !IsLetter(text, at + 2) && (at < 2 || text[at - 2] is '.' or ' ' or '(' or '"' or '\n' or '“');

    private static bool IsS(string text, int at) => at < text.Length && (text[at] is 's' or 'S');

    private static bool IsLetter(string text, int at) => at >= 0 && at < text.Length && char.IsLetter(text[at]);

    /// <summary>One word.</summary>
    /// <param name="First">Of its letters among all.</param>
    /// <param name="Start">Where it begins in the text as written.</param>
    private readonly record struct Place(int First, int Letters, int Start, int End);
}
