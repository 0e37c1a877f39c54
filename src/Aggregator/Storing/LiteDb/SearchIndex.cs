using System.Globalization;
using Aggregator.Articles;
using Aggregator.Watches;
using Lucene.Net.Analysis;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Store;
using Lucene.Net.Util;

namespace Aggregator.Storing.LiteDb;

/// <summary>How far the index has come: what it was made of, and up to where.</summary>
/// <param name="Store">The id of the store it belongs to.</param>
/// <param name="Change">The last change that is in it.</param>
/// <param name="Built">Articles up to this number are in it; <see cref="Whole"/> when all are.</param>
internal readonly record struct IndexReach(string Store, long Change, long Built)
{
    public const long Whole = long.MaxValue;

    public bool IsWhole => Built == Whole;
}

/// <summary>The words of all articles in DATA/index, by Lucene.NET: made from the store, and thrown away when anything is wrong with it.</summary>
/// <remarks>
/// One thread writes, any may search. Its own lock does not exclude a second process on Linux: the store's does. Its memory-mapped folder
/// can end the process, and its first commit is lost when the process is killed within (storage.md §4): hence the plain folder, and <see cref="Open"/>.
/// </remarks>
internal sealed class SearchIndex : IDisposable
{
    /// <summary>Goes up with every change of what is indexed: an index of another version is made anew.</summary>
    private const string Version = "1";

    private readonly Lucene.Net.Store.Directory _folder;
    private readonly Analyzer _analyzer = new NoAnalyzer();
    private readonly IndexWriter _writer;
    private readonly SearcherManager _searchers;
    private IndexReach _visible;

    private SearchIndex(string folder)
    {
        _folder = new NIOFSDirectory(folder, NoLockFactory.GetNoLockFactory());
        try
        {
            _writer = new IndexWriter(_folder, new IndexWriterConfig(LuceneVersion.LUCENE_48, _analyzer)
            {
                OpenMode = OpenMode.CREATE_OR_APPEND,
                // On the writing thread: the concurrent one starts threads of its own, and gains nothing on a machine that polls.
                MergeScheduler = new SerialMergeScheduler(),
                RAMBufferSizeMB = 32,
            });
            _searchers = new SearcherManager(_writer, applyAllDeletes: true, new SearcherFactory());
            Reach = _visible = Read(_writer.CommitData);
        }
        catch
        {
            _writer?.Rollback();
            _folder.Dispose();
            throw;
        }
    }

    /// <summary>Up to where it was written.</summary>
    public IndexReach Reach { get; private set; }

    /// <summary>Up to where a search sees it.</summary>
    public IndexReach Visible
    {
        get
        {
            lock (_searchers)
                return _visible;
        }
    }

    /// <summary>Opens the index of a folder, or begins a new one where there is none, or one that cannot be read, or another store's.</summary>
    /// <param name="store">The id of the store.</param>
    /// <param name="last">The store's last change: an index that is further belongs to a store that has lost its end.</param>
    public static SearchIndex Open(string folder, string store, long last)
    {
        try
        {
            var found = new SearchIndex(folder);
            if (found.Reach.Store == store && found.Reach.Change <= last)
                return found;
            found._writer.Rollback();
            found.Dispose();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Whatever it is, it can be made again from the store; half an index cannot be mended.
        }
        if (System.IO.Directory.Exists(folder))
            System.IO.Directory.Delete(folder, recursive: true);
        System.IO.Directory.CreateDirectory(folder);
        var made = new SearchIndex(folder);
        made.Advance(new IndexReach(store, last, 0));
        made.Show();
        return made;
    }

    public void Put(KeptArticle kept) => _writer.UpdateDocument(IndexDocument.Key(kept.Number), IndexDocument.Of(kept));

    public void Remove(long number) => _writer.DeleteDocuments(IndexDocument.Key(number));

    /// <summary>Says up to where what was put reaches.</summary>
    public void Advance(IndexReach reach) => Reach = reach;

    /// <summary>Shows to searches what was put.</summary>
    public void Show()
    {
        var reach = Reach;
        _searchers.MaybeRefreshBlocking();
        lock (_searchers)
            _visible = reach;
    }

