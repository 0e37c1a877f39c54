using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace Aggregator.Storing.LiteDb;

/// <summary>Lets articles through that follow the rules of some languages: each is looked up in memory when it is met.</summary>
/// <remarks>Asked of the index, nearly every article would be read once for each group of languages.</remarks>
internal sealed class RulesFilter(IReadOnlyCollection<string> languages) : Filter
{
    /// <summary>The articles that a query finds, without those that are not let through.</summary>
    public static FilteredQuery Among(IReadOnlyCollection<string> languages, Query asked) => new(asked, new RulesFilter(languages), new OneByOne());

    public override DocIdSet GetDocIdSet(AtomicReaderContext context, IBits? acceptDocs)
    {
        var part = new IndexPart(context.AtomicReader);
        return new LetThrough([.. part.Languages.Select(languages.Contains)], part.Rules, acceptDocs);
    }

    public override string ToString() => $"rules of {string.Join(' ', languages)}";

    /// <summary>Never asks which articles the filter has, only whether it has one.</summary>
    private sealed class OneByOne : FilteredQuery.FilterStrategy
    {
        public override Scorer? FilteredScorer(AtomicReaderContext context, Weight weight, DocIdSet docIdSet) => weight.GetScorer(context, docIdSet.Bits);
    }

    /// <summary>The articles of one segment that are let through.</summary>
    /// <param name="isMeant">By the place of a language among those of the segment.</param>
    /// <param name="rules">By the place of an article, the place of its language.</param>
    private sealed class LetThrough(bool[] isMeant, byte[] rules, IBits? live) : DocIdSet, IBits
    {
        public override IBits Bits => this;

        public int Length => rules.Length;

        public bool Get(int index) => isMeant[rules[index]] && (live is null || live.Get(index));

        public override DocIdSetIterator GetIterator() => throw new NotSupportedException("It is asked one by one.");
    }
}
