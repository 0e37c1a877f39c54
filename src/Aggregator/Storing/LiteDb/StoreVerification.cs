using LiteDB;

namespace Aggregator.Storing.LiteDb;

/// <summary>Reads every row of an image and tells what is damaged, each thing in a sentence.</summary>
internal sealed class StoreVerification(StoreImage image)
{
    private const string Rebuild = "Stop the worker and run 'aggregator rebuild': it saves the rest under the same numbers. A backup made before has this too.";

    private readonly List<StoreDamage> _damage = [];
    private readonly Dictionary<string, long> _rows = [];
    private readonly Dictionary<uint, string> _guessed = [];
    private int _more;

    public StoreCensus Census { get; } = new();

    public RowScan Scan { get; } = new(image);

    /// <param name="show">Told from time to time which share is done.</param>
    public async Task RunAsync(Action<double> show, CancellationToken stop)
    {
        await foreach (var row in Scan.RowsAsync(page => show((double)page / Math.Max(1, image.Count)), stop))
            Take(row);
        if (image is ColdImage cold)
            TellLog(cold);
        TellPages();
        TellIndexes();
        TellMeta();
        TellArticles();
        TellCounts();
        TellPagesOfSources();
    }

    public void Tell(StoreDamage damage)
    {
        if (_damage.Count < StoreCheck.MostDamage)
            _damage.Add(damage);
        else
            _more++;
    }

    public StoreCheck Result(IReadOnlyList<string> notes, long? indexed) =>
        new() { Damage = _damage, More = _more, Notes = notes, Rows = _rows, Pages = image.Count, Indexed = indexed };

    /// <summary>The name of a collection: as the first page has it, or as its rows look.</summary>
    public string? NameOf(uint collection) => Scan.Names.GetValueOrDefault(collection) ?? _guessed.GetValueOrDefault(collection);

    /// <summary>The collection of a row; null for one that no version of ours knows.</summary>
    public KeptCollection? CollectionOf(ScannedRow row)
    {
        if (NameOf(row.Collection) is { } name)
            return KeptCollections.All.FirstOrDefault(known => known.Name == name);
        if (row.Row is null || KeptCollections.Guess(row.Row) is not { } guess)
            return null;
        _guessed[row.Collection] = guess.Name;
        return guess;
    }

    private void Take(ScannedRow scanned)
    {
        var collection = CollectionOf(scanned);
        var name = collection?.Name ?? NameOf(scanned.Collection) ?? "unknown";
        _rows[name] = _rows.GetValueOrDefault(name) + 1;
        if (scanned.Row is not { } row)
        {
            Tell(new StoreDamage($"On page {scanned.Page}, {collection?.Row ?? "a row"} cannot be read. {collection?.Loss}".TrimEnd(), Rebuild));
            return;
        }
        try
        {
            collection?.Read(Census, row);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A row that is not what it was fails in any way it likes. Texts are told of below, with their source.
            if (collection != KeptCollections.Bodies)
                Tell(new StoreDamage($"{Capital(collection!.Row)} cannot be read ({Named(row)}). {collection.Loss}", Rebuild));
        }
    }

    private void TellLog(ColdImage cold)
    {
        if (cold.LostOfLog is { } lost)
            Tell(new StoreDamage(lost, Rebuild));
        foreach (var page in cold.DamagedInLog)
            Tell(new StoreDamage($"Page {page} of aggregator-log.db is not what was written: of what was kept last something is as it was before.", Rebuild));
    }

    private void TellPages()
    {
        var damaged = Scan.Damaged;
        for (var at = 0; at < damaged.Count;)
        {
            var (first, next) = (damaged[at], at + 1);
            while (next < damaged.Count && damaged[next].Number == first.Number + (next - at) && (damaged[next].Kind, damaged[next].Collection) == (first.Kind, first.Collection))
                next++;
            var pages = next - at == 1 ? $"Page {first.Number}" : $"Pages {first.Number} to {damaged[next - 1].Number}";
            Tell(new StoreDamage($"{pages} of aggregator.db {(next - at == 1 ? "is" : "are")} missing or not what was written{Held(first)}.", Rebuild));
            at = next;
        }
    }

