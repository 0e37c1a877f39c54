using System.Collections;
using System.Globalization;
using Aggregator.Articles;
using Aggregator.Watches;
using Lucene.Net.Analysis;
using Lucene.Net.Index;
using Lucene.Net.Search;
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
    private const string Version = "5";

    private readonly Lucene.Net.Store.Directory _folder;
    private readonly Analyzer _analyzer = new NoAnalyzer();
    private readonly IndexWriter _writer;
    private readonly SearcherManager _searchers;
    private readonly BitArray _has = new(64);
    private IndexReach _visible;

    private SearchIndex(string folder)
    {
        _folder = new IndexFolder(folder);
        try
        {
            _writer = new IndexWriter(_folder, new IndexWriterConfig(LuceneVersion.LUCENE_48, _analyzer)
            {
                OpenMode = OpenMode.CREATE_OR_APPEND,
                // On the writing thread: the concurrent one starts threads of its own, and gains nothing on a machine that polls.
                MergeScheduler = new SerialMergeScheduler(),
                // Neighbours alone are merged: articles stay in the order of their numbers, and a search for the newest ends early.
                MergePolicy = new LogDocMergePolicy(),
                RAMBufferSizeMB = 16,
            });
            _searchers = new SearcherManager(_writer, applyAllDeletes: true, new SearcherFactory());
            Reach = _visible = Read(_writer.CommitData);
            foreach (var number in Census().Numbers)
                Note((int)number);
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

    public void Put(KeptArticle kept)
    {
        if (Note((int)kept.Number))
            _writer.AddDocument(IndexDocument.Of(kept));
        else
            _writer.UpdateDocument(IndexDocument.Key(kept.Number), IndexDocument.Of(kept));
    }

    /// <summary>From a number on, the last up to which it has every article.</summary>
    public long HasUpTo(long number)
    {
        while (number + 1 < _has.Length && _has[(int)number + 1])
            number++;
        return number;
    }

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

    /// <summary>The numbers of the newest articles that may be meant.</summary>
    public IndexFind Newest(QueryNode root, SearchRequest request, long below, int count) =>
        Search(searcher => new NewestFirst(PartsOf(searcher.IndexReader), below, count).Find(part => new IndexQuery(part.Languages, new PartWords(part.Reader)).Of(root, request)));

    /// <summary>The numbers of the most relevant articles that may be meant.</summary>
    /// <param name="skip">So many of the first are left out.</param>
    public IndexFind MostRelevant(QueryNode root, SearchRequest request, int skip, int count) => Search(searcher =>
    {
        var parts = PartsOf(searcher.IndexReader);
        if (new IndexQuery([.. parts.SelectMany(part => part.Languages).Distinct()], null).Of(root, request) is not { } asked)
            return new IndexFind([], 0, true);
        var found = searcher.Search(asked, skip + count);
        return new IndexFind([.. found.ScoreDocs.Skip(skip).Select(hit => NumberOf(hit.Doc, searcher.IndexReader.Leaves, parts))], found.TotalHits, true);
    });

    /// <summary>What searches see at least.</summary>
    public IndexCensus Census()
    {
        var reach = Visible;
        return Search(searcher => new IndexCensus(reach, IndexCensus.NumbersOf(searcher.IndexReader)));
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

    /// <summary>Notes that it has an article; true when it never had it. Whatever may be there already has to be looked for in every segment.</summary>
    private bool Note(int number)
    {
        if (number >= _has.Length)
            _has.Length = Math.Max(number + 1, 2 * _has.Length);
        var isNew = !_has[number];
        _has[number] = true;
        return isNew;
    }

    private T Search<T>(Func<IndexSearcher, T> search)
    {
        var searcher = _searchers.Acquire();
        try
        {
            return search(searcher);
        }
        finally
        {
            _searchers.Release(searcher);
        }
    }

    private static List<IndexPart> PartsOf(IndexReader reader) => [.. reader.Leaves.Select(leaf => new IndexPart(leaf.AtomicReader))];

    private static long NumberOf(int place, IList<AtomicReaderContext> leaves, List<IndexPart> parts)
    {
        var part = ReaderUtil.SubIndex(place, leaves);
        return parts[part].NumberOf(place - leaves[part].DocBase);
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
/// <param name="About">How many there are in all, of those that may be meant.</param>
/// <param name="IsCounted">False when that is what the part that was looked at lets expect of all.</param>
internal readonly record struct IndexFind(IReadOnlyList<long> Numbers, double About, bool IsCounted)
{
    /// <summary>With so many more; in two digits where it was not counted.</summary>
    public int AboutWith(int more)
    {
        var unit = IsCounted ? 1 : Math.Pow(10, Math.Max(0, Math.Floor(Math.Log10(Math.Max(1, About + more))) - 1));
        return (int)(Math.Round((About + more) / unit) * unit);
    }
}
