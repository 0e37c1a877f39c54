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

    public Task<long> LastNumberAsync(CancellationToken stop) => store.ReadAsync(Shape.LastNumber, stop);

    public Task<long> LastNumberBeforeAsync(DateTimeOffset moment, CancellationToken stop) => store.ReadAsync(db => ArticleRows.LastBefore(db, moment.UtcTicks), stop);

    public async Task<IReadOnlyList<KeptArticle>> InWindowAsync(Window window, CancellationToken stop)
    {
        var found = new List<KeptArticle>();
        for (var after = window.After; ;)
        {
            var page = await store.ReadAsync(db => (IReadOnlyList<KeptArticle>)[.. ArticleRows.Above(db, after).Where(row => window.Covers(row["_id"].AsInt64)).Select(row => Opening(ArticleRows.Whole(db, row)))], stop);
            if (page.Count == 0)
                return found;
            found.AddRange(page);
            after = page[^1].Number;
        }
    }

    public async Task<SearchResult> SearchAsync(SearchRequest request, CancellationToken stop)
    {
        var query = Query.Parse(request.Words, new OrganisationNames(request.Names), out var mistake) ?? throw new ArgumentException(mistake!.ToString(), nameof(request));
        try
        {
            if (await indexer.IndexAsync(stop) is { } index)
                return await new ArchiveSearch(store, request, query).RunAsync(index, indexer, stop);
        }
        catch (ObjectDisposedException) when (indexer.Trouble is not null)
        {
            // It broke while it was asked.
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

    /// <summary>A digest shows openings: a window of thousands must not be thousands of bodies in memory.</summary>
    private static KeptArticle Opening(KeptArticle kept)
    {
        var (text, end) = (kept.Article.Text, Math.Min(kept.Article.Text.Length, 1000));
        // Not between the two halves of one character.
        if (end < text.Length && char.IsLowSurrogate(text[end]))
            end--;
        return kept with { Article = kept.Article with { Html = "", Text = text[..end], Files = [.. kept.Article.Files.Select(file => file with { Text = "" })] } };
    }
}
