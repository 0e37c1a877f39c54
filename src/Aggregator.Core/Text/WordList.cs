namespace Aggregator.Text;

/// <summary>Words and phrases, whatever their case, in a tree of their letters.</summary>
/// <remarks>
/// What finds a list of words as a regular expression without backtracking takes some ten milliseconds to make and holds one to twenty-five
/// megabytes for good; this holds some kilobytes, and goes no further than the longest word from any place.
/// </remarks>
internal sealed class WordList
{
    private readonly List<Letter> _tree = [new()];

    /// <param name="words">As a regular expression writes them, with no more than <c>|</c>, <c>?</c>, brackets around parts and around single letters: <c>(the )?organi[sz]ations?|press</c>; a bracket that is meant stands behind a <c>\\</c>.</param>
    public WordList(string words)
    {
        foreach (var word in new WordPattern(words).All())
            Add(word);
    }

    /// <summary>True for text that is one of them.</summary>
    public bool Is(ReadOnlySpan<char> text)
    {
        var place = 0;
        for (var at = 0; at < text.Length && place >= 0; at++)
            place = _tree[place].Next(text[at]);
        return place > 0 && _tree[place].IsEnd;
    }

    /// <summary>True for text in which one stands as a word of its own.</summary>
    public bool IsIn(ReadOnlySpan<char> text) => IsIn(text, IsEdge, IsEdge);

    /// <summary>True for text in which one stands between places as they have to be.</summary>
    public bool IsIn(ReadOnlySpan<char> text, Func<ReadOnlySpan<char>, int, bool> isBefore, Func<ReadOnlySpan<char>, int, bool> isBehind)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (isBefore(text, at) && LengthAt(text, at, isBehind) > 0)
                return true;
        }
        return false;
    }

    /// <summary>How long the longest is with which text begins; 0 when none does.</summary>
    public int LengthAt(ReadOnlySpan<char> text) => LengthAt(text, 0, Anywhere);

    /// <summary>The same from a place on, where what stands behind is as it has to be.</summary>
    /// <param name="isBehind">Asked with the whole text and the place behind a word.</param>
    public int LengthAt(ReadOnlySpan<char> text, int from, Func<ReadOnlySpan<char>, int, bool> isBehind)
    {
        var (place, length) = (0, 0);
        for (var at = from; at < text.Length && (place = _tree[place].Next(text[at])) > 0; at++)
        {
            if (_tree[place].IsEnd && isBehind(text, at + 1))
                length = at + 1 - from;
        }
        return length;
    }

    /// <summary>True of every place.</summary>
    public static bool Anywhere(ReadOnlySpan<char> text, int at) => true;

    /// <summary>True where no word follows.</summary>
    public static bool IsLast(ReadOnlySpan<char> text, int at) => Start(text, at) == text.Length;

    /// <summary>The first place from one on where a word begins; the text's length when none does.</summary>
    public static int Start(ReadOnlySpan<char> text, int from = 0)
    {
        while (from < text.Length && !LetterKinds.IsWord(text[from]))
            from++;
        return from;
    }

    /// <summary>True where a word begins or ends.</summary>
    public static bool IsEdge(ReadOnlySpan<char> text, int at) => (at > 0 && LetterKinds.IsWord(text[at - 1])) != (at < text.Length && LetterKinds.IsWord(text[at]));

    private void Add(string word)
    {
        var place = 0;
        foreach (var c in word)
        {
            var next = _tree[place].Next(c);
            if (next < 0)
            {
                next = _tree.Count;
                _tree.Add(new Letter());
                _tree[place].Add(c, next);
            }
            place = next;
        }
        _tree[place].IsEnd = true;
    }

    /// <summary>A place in the tree: the letters that may follow, and where each leads.</summary>
    private sealed class Letter
    {
        private string _letters = "";

        private int[] _next = [];

        /// <summary>True where a word may end.</summary>
        public bool IsEnd { get; set; }

        /// <summary>Where a letter leads; -1 when to no word.</summary>
        public int Next(char c) => _letters.AsSpan().IndexOf(char.ToLowerInvariant(c)) is >= 0 and var at ? _next[at] : -1;

        public void Add(char c, int next) => (_letters, _next) = (_letters + char.ToLowerInvariant(c), [.. _next, next]);
    }
}
