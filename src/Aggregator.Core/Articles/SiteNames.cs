namespace Aggregator.Articles;

/// <summary>Knows what a site is called, however it is written.</summary>
internal static class SiteNames
{
    /// <summary>In letters. What is longer is no site's name.</summary>
    private const int Longest = 256;

    /// <summary>True for a name of the site, however it is written.</summary>
    public static bool Is(string text, IReadOnlyList<string> sites)
    {
        Span<char> ofText = stackalloc char[Longest], ofSite = stackalloc char[Longest];
        var letters = Letters(text, ofText);
        foreach (var site in letters.Length is 0 or Longest ? [] : sites)
        {
            if (Letters(site, ofSite) is { Length: > 1 } name && (letters.SequenceEqual(name) || (letters.Length > 3 && (IsWith(letters, "com", name) || IsWith("www", name, letters)))))
                return true;
        }
        return letters.IsEmpty;

        static bool IsWith(ReadOnlySpan<char> start, ReadOnlySpan<char> end, ReadOnlySpan<char> whole) => whole.Length == start.Length + end.Length && whole.StartsWith(start) && whole.EndsWith(end);
    }

    /// <summary>The letters and digits alone, small, as far as there is room.</summary>
    private static ReadOnlySpan<char> Letters(string text, Span<char> room)
    {
        var count = 0;
        for (var at = 0; at < text.Length && count < room.Length; at++)
        {
            if (char.IsLetterOrDigit(text[at]))
                room[count++] = char.ToLowerInvariant(text[at]);
        }
        return room[..count];
    }
}
