using Aggregator.Watches;
using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;

namespace Aggregator.Storing.LiteDb;

/// <summary>The words of some texts as the index takes them: each folded as queries have it, and at the same place its stem where that differs.</summary>
internal sealed class IndexWords : TokenStream
{
    /// <summary>Letters of a word that are kept.</summary>
    public const int LongestWord = 200;

    /// <summary>Stands before a stem, so that an exact word never finds one.</summary>
    public const char StemMark = '~';

    /// <summary>Between two texts: wider than any nearness that can be asked for, so that no phrase reaches from one into the next.</summary>
    private const int Gap = QueryNode.Near.Most + 1;

    private readonly ICharTermAttribute _term;
    private readonly IPositionIncrementAttribute _step;
    private readonly IEnumerator<string> _texts;
    private readonly string? _language;
    private TextWords? _words;
    private int _at;
    private string? _stem;

    /// <param name="language">Of the article, for its stems.</param>
    public IndexWords(IEnumerable<string> texts, string? language)
    {
        _term = AddAttribute<ICharTermAttribute>();
        _step = AddAttribute<IPositionIncrementAttribute>();
        _language = language;
        _texts = texts.GetEnumerator();
    }

    public override bool IncrementToken()
    {
        if (_stem is { } stem)
        {
            Put(StemMark, stem, step: 0);
            _stem = null;
            return true;
        }
        while (_words is null || _at == _words.Count)
        {
            if (!_texts.MoveNext())
                return false;
            _words?.Dispose();
            _words = TextWords.Of(_texts.Current);
            _at = 0;
        }
        var word = _words.Letters(_at);
        // Longer ones are refused by Lucene, and searched for by nobody.
        word = word.Length > LongestWord ? word[..LongestWord] : word;
        Put(null, word, step: _at++ == 0 ? Gap : 1);
        _stem = Stem.Other(word, _language);
        return true;
    }

    private void Put(char? mark, ReadOnlySpan<char> letters, int step)
    {
        ClearAttributes();
        var (room, from) = (_term.ResizeBuffer(letters.Length + 1), 0);
        if (mark is { } sign)
            room[from++] = sign;
        letters.CopyTo(room.AsSpan(from));
        _term.Length = from + letters.Length;
        _step.PositionIncrement = step;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _texts.Dispose();
            _words?.Dispose();
        }
        base.Dispose(disposing);
    }
}
