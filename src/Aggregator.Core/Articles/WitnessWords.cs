namespace Aggregator.Articles;

/// <summary>A witness's words, made ready to be found in the blocks of a page.</summary>
internal sealed class WitnessWords
{
    /// <summary>Words of a block that are looked for in title and summary.</summary>
    public const int MostLooked = 60;

    private const int Gram = 4;

    /// <summary>Shorter ones are no article.</summary>
    private const int LeastTold = 60;

    /// <summary>More of a text that is told is not looked at.</summary>
    private const int MostTold = 50_000;

    private readonly FewWords _title;
    private readonly FewWords _summary;
    private readonly HashSet<uint>? _told;

    public WitnessWords(Witness witness)
    {
        (_title, _summary) = (Words(witness.Title), Words(witness.Summary));
        _told = Grams(witness.Text);
    }

    public bool HasText => _told is not null;

    /// <summary>How much of a block's words stands in the title, in the summary, and of its rows of four words in the whole text; -1 where nothing can be said.</summary>
    public (float Title, float Summary, float Text) Compare(ReadOnlySpan<uint> words)
    {
        if (words.IsEmpty)
            return (0, 0, -1);
        var (title, summary, told) = (0, 0, 0);
        var looked = Math.Min(words.Length, MostLooked);
        for (var at = 0; at < looked; at++)
        {
            title += _title.Contains(words[at]) ? 1 : 0;
            summary += _summary.Contains(words[at]) ? 1 : 0;
        }
        var grams = words.Length - Gram + 1;
        for (var at = 0; at < grams && _told is not null; at++)
            told += _told.Contains(Row(words[at..])) ? 1 : 0;
        return ((float)title / looked, _summary.Count == 0 ? -1 : (float)summary / looked, _told is null || grams <= 0 ? -1 : (float)told / grams);
    }

    private static FewWords Words(string? text)
    {
        Span<uint> words = stackalloc uint[80];
        var count = text is null ? 0 : WordHash.Words(text, words);
        return new FewWords([.. words[..count]]);
    }

    private static HashSet<uint>? Grams(string? text)
    {
        if (text is null || text.Length < LeastTold * 4)
            return null;
        var words = new uint[Math.Min(MostTold, text.Length)];
        var count = WordHash.Words(text, words);
        if (count < LeastTold)
            return null;
        var grams = new HashSet<uint>(count);
        for (var at = 0; at + Gram <= count; at++)
            grams.Add(Row(words.AsSpan(at)));
        return grams;
    }

    private static uint Row(ReadOnlySpan<uint> words) => (((((words[0] * 31) + words[1]) * 31) + words[2]) * 31) + words[3];

    /// <summary>The words of a line.</summary>
    private readonly struct FewWords(HashSet<uint> words)
    {
        private readonly WordBits _bits = new(words, 2048);

        public int Count => words.Count;

        public bool Contains(uint word) => _bits.MayHold(word) && words.Contains(word);
    }
}
