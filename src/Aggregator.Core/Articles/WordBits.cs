namespace Aggregator.Articles;

/// <summary>Tells of most words, by one bit of their hash, that they are not among a few.</summary>
internal readonly struct WordBits
{
    private readonly ulong[] _bits;

    /// <param name="count">Of bits: a power of two, and many more than there are words.</param>
    public WordBits(IEnumerable<uint> words, int count)
    {
        _bits = new ulong[count / 64];
        foreach (var word in words)
            _bits[PlaceOf(word)] |= 1UL << (int)(word % 64);
    }

    public bool MayHold(uint word) => (_bits[PlaceOf(word)] >> (int)(word % 64) & 1) != 0;

    private int PlaceOf(uint word) => (int)(word / 64) & (_bits.Length - 1);
}
