using Aggregator.Articles;
using Aggregator.Digests;
using Aggregator.Sources;
using Aggregator.Watches;
using LiteDB;
using Query = Aggregator.Watches.Query;

namespace Aggregator.Storing.LiteDb;

/// <summary>The archive in LiteDB. Long reads go page by page, so that nobody else waits long at the gate.</summary>
internal sealed class LiteDbArchive(LiteDbStore store, Indexer indexer) : IArchive
{
    public Task<KeptArticle?> FindAsync(long number, CancellationToken stop) => store.ReadAsync(db => ArticleRows.Find(db, number), stop);

    public Task<IReadOnlyList<GoneArticle>> GoneAsync(IReadOnlyList<long> numbers, CancellationToken stop) =>
        store.ReadAsync<IReadOnlyList<GoneArticle>>(db => [.. numbers.Select(number => GoneRows.Find(db, number)).OfType<GoneArticle>()], stop);

    public Task<long> LastNumberAsync(CancellationToken stop) => store.ReadAsync(Shape.LastNumber, stop);

    public Task<long> LastNumberBeforeAsync(DateTimeOffset moment, DateTimeOffset now, CancellationToken stop) => store.ReadAsync(
        db => Shape.Articles(db).Query().Where("$.seen >= @0", moment.UtcTicks).OrderBy("$.seen").Limit(1).ToList() is [var row] && row["seen"].AsInt64 <= now.UtcTicks
            ? FirstAt(db, row["seen"].AsInt64) - 1
            : Shape.LastNumber(db), stop);

    public Task<IReadOnlyList<WindowArticle>> InWindowAsync(Window window, CancellationToken stop) => store.ReadAsync<IReadOnlyList<WindowArticle>>(
        db => [.. ArticleRows.Above(db, window.After).Where(row => window.Covers(row["_id"].AsInt64)).Select(row => ArticleRows.Text(db, row)).Select(kept => new WindowArticle(kept, WorkRows.First(db, kept)))], stop);

    public async Task<SearchResult> SearchAsync(SearchRequest request, CancellationToken stop)
    {
        var query = Query.Parse(request.Words, new OrganisationNames(request.Names), out var mistake) ?? throw new ArgumentException(mistake!.ToString(), nameof(request));
        try
        {
            if (await indexer.IndexAsync(stop) is { } index)
                return await new ArchiveSearch(store, request, query).RunAsync(index, indexer, stop);
        }
        catch (ObjectDisposedException)
        {
            // The index broke while it was asked. If it is the store that is closed, what follows says so.
        }
        return await new ArchiveSearch(store, request, query).ReadAllAsync(indexer.Trouble, stop);
    }

    public async Task<IReadOnlyList<PageOfArticle>> PagesAsync(SourceId source, CancellationToken stop)
    {
        var rows = await store.ReadAsync(
            db => SiteRows.Listed(db, source).Select(number => (Kept: ArticleRows.Find(db, number), Row: Shape.Pages(db).FindById(number))).Where(pair => pair is { Kept: not null, Row: not null }).Reverse().ToList(), stop);
        return [.. rows.Select(pair => new PageOfArticle(pair.Kept!, SiteRows.Page(pair.Row)))];
    }

    public Task<IReadOnlyDictionary<string, int>> CountsAsync(CancellationToken stop) => store.ReadAsync<IReadOnlyDictionary<string, int>>(
        db =>
        {
            var counts = Shape.Counts(db).FindAll().ToDictionary(row => row["_id"].AsString, row => row["n"].AsInt32);
            return Shape.Memories(db).Query().Select("{ _id }").ToList().Select(row => row["_id"].AsString).ToDictionary(id => id, id => counts.GetValueOrDefault(id));
        }, stop);

    /// <summary>The lowest of the numbers that were given in one moment: a poll gives many at once.</summary>
    private static long FirstAt(LiteDatabase db, long ticks) =>
        Shape.Articles(db).Find(BsonExpression.Create("$.seen = @0", ticks)).Min(row => row["_id"].AsInt64);
}
