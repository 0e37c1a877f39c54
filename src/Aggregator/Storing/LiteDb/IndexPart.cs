using System.Runtime.CompilerServices;
using Lucene.Net.Index;
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
    private readonly NumericDocValues _numbers;

    public IndexPart(AtomicReader reader)
    {
        Reader = reader;
        _numbers = reader.GetNumericDocValues(IndexDocument.Number);
        _facts = Known.GetValue(reader.CoreCacheKey, _ => new PartFacts(Read(_numbers, reader.MaxDoc), [.. LanguagesOf(reader)]));
    }

    public AtomicReader Reader { get; }

    /// <summary>Whose rules for stems its articles follow.</summary>
    public IReadOnlyList<string> Languages => _facts.Languages;

    public IBits? Live => Reader.LiveDocs;

    /// <summary>Articles, with those that were removed or replaced.</summary>
    public int Count => Reader.MaxDoc;

    public long NumberOf(int place) => _numbers.Get(place);

    /// <summary>No article that stands before a place has a higher number.</summary>
    public long HighestBefore(int place) => place == 0 ? 0 : _facts.Highest[(place - 1) / Block];

    /// <summary>The numbers of all articles that are there.</summary>
    public IEnumerable<long> Numbers => Enumerable.Range(0, Count).Where(place => Live?.Get(place) ?? true).Select(NumberOf);

    private static long[] Read(NumericDocValues numbers, int count)
    {
        var highest = new long[(count + Block - 1) / Block];
        var last = 0L;
        for (var place = 0; place < count; place++)
            highest[place / Block] = last = Math.Max(last, numbers.Get(place));
        return highest;
    }

    private static IEnumerable<string> LanguagesOf(AtomicReader reader)
    {
        if (reader.GetTerms(IndexDocument.Rules)?.GetEnumerator() is not { } terms)
            yield break;
        while (terms.MoveNext())
            yield return terms.Term.Utf8ToString();
    }

    /// <summary>What is known of a segment.</summary>
    /// <param name="Highest">The highest number up to the end of each block.</param>
    private sealed record PartFacts(long[] Highest, IReadOnlyList<string> Languages);
}
