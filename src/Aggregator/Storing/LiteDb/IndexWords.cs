using Aggregator.Watches;
using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;

namespace Aggregator.Storing.LiteDb;

/// <summary>The words of some texts as the index takes them: each folded as queries have it, and at the same place its stem where that differs.</summary>
internal sealed class IndexWords : TokenStream
{
    /// <summary>Stands before a stem, so that an exact word never finds one.</summary>
    public const char StemMark = '~';

    /// <summary>Between two texts: wider than any nearness that can be asked for, so that no phrase reaches from one into the next.</summary>
    private const int Gap = QueryNode.Near.Most + 1;

    private readonly ICharTermAttribute _term;
    private readonly IPositionIncrementAttribute _step;
    private readonly IEnumerator<(string Word, bool IsFirst)> _words;
    private readonly string? _language;
    private string? _stem;

    /// <param name="language">Of the article, for its stems.</param>
    public IndexWords(IEnumerable<string> texts, string? language)
    {
        _term = AddAttribute<ICharTermAttribute>();
        _step = AddAttribute<IPositionIncrementAttribute>();
        _language = language;
        _words = texts.SelectMany(text => TextWords.Of(text).All.Select((word, at) => (word.Folded, at == 0))).GetEnumerator();
    }

    public override bool IncrementToken()
    {
        ClearAttributes();
        if (_stem is { } stem)
        {
            _term.Append(StemMark).Append(stem);
            _step.PositionIncrement = 0;
            _stem = null;
            return true;
        }
        if (!_words.MoveNext())
            return false;
        var (word, isFirst) = _words.Current;
        // Longer ones are refused by Lucene, and searched for by nobody.
        word = word.Length > LongestWord ? word[..LongestWord] : word;
        _term.Append(word);
        _step.PositionIncrement = isFirst ? Gap : 1;
        _stem = Stem.Of(word, _language) is var form && form != word ? form : null;
        return true;
    }

    public const int LongestWord = 200;

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _words.Dispose();
        base.Dispose(disposing);
    }
}
