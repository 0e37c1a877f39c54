using System.Runtime.CompilerServices;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace Aggregator.Storing.LiteDb;

/// <summary>One segment of the index: which articles it has, and the newest that can still come among its first so many.</summary>
/// <remarks>Nearly always they stand in the order of their numbers; a changed article stands where its last version was put.</remarks>
internal sealed class IndexPart
{
    private const int Block = 1024;

    /// <summary>By segment, which never changes.</summary>
    private static readonly ConditionalWeakTable<object, PartFacts> Known = [];

    private readonly PartFacts _facts;

    public IndexPart(AtomicReader reader)
    {
        Reader = reader;
        _facts = Known.GetValue(reader.CoreCacheKey, _ => PartFacts.Of(reader));
    }

    public AtomicReader Reader { get; }

    /// <summary>Whose rules for stems its articles follow.</summary>
    public IReadOnlyList<string> Languages => _facts.Languages;

    /// <summary>By place, whose rules an article follows: the place of its language.</summary>
    public byte[] Rules => _facts.Rules;

    public IBits? Live => Reader.LiveDocs;

    /// <summary>Articles, with those that were removed or replaced.</summary>
    public int Count => Reader.MaxDoc;

    public long NumberOf(int place) => _facts.Numbers[place];

    /// <summary>No article that stands before a place has a higher number.</summary>
    public long HighestBefore(int place) => place == 0 ? 0 : _facts.Highest[(place - 1) / Block];

    /// <summary>The numbers of all articles that are there.</summary>
    public IEnumerable<long> Numbers => Enumerable.Range(0, Count).Where(place => Live?.Get(place) ?? true).Select(NumberOf);

    /// <summary>What is known of a segment: five bytes an article, where the file would be asked for each one that is met.</summary>
    /// <param name="Numbers">By place.</param>
    /// <param name="Highest">The highest number up to the end of each block.</param>
    private sealed record PartFacts(int[] Numbers, int[] Highest, IReadOnlyList<string> Languages, byte[] Rules)
    {
        public static PartFacts Of(AtomicReader reader)
        {
            var numbers = NumbersOf(reader);
            var (languages, rules) = RulesOf(reader);
            return new PartFacts(numbers, HighestOf(numbers), languages, rules);
        }

        private static int[] NumbersOf(AtomicReader reader)
        {
            var numbers = reader.GetNumericDocValues(IndexDocument.Number);
            var all = new int[reader.MaxDoc];
            for (var place = 0; place < all.Length; place++)
                all[place] = (int)numbers.Get(place);
            return all;
        }

        private static int[] HighestOf(int[] numbers)
        {
            var highest = new int[(numbers.Length + Block - 1) / Block];
            var last = 0;
            for (var place = 0; place < numbers.Length; place++)
                highest[place / Block] = last = Math.Max(last, numbers[place]);
            return highest;
        }

        private static (List<string> Languages, byte[] Rules) RulesOf(AtomicReader reader)
        {
            var (languages, rules) = (new List<string>(), new byte[reader.MaxDoc]);
            for (var terms = reader.GetTerms(IndexDocument.Rules)?.GetEnumerator(); terms?.MoveNext() is true;)
            {
                var articles = terms.Docs(null, null, DocsFlags.NONE);
                while (articles.NextDoc() != DocIdSetIterator.NO_MORE_DOCS)
                    rules[articles.DocID] = (byte)languages.Count;
                languages.Add(terms.Term.Utf8ToString());
            }
            return (languages, rules);
        }
    }
}
