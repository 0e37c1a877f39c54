using System.Runtime.InteropServices;
using Aggregator.Pages;
using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>What one block of a page says of itself, counted once.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct BlockSight
{
    public const int ShortBlock = 30;

    /// <summary>Words of a block that are looked for in the text that a witness gives.</summary>
    private const int MostLooked = 256;

    public int Words;
    public int Letters;
    public int SmallWords;
    public int Capitals;
    public int Digits;
    public int Commas;
    public int Ends;
    public int Marked;
    public float LinkShare;
    public float SaidMean;
    public float SaidLeast;
    public float SaidFirst;
    public float SaidPairs;
    public float SaidPairsLeast;
    public float OfTitle;
    public float OfSummary;
    public float Told;
    public uint Hash;
    public bool IsSentence;
    public bool EndsSentence;
    public bool EndsColon;
    public bool EndsDots;
    public bool StartsSmall;
    public bool HasYear;
    public bool HasSign;
    public bool HasBar;
    public bool HasQuote;
    public bool HasAddress;
    public bool StartsMarked;
    public bool StartsLinked;
    public byte Links;

    public static BlockSight Of(PageBlock block, WitnessWords witness, BodyModel model)
    {
        var text = block.Text.AsSpan();
        var sight = new BlockSight();
        sight.Count(text);
        sight.Mark(block);
        sight.HasAddress = text.Contains("http", StringComparison.Ordinal) || text.Contains("www.", StringComparison.Ordinal);
        sight.End(text);
        sight.IsSentence = sight.LinkShare < 0.35f && ((sight.Words >= 8 && sight.EndsSentence) || sight.Words >= 20 || (sight.Letters >= 60 && sight.EndsSentence));
        sight.Say(text, witness, model);
        return sight;
    }

    /// <summary>Without a fork at each character: where words end, a processor guesses wrong.</summary>
    private void Count(ReadOnlySpan<char> text)
    {
        var (words, smallWords, letters, digits, capitals, commas, ends) = (0, 0, 0, 0, 0, 0, 0);
        var (all, isIn) = (0, 0);
        foreach (var c in text)
        {
            var kind = (int)LetterKinds.Of(c);
            var begins = kind & ~isIn & 1;
            isIn = kind;
            all |= kind;
            words += begins;
            smallWords += begins & ~(kind >> 1 | kind >> 2);
            letters += kind & 1;
            digits += kind >> 1 & 1;
            capitals += kind >> 2 & 1;
            commas += kind >> 3 & 1;
            ends += kind >> 4 & 1;
        }
        (Words, SmallWords, Letters, Digits, Capitals, Commas, Ends) = (words, smallWords, letters, digits, capitals, commas, ends);
        (HasSign, HasBar, HasQuote) = ((all & (int)LetterKind.Sign) != 0, (all & (int)LetterKind.Bar) != 0, (all & (int)LetterKind.Quote) != 0);
        HasYear = digits >= 4 && IsYearIn(text);
    }

    /// <summary>True where a number begins with the four digits of a year.</summary>
    private static bool IsYearIn(ReadOnlySpan<char> text)
    {
        var (inRow, number) = (0, 0);
        foreach (var c in text)
        {
            (inRow, number) = !char.IsDigit(c) ? (0, 0) : (inRow + 1, (number * 10) + c - '0');
            if (inRow == 4 && number is > 1900 and < 2100)
                return true;
        }
        return false;
    }

    private void Mark(PageBlock block)
    {
        var (last, links) = ((object?)null, 0);
        for (var at = 0; at < block.Runs.Count; at++)
        {
            var run = block.Runs[at];
            if (run.Link is not null && run.Link != last)
                links++;
            last = run.Link;
            StartsLinked |= run.Start == 0 && run.Link is not null;
            if ((run.Marks & (TextMarks.Strong | TextMarks.Emphasis)) == 0)
                continue;
            Marked += run.Length;
            StartsMarked |= run.Start == 0;
        }
        Links = (byte)Math.Min(links, 255);
        LinkShare = Math.Min(1, (float)block.LinkLength / Math.Max(1, block.Text.Length));
    }

    private void End(ReadOnlySpan<char> text)
    {
        var end = text.TrimEnd("\"'”’»)]“ ");
        var last = end.IsEmpty ? ' ' : end[^1];
        EndsDots = last == '…' || end.EndsWith("...");
        EndsSentence = last is '.' or '!' or '?' or '…' or '。' or '！' or '？' or '؟' or '।' or '۔';
        EndsColon = last is ':' or '：';
        StartsSmall = char.IsLower(text[0]);
    }

    private void Say(ReadOnlySpan<char> text, WitnessWords witness, BodyModel model)
    {
        Span<uint> words = stackalloc uint[witness.HasText ? MostLooked : WitnessWords.MostLooked];
        words = words[..WordHash.Words(text, words)];
        var hash = (uint)Words;
        foreach (var word in words)
            hash = (hash * 31) + word;
        Hash = hash;
        (OfTitle, OfSummary, Told) = witness.Compare(words);
        // Furniture is known by its first words: "Read more", "Photo:"; a short block by all of its words.
        var looked = Words <= ShortBlock ? words.Length : Math.Min(words.Length, 6);
        var sum = 0f;
        for (var at = 0; at < looked; at++)
        {
            var said = model.Said(words[at]);
            if (at < 2)
                SaidFirst += model.SaidFirst(words[at]);
            sum += said;
            SaidLeast = Math.Min(SaidLeast, said);
        }
        SaidMean = looked == 0 ? 0 : sum / looked;
        SayPairs(words[..Math.Min(words.Length, WitnessWords.MostLooked)], model);
    }

    private void SayPairs(ReadOnlySpan<uint> words, BodyModel model)
    {
        var sum = 0f;
        for (var at = 1; at < words.Length; at++)
        {
            var said = model.SaidPair(WordHash.Pair(words[at - 1], words[at]));
            sum += said;
            SaidPairsLeast = Math.Min(SaidPairsLeast, said);
        }
        SaidPairs = words.Length < 2 ? 0 : sum / (words.Length - 1);
    }
}