    /// <summary>What was put is on disk when this returns, and how far it reaches with it.</summary>
    public void Commit()
    {
        _writer.SetCommitData(new Dictionary<string, string>
        {
            ["version"] = Version,
            ["store"] = Reach.Store,
            ["change"] = Reach.Change.ToString(CultureInfo.InvariantCulture),
            ["built"] = Reach.Built.ToString(CultureInfo.InvariantCulture),
        });
        _writer.Commit();
    }

    /// <summary>The numbers of articles that may be meant, and how many there are in all.</summary>
    /// <param name="skip">So many of the first are left out.</param>
    public IndexFind Find(QueryNode root, SearchRequest request, long below, int skip, int count)
    {
        var searcher = _searchers.Acquire();
        try
        {
            var query = IndexQuery.Of(root);
            var filter = Filter(request, below);
            var found = request.Order == SearchOrder.Newest
                ? searcher.Search(query, filter, skip + count, new Sort(new SortField(IndexDocument.Number, SortFieldType.INT64, reverse: true)))
                : searcher.Search(query, filter, skip + count);
            return new IndexFind([.. found.ScoreDocs.Skip(skip).Select(hit => NumberOf(searcher, hit))], found.TotalHits);
        }
        finally
        {
            _searchers.Release(searcher);
        }
    }

    /// <summary>What searches see at least.</summary>
    public IndexCensus Census()
    {
        var reach = Visible;
        var searcher = _searchers.Acquire();
        try
        {
            return new IndexCensus(reach, IndexCensus.NumbersOf(searcher.IndexReader));
        }
        finally
        {
            _searchers.Release(searcher);
        }
    }

    public void Dispose()
    {
        _searchers.Dispose();
        if (!_writer.IsClosed)
            // Without committing: what was not committed is made again from the store.
            _writer.Rollback();
        _analyzer.Dispose();
        _folder.Dispose();
    }

    private static long NumberOf(IndexSearcher searcher, ScoreDoc hit) =>
        hit is FieldDoc { Fields: [var number, ..] }
            ? Convert.ToInt64(number, CultureInfo.InvariantCulture)
            : searcher.Doc(hit.Doc, NumberField).GetField(IndexDocument.Number).GetInt64Value() ?? 0;

    private static readonly HashSet<string> NumberField = [IndexDocument.Number];

    private static Filter? Filter(SearchRequest request, long below)
    {
        var all = new BooleanQuery();
        if (request.Source is { } source)
            all.Add(new TermQuery(new Term(IndexDocument.Source, source.Value)), Occur.MUST);
        if (request.Since is { } since)
            all.Add(NumericRangeQuery.NewInt64Range(IndexDocument.Seen, since.UtcTicks, null, true, false), Occur.MUST);
        if (below < long.MaxValue)
            all.Add(NumericRangeQuery.NewInt64Range(IndexDocument.Number, null, below, false, false), Occur.MUST);
        return all.Clauses.Count == 0 ? null : new QueryWrapperFilter(all);
    }

    /// <summary>How far a commit says that it reaches; nowhere when it is of another version.</summary>
    public static IndexReach Read(IDictionary<string, string>? data) =>
        data is not null && data.TryGetValue("version", out var version) && version == Version
            && data.TryGetValue("store", out var store) && data.TryGetValue("change", out var change) && data.TryGetValue("built", out var built)
            ? new IndexReach(store, long.Parse(change, CultureInfo.InvariantCulture), long.Parse(built, CultureInfo.InvariantCulture))
            : default;

    /// <summary>Our fields bring their words with them.</summary>
    private sealed class NoAnalyzer : Analyzer
    {
        protected override TokenStreamComponents CreateComponents(string fieldName, TextReader reader) =>
            throw new NotSupportedException($"The field {fieldName} came without its words.");
    }
}

/// <summary>What the index found.</summary>
/// <param name="Numbers">In the order asked for.</param>
/// <param name="Total">How many there are in all, of those that may be meant.</param>
internal readonly record struct IndexFind(IReadOnlyList<long> Numbers, int Total);
