using System.Buffers;
using System.Runtime.InteropServices;
using Aggregator.Pages;

namespace Aggregator.Articles;

/// <summary>What one block of a page says of itself, counted once.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct BlockSight
{
    public const int ShortBlock = 30;

    /// <summary>Words of a block that are looked for in the text that a witness gives.</summary>
    private const int MostLooked = 256;

    private static readonly SearchValues<char> Signs = SearchValues.Create("©®™@#");

    private static readonly SearchValues<char> Bars = SearchValues.Create("|·•»›→▶✓★");

    private static readonly SearchValues<char> Quotes = SearchValues.Create("\"“”„«»‘’");

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
        sight.HasSign = text.ContainsAny(Signs);
        sight.HasBar = text.ContainsAny(Bars);
        sight.HasQuote = text.ContainsAny(Quotes);
        sight.HasAddress = text.Contains("http", StringComparison.Ordinal) || text.Contains("www.", StringComparison.Ordinal);
        sight.End(text);
        sight.IsSentence = sight.LinkShare < 0.35f && ((sight.Words >= 8 && sight.EndsSentence) || sight.Words >= 20 || (sight.Letters >= 60 && sight.EndsSentence));
        sight.Say(text, witness, model);
        return sight;
    }

    private void Count(ReadOnlySpan<char> text)
    {
        var (isIn, digitsInRow, number) = (false, 0, 0);
        foreach (var c in text)
        {
            if (WordHash.IsWord(c))
            {
                Letters++;
                if (char.IsDigit(c))
                {
                    Digits++;
                    number = digitsInRow == 0 ? c - '0' : (number * 10) + c - '0';
                    HasYear |= ++digitsInRow == 4 && number is > 1900 and < 2100;
                }
                else if (char.IsUpper(c))
                {
                    (Capitals, digitsInRow) = (Capitals + 1, 0);
                }
                else
                {
                    digitsInRow = 0;
                    if (!isIn)
                        SmallWords++;
                }
                if (!isIn)
                    Words++;
                isIn = true;
                continue;
            }
            (isIn, digitsInRow) = (false, 0);
            switch (c)
            {
                case ',' or ';' or '،' or '、' or '，': Commas++; break;
                case '.' or '!' or '?' or '…' or '。' or '！' or '？' or '؟' or '।': Ends++; break;
            }
        }
    }

    private void Mark(PageBlock block)
    {
        var (last, links) = ((object?)null, 0);
        foreach (var run in block.Runs)
        {
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
