using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace Aggregator.Storing.LiteDb;

/// <summary>Articles of one segment in which a word of one side stands near a word of the other, in either order. It has no rank.</summary>
/// <remarks>Lucene's spans find the same, each pair as an object in a queue; for frequent words that took twice as long.</remarks>
/// <param name="words">Of that segment.</param>
/// <param name="within">So many words apart at most; neighbours are one apart.</param>
internal sealed class NearQuery(PartWords words, IReadOnlyList<Term> left, IReadOnlyList<Term> right, int within) : Query
{
    public override Weight CreateWeight(IndexSearcher searcher) => new NearWeight(this);

    public override string ToString(string field) => $"({string.Join(' ', left)}) near/{within} ({string.Join(' ', right)})";

    private Scorer? Scorer(Weight weight, IBits? meant)
    {
        var (one, other) = (Places(left, meant), Places(right, meant));
        if (one.Cost == 0 || other.Cost == 0)
            return null;
        return one.Cost <= other.Cost ? new NearScorer(weight, one, other, within) : new NearScorer(weight, other, one, within);
    }

    private WordPlaces Places(IReadOnlyList<Term> terms, IBits? meant) => new([.. terms.Select(term => words.Places(term, meant)).OfType<DocsAndPositionsEnum>()]);

    /// <summary>The query as Lucene asks it.</summary>
    private sealed class NearWeight(NearQuery query) : Weight
    {
        public override Query Query => query;

        public override float GetValueForNormalization() => 1;

        public override void Normalize(float norm, float topLevelBoost)
        {
        }

        public override Scorer? GetScorer(AtomicReaderContext context, IBits? acceptDocs) => query.Scorer(this, acceptDocs);

        public override Explanation Explain(AtomicReaderContext context, int doc) => throw new NotSupportedException("It has no rank.");
    }

    /// <summary>Walks one segment.</summary>
    /// <param name="rarer">Leads: the other is asked only where this one is.</param>
    private sealed class NearScorer(Weight weight, WordPlaces rarer, WordPlaces other, int within) : Scorer(weight)
    {
        public override int DocID => rarer.Article;

        public override int Freq => 1;

        public override float GetScore() => 1;

        public override long GetCost() => rarer.Cost;

        public override int NextDoc() => From(rarer.Next());

        public override int Advance(int target) => From(rarer.Advance(target));

        /// <summary>From an article that has the rarer word on, the next in which both are near.</summary>
        private int From(int article)
        {
            while (article != NO_MORE_DOCS)
            {
                var met = other.Advance(article);
                if (met == article && AreNear(rarer.Places(), other.Places()))
                    return article;
                article = met == article ? rarer.Next() : rarer.Advance(met);
            }
            return article;
        }

        private bool AreNear(ReadOnlySpan<int> one, ReadOnlySpan<int> two)
        {
            var from = 0;
            foreach (var place in one)
            {
                while (from < two.Length && two[from] < place - within)
                    from++;
                for (var at = from; at < two.Length && two[at] <= place + within; at++)
                {
                    if (two[at] != place)
                        return true;
                }
            }
            return false;
        }
    }

    /// <summary>Where any of some words stands, article by article.</summary>
    private sealed class WordPlaces(DocsAndPositionsEnum[] words)
    {
        private int[] _places = new int[64];

        public int Article { get; private set; } = -1;

        /// <summary>So many articles at most.</summary>
        public long Cost { get; } = words.Sum(word => word.GetCost());

        public int Next() => Advance(Article + 1);

        /// <summary>The first article from one on; <see cref="DocIdSetIterator.NO_MORE_DOCS"/> behind the last.</summary>
        public int Advance(int target)
        {
            if (Article >= target)
                return Article;
            var first = DocIdSetIterator.NO_MORE_DOCS;
            foreach (var word in words)
                first = Math.Min(first, word.DocID >= target ? word.DocID : word.Advance(target));
            return Article = first;
        }

        /// <summary>In the article that was advanced to, in order.</summary>
        public ReadOnlySpan<int> Places()
        {
            var (count, lists) = (0, 0);
            foreach (var word in words)
            {
                if (word.DocID != Article)
                    continue;
                lists++;
                for (var more = word.Freq; more > 0; more--)
                {
                    if (count == _places.Length)
                        Array.Resize(ref _places, 2 * count);
                    _places[count++] = word.NextPosition();
                }
            }
            var places = _places.AsSpan(0, count);
            if (lists > 1)
                places.Sort();
            return places;
        }
    }
}