    /// <summary>What a damaged page says it held; it may be wrong.</summary>
    private string Held(DamagedPage page) => page.Number == 0 ? ": the names of all collections" : (page.Kind, NameOf(page.Collection ?? PageHeader.None)) switch
    {
        (PageKind.Data, { } name) => $": rows of {name}, it seems",
        (PageKind.Index, { } name) => $": an index of {name}, it seems; an index loses nothing",
        (PageKind.Collection, _) => ": where the indexes of a collection begin, it seems",
        _ => "",
    };

    private void TellIndexes()
    {
        foreach (var (collection, balance) in Scan.Indexes.Where(pair => !pair.Value.IsEven))
        {
            // Where pages are damaged this follows from it.
            if (Scan.Damaged.Count == 0)
                Tell(new StoreDamage($"The index of {NameOf(collection) ?? "a collection"} does not agree with its rows: {balance.Rows} rows, {balance.Nodes} entries.", Rebuild));
        }
    }

    private void TellMeta()
    {
        if (Census.Store is null)
            Tell(new StoreDamage("The store's own row is lost: which numbers and changes were given last is not known.", Rebuild));
    }

    private void TellArticles()
    {
        for (var number = 1L; number <= Census.Last; number++)
        {
            var facts = Census.Articles.GetValueOrDefault(number, ArticleFacts.Nothing);
            if (facts is { IsWhole: true, Rows: 1, Bodies: 1, Keys: > 0 } || (facts is { Rows: 0, Bodies: 0 } && Census.GoneNumbers.ContainsKey(number)))
                continue;
            var source = facts.AnySource < 0 ? null : Census.SourceName(facts.AnySource);
            Tell(new StoreDamage($"Article {number}{(source is null ? "" : $" of {source}")} {Wrong(facts)}", Rebuild) { Article = number, Source = source });
        }
        foreach (var (number, facts) in Census.Articles.Where(pair => Census.Store is not null && (pair.Key < 1 || pair.Key > Census.Last)).OrderBy(pair => pair.Key))
            Tell(new StoreDamage($"{(facts.Rows + facts.Bodies > 0 ? "An article stands" : $"A key of {Census.SourceName(facts.KeySource)} leads")} at number {number}, which was never given: the last was {Census.Last}.", Rebuild));
    }

    private static string Wrong(ArticleFacts facts) => facts switch
    {
        { Rows: 0, Bodies: 0 } => "is missing.",
        { Rows: 0 } => "has lost its place in the list: it is not found any more, but its text is there.",
        { Bodies: 0 } => "has lost its text.",
        { IsWhole: false } => "is not what was kept.",
        { Keys: 0 } => "has lost its keys: if its source still lists it, it will be taken for new.",
        _ => "is there twice.",
    };

    private void TellCounts()
    {
        var have = Census.Articles.Values.Where(facts => facts.Rows > 0).GroupBy(facts => facts.Row.Source).ToDictionary(group => Census.SourceName(group.Key), group => (long)group.Count());
        foreach (var (source, count) in have.Where(pair => Census.Counts.GetValueOrDefault(pair.Key) < pair.Value))
            Tell(new StoreDamage($"{source} has {count} articles, but {Census.Counts.GetValueOrDefault(source)} were counted.", Rebuild) { Source = source });
        foreach (var source in have.Keys.Where(source => !Census.Memories.Contains(source)))
            Tell(new StoreDamage($"What is remembered of the polls of {source} is lost: it is asked as if it had never been polled.", "Nothing: the next poll makes it anew.") { Source = source });
        if (Census.LastInLetters > Census.Last)
            Tell(new StoreDamage($"A letter covers articles up to {Census.LastInLetters}, but the last number given is {Census.Last}: what comes next would be taken for sent.", Rebuild));
    }

    private void TellPagesOfSources()
    {
        foreach (var (number, source) in Census.ListedPages.Where(pair => !Census.Pages.Contains(pair.Key)))
            Tell(new StoreDamage($"The page of article {number} of {source} is lost: it cannot be read again by newer rules.", Rebuild) { Source = source });
    }

    private static string Named(BsonDocument row) => row["_id"] is { IsString: true } text ? $"'{text.AsString}'" : $"{row["_id"]}";

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
