using System.Globalization;
using Lucene.Net.Index;
using Lucene.Net.Store;

namespace Aggregator.Storing.LiteDb;

/// <summary>Which articles are in the search index, and how far it says that it has come.</summary>
internal sealed record IndexCensus(IndexReach Reach, IReadOnlySet<long> Numbers)
{
    private const string Advice = "Stop the worker and remove the folder 'index' in the data folder: it is made anew from the store.";

    /// <summary>Reads an index that nobody has open; null when there is none that can be read, which the next start makes anew.</summary>
    public static IndexCensus? Read(string folder)
    {
        try
        {
            using var files = new NIOFSDirectory(folder, NoLockFactory.GetNoLockFactory());
            using var reader = DirectoryReader.Open(files);
            return new IndexCensus(SearchIndex.Read(reader.IndexCommit.UserData), NumbersOf(reader));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return null;
        }
    }

    public static HashSet<long> NumbersOf(IndexReader reader) => [.. reader.Leaves.SelectMany(leaf => new IndexPart(leaf.AtomicReader).Numbers)];

    /// <summary>Where index and store differ, but for what the index knows that it does not have yet.</summary>
    /// <param name="late">Articles that changed since.</param>
    public IEnumerable<StoreDamage> Compare(StoreCensus census, IReadOnlySet<long> late)
    {
        var missing = census.Articles.Where(pair => pair.Value.IsWhole && pair.Key <= Reach.Built && !Numbers.Contains(pair.Key) && !late.Contains(pair.Key)).Select(pair => pair.Key).Order().ToList();
        if (missing.Count > 0)
            yield return new StoreDamage($"The search index lacks {missing.Count} of the store's articles, the first is {First(missing)}: searches do not find {(missing.Count == 1 ? "it" : "them")}.", Advice);
        var surplus = Numbers.Where(number => number <= census.Last && !late.Contains(number) && census.Articles.GetValueOrDefault(number).Rows == 0).Order().ToList();
        if (surplus.Count > 0)
            yield return new StoreDamage($"The search index has {surplus.Count} articles that the store does not have, the first is {First(surplus)}.", Advice);
    }

    private static string First(List<long> numbers) => numbers[0].ToString(CultureInfo.InvariantCulture);
}
