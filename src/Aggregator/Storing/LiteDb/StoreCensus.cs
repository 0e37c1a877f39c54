using System.Globalization;
using LiteDB;

namespace Aggregator.Storing.LiteDb;

/// <summary>What the rows of a store say of each other, collected in whatever order they come: a few dozen bytes an article.</summary>
internal sealed class StoreCensus
{
    private readonly Dictionary<long, ArticleFacts> _articles = [];
    private readonly Dictionary<string, int> _numbersOfSources = [];
    private readonly List<string> _sources = [];
    private readonly Dictionary<string, long> _counts = [];
    private readonly HashSet<string> _memories = [];
    private readonly Dictionary<long, string> _listedPages = [];
    private readonly HashSet<long> _pages = [];
    private readonly List<(long Change, long Number)> _changes = [];
    private readonly Dictionary<long, long> _gone = [];
    private readonly HashSet<long> _removed = [];

    public int Schema { get; private set; }

    /// <summary>The store's id; null when its own row was not found.</summary>
    public string? Store { get; private set; }

    /// <summary>The last number that was given.</summary>
    public long Last { get; private set; }

    public long LastChange { get; private set; }

    /// <summary>The highest number of an article that any letter covers.</summary>
    public long LastInLetters { get; private set; }

    public IReadOnlyDictionary<long, ArticleFacts> Articles => _articles;

    public IReadOnlyDictionary<string, long> Counts => _counts;

    public IReadOnlySet<string> Memories => _memories;

    /// <summary>Pages that a source's row lists, with the source.</summary>
    public IReadOnlyDictionary<long, string> ListedPages => _listedPages;

    public IReadOnlySet<long> Pages => _pages;

    public IReadOnlyList<(long Change, long Number)> Changes => _changes;

    /// <summary>Numbers whose article is known to be gone, with the ticks of its first sight.</summary>
    public IReadOnlyDictionary<long, long> GoneNumbers => _gone;

    /// <summary>Those of them that were let go on purpose.</summary>
    public IReadOnlySet<long> Removed => _removed;

    public string SourceName(int source) => _sources[source];

    public void Meta(BsonDocument row)
    {
        if (row["_id"].AsString != Shape.MetaId)
            return;
        (Schema, Last) = ((int)CensusRows.Number(row, "schema"), CensusRows.Number(row, "last"));
        (Store, LastChange) = (row["id"].IsString ? row["id"].AsString : "", row["change"].IsInt64 ? row["change"].AsInt64 : 0);
    }

    public void Article(BsonDocument row)
    {
        var (number, source) = (CensusRows.Number(row, "_id"), Source(CensusRows.Text(row, "s")));
        var (seen, hash) = (CensusRows.Number(row, "seen"), Hash(CensusRows.Text(row, "h")));
        CensusRows.Number(row, "v");
        Change(number, facts => facts with { Row = new RowFacts(facts.Row.Times + 1, source, hash), Seen = seen });
    }

    public void Body(BsonDocument row)
    {
        var number = CensusRows.Number(row, "_id");
        var article = CensusRows.Body(row);
        var (source, hash) = (Source(article.Source.Value), Hash(article.Hash.Hex));
        Change(number, facts => facts with { Body = new RowFacts(facts.Body.Times + 1, source, hash) });
    }

    public void Key(BsonDocument row)
    {
        var source = Source(CensusRows.SourceOfKey(CensusRows.Text(row, "_id")));
        CensusRows.Text(row, "f");
        Change(CensusRows.Number(row, "n"), facts => facts with { Keys = facts.Keys + 1, KeySource = source });
    }

    public void Memory(BsonDocument row)
    {
        // What it last answered is unpacked when it is counted.
        _ = MemoryRows.Memory(row).LastAnswer.Count;
        _memories.Add(MemoryRows.Id(row).Value);
    }

    public void Site(BsonDocument row)
    {
        var source = CensusRows.Text(row, "_id");
        SiteRows.Site(row);
        foreach (var entry in row["p"].AsArray)
            _listedPages[entry["n"].AsInt64] = source;
    }

    public void Page(BsonDocument row)
    {
        SiteRows.Page(row);
        _pages.Add(CensusRows.Number(row, "_id"));
    }

    public void Count(BsonDocument row) => _counts[CensusRows.Text(row, "_id")] = CensusRows.Number(row, "n");

    public void Change(BsonDocument row) => _changes.Add((CensusRows.Number(row, "_id"), CensusRows.Number(row, "n")));

    /// <exception cref="InvalidDataException">It is not the letter that its name says.</exception>
    public void Letter(BsonDocument row)
    {
        var letter = LedgerRows.Letter(row);
        if (letter.Key != CensusRows.Text(row, "_id"))
            throw new InvalidDataException($"The store is damaged: the letter {row["_id"]} is not what was planned.");
        LastInLetters = Math.Max(LastInLetters, letter.Window.UpTo);
    }

    public void LastWindow(BsonDocument row) => LastInLetters = Math.Max(LastInLetters, LedgerRows.Last(row).Span.Window.UpTo);

    public void Gone(BsonDocument row)
    {
        _gone[CensusRows.Number(row, "_id")] = CensusRows.Number(row, "seen");
        if (CensusRows.Text(row, "why") == Shape.Retention)
            _removed.Add(CensusRows.Number(row, "_id"));
    }

    private void Change(long number, Func<ArticleFacts, ArticleFacts> change) => _articles[number] = change(_articles.GetValueOrDefault(number, ArticleFacts.Nothing));

    private int Source(string name)
    {
        if (_numbersOfSources.TryGetValue(name, out var number))
            return number;
        _sources.Add(name);
        return _numbersOfSources[name] = _sources.Count - 1;
    }

    /// <summary>Half of it: enough to tell damage, and half the memory.</summary>
    private static UInt128 Hash(string hex) => UInt128.TryParse(hex.AsSpan(0, Math.Min(32, hex.Length)), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var hash)
        ? hash
        : throw new InvalidDataException($"The store is damaged: '{hex}' is no hash.");
}

/// <summary>What was found of one number: its place in the list, its text, its keys.</summary>
/// <param name="KeySource">The source that its keys name; -1 where there are none.</param>
internal readonly record struct ArticleFacts(RowFacts Row, RowFacts Body, int Keys, int KeySource, long Seen)
{
    public static readonly ArticleFacts Nothing = new(RowFacts.None, RowFacts.None, 0, -1, 0);

    public int Rows => Row.Times;

    public int Bodies => Body.Times;

    /// <summary>True when it can be shown as it was kept.</summary>
    public bool IsWhole => Rows > 0 && Bodies > 0 && (Row.Source, Row.Hash) == (Body.Source, Body.Hash);

    /// <summary>Of all that names a source, whatever is left; -1 when nothing is.</summary>
    public int AnySource => Row.Source >= 0 ? Row.Source : Body.Source >= 0 ? Body.Source : KeySource;
}

/// <summary>One of the two rows of an article.</summary>
/// <param name="Times">How often it is there.</param>
/// <param name="Source">-1 where it is not.</param>
internal readonly record struct RowFacts(int Times, int Source, UInt128 Hash)
{
    public static readonly RowFacts None = new(0, -1, 0);
}
