using Lucene.Net.Index;
using Lucene.Net.Util;

namespace Aggregator.Storing.LiteDb;

/// <summary>The words of one segment: where each of a query's stands, looked up once and by one reader of its list.</summary>
/// <remarks>Lucene begins to read the list anew for each word that is asked for; in a small segment that took most of the time, to find that the word is not there.</remarks>
internal sealed class PartWords(AtomicReader reader)
{
    private readonly Dictionary<string, TermsEnum?> _lists = [];
    private readonly Dictionary<Term, TermContext?> _known = [];

    /// <summary>Where a word stands; null when it does not occur.</summary>
    public TermContext? Find(Term term)
    {
        if (!_known.TryGetValue(term, out var known))
            _known[term] = known = LookUp(term);
        return known;
    }

    /// <summary>The same, article by article of those that are meant.</summary>
    public DocsAndPositionsEnum? Places(Term term, IBits? meant)
    {
        if (Find(term) is not { } found)
            return null;
        var list = _lists[term.Field]!;
        list.SeekExact(term.Bytes, found.Get(reader.Context.OrdInParent));
        return list.DocsAndPositions(meant, null, DocsAndPositionsFlags.NONE);
    }

    private TermContext? LookUp(Term term)
    {
        if (!_lists.TryGetValue(term.Field, out var list))
            _lists[term.Field] = list = reader.GetTerms(term.Field)?.GetEnumerator();
        if (list is null || !list.SeekExact(term.Bytes))
            return null;
        var found = new TermContext(reader.Context);
        found.Register(list.GetTermState(), reader.Context.OrdInParent, list.DocFreq, list.TotalTermFreq);
        return found;
    }
}
