using System.Collections.Frozen;

namespace Aggregator.Articles;

/// <summary>Weights under the hashes of words; a word without one weighs nothing.</summary>
internal sealed class WordWeights(IReadOnlyDictionary<uint, float> weights)
{
    private readonly FrozenDictionary<uint, float> _weights = weights.ToFrozenDictionary();
    private readonly WordBits _bits = new(weights.Keys, 1 << 15);

    public float Of(uint word) => _bits.MayHold(word) && _weights.TryGetValue(word, out var weight) ? weight : 0;
}
