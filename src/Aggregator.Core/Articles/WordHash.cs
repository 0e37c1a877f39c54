using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>Splits texts and names into words without making strings of them: each word is a hash, case folded.</summary>
internal static class WordHash
{
    private const uint Start = 2166136261;
    private const uint Prime = 16777619;

    public static uint Of(ReadOnlySpan<char> word)
    {
        var hash = Start;
        foreach (var c in word)
            hash = (hash ^ Small(c)) * Prime;
        return hash;
    }

    /// <summary>The first words of a text, as a regular expression's <c>\w+</c> finds them: as many as there is room for; how many comes back.</summary>
    public static int Words(ReadOnlySpan<char> text, Span<uint> words)
    {
        var (count, hash, isIn) = (0, Start, false);
        foreach (var c in text)
        {
            if (LetterKinds.IsWord(c))
            {
                hash = (hash ^ Small(c)) * Prime;
                isIn = true;
            }
            else if (isIn)
            {
                if (count == words.Length)
                    return count;
                words[count++] = hash;
                (hash, isIn) = (Start, false);
            }
        }
        if (isIn && count < words.Length)
            words[count++] = hash;
        return count;
    }

    /// <summary>The parts of a name as it is written in a class or an id, and each pair of parts that follow each other: <c>relatedPosts</c> is related, posts and both.</summary>
    public static int Parts(ReadOnlySpan<char> name, Span<uint> parts)
    {
        var (count, last, start) = (0, 0u, -1);
        for (var at = 0; at <= name.Length; at++)
        {
            var c = at < name.Length ? name[at] : ' ';
            var isPart = char.IsLetter(c);
            var isHump = isPart && char.IsUpper(c) && at > 0 && char.IsLower(name[at - 1]);
            if (start >= 0 && (!isPart || isHump))
            {
                if (at - start is >= 2 and <= 24 && count + 2 <= parts.Length)
                {
                    var hash = Of(name[start..at]);
                    parts[count++] = hash;
                    if (last != 0)
                        parts[count++] = Pair(last, hash);
                    last = hash;
                }
                start = -1;
            }
            if (char.IsWhiteSpace(c))
                last = 0;
            if (isPart && start < 0)
                start = at;
        }
        return count;
    }

    public static uint Pair(uint first, uint second) => (((first ^ '+') * Prime) ^ second) * Prime;

    private static uint Small(char c) => c < 128 ? (uint)(c is >= 'A' and <= 'Z' ? c | 32 : c) : char.ToLowerInvariant(c);
}
