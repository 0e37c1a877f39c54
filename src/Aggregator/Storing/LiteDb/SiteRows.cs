using Aggregator.Articles;
using Aggregator.Downloads;
using Aggregator.Sources;
using Aggregator.Text;
using LiteDB;

namespace Aggregator.Storing.LiteDb;

/// <summary>What a source's pages have taught, and the last of those pages as they came: one row a source, which also lists its pages, and one a page.</summary>
internal static class SiteRows
{
    public static byte[] Pack(SiteMemory site) => Packed.Of(site, StoreJson.Default.SiteMemory);

    /// <summary>A page as a row without its number; packed on the caller's thread, not at the gate.</summary>
    public static BsonDocument Pack(KeptPage page) => new()
    {
        ["i"] = Packed.Of(page.Item, StoreJson.Default.Item),
        ["at"] = page.At.UtcTicks,
        ["u"] = page.Page.Address?.AbsoluteUri,
        ["t"] = page.Page.ContentType,
        ["m"] = page.Page.LastModified?.UtcTicks,
        ["b"] = Packed.Of(page.Page.Body.Span),
    };

    /// <exception cref="InvalidDataException">The file is damaged here.</exception>
    public static SiteMemory? Site(BsonDocument? row) =>
        row?["b"].IsBinary is true ? Packed.Read(row["b"].AsBinary, StoreJson.Default.SiteMemory, $"what is known of the pages of {row["_id"].AsString}") : null;

    /// <summary>Keeps what was learned and what was read, and lets the oldest pages go that no limit has room for.</summary>
    /// <param name="site">As <see cref="Pack(SiteMemory)"/> packs it; null when nothing was learned.</param>
    public static void Keep(LiteDatabase db, SourceId source, byte[]? site, IReadOnlyList<(long Number, BsonDocument Page)> pages, PageLimits limits)
    {
        var row = Shape.Sites(db).FindById(source.Value) ?? new BsonDocument { ["_id"] = source.Value, ["p"] = new BsonArray() };
        if (site is not null)
            row["b"] = site;
        var listed = row["p"].AsArray.Select(entry => (Number: entry["n"].AsInt64, Bytes: entry["z"].AsInt64)).ToList();
        foreach (var (number, page) in pages.Where(page => page.Page["b"].AsBinary.Length <= limits.Bytes))
        {
            page["_id"] = number;
            Shape.Pages(db).Upsert(page);
            listed.RemoveAll(entry => entry.Number == number);
            listed.Add((number, page["b"].AsBinary.Length));
        }
        var bytes = listed.Sum(entry => entry.Bytes);
        for (; listed.Count > limits.Count || bytes > limits.Bytes; listed.RemoveAt(0))
        {
            bytes -= listed[0].Bytes;
            Shape.Pages(db).Delete(listed[0].Number);
        }
        row["p"] = new BsonArray(listed.Select(entry => new BsonDocument { ["n"] = entry.Number, ["z"] = entry.Bytes }));
        Shape.Sites(db).Upsert(row);
    }

    /// <summary>Lets the pages of some articles of a source go.</summary>
    public static void Remove(LiteDatabase db, string source, IReadOnlyCollection<long> numbers)
    {
        if (Shape.Sites(db).FindById(source) is not { } row || !row["p"].AsArray.Any(entry => numbers.Contains(entry["n"].AsInt64)))
            return;
        foreach (var number in numbers)
            Shape.Pages(db).Delete(number);
        row["p"] = new BsonArray(row["p"].AsArray.Where(entry => !numbers.Contains(entry["n"].AsInt64)));
        Shape.Sites(db).Update(row);
    }

    /// <summary>The numbers of the articles whose pages are kept, the oldest page first.</summary>
    public static IReadOnlyList<long> Listed(LiteDatabase db, SourceId source) =>
        Shape.Sites(db).FindById(source.Value) is { } row ? [.. row["p"].AsArray.Select(entry => entry["n"].AsInt64)] : [];

    /// <exception cref="InvalidDataException">The file is damaged here.</exception>
    public static KeptPage Page(BsonDocument row)
    {
        var what = $"the page of article {row["_id"].AsInt64}";
        var download = new Download
        {
            Body = Packed.Read(row["b"].AsBinary, what),
            Address = WebAddress.TryParse(row["u"].AsString, out var address) ? address : null,
            ContentType = row["t"].AsString,
            LastModified = row["m"].IsInt64 ? new DateTimeOffset(row["m"].AsInt64, TimeSpan.Zero) : null,
        };
        return new KeptPage(Packed.Read(row["i"].AsBinary, StoreJson.Default.Item, what), download, new DateTimeOffset(row["at"].AsInt64, TimeSpan.Zero));
    }
}
