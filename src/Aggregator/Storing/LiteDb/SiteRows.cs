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
    public static BsonDocument Pack(KeptPage page)
    {
        var row = Pack(page.Page);
        row["i"] = Packed.Of(page.Item, StoreJson.Default.Item);
        row["at"] = page.At.UtcTicks;
        if (page.Further.Count > 0)
            row["f"] = new BsonArray(page.Further.Select(Pack));
        if (page.Missing is { } missing)
            row["w"] = missing;
        return row;
    }

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
        foreach (var (number, page) in pages.Where(page => LengthOf(page.Page) <= limits.Bytes))
        {
            page["_id"] = number;
            Shape.Pages(db).Upsert(page);
            listed.RemoveAll(entry => entry.Number == number);
            listed.Add((number, LengthOf(page)));
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
        return new KeptPage(Packed.Read(row["i"].AsBinary, StoreJson.Default.Item, what), Download(row, what), new DateTimeOffset(row["at"].AsInt64, TimeSpan.Zero))
        {
            Further = row["f"].IsArray ? [.. row["f"].AsArray.Select(further => Download(further.AsDocument, what))] : [],
            Missing = row["w"].IsString ? row["w"].AsString : null,
        };
    }

    private static BsonDocument Pack(Download page) => new()
    {
        ["u"] = page.Address?.AbsoluteUri,
        ["t"] = page.ContentType,
        ["m"] = page.LastModified?.UtcTicks,
        ["b"] = Packed.Of(page.Body.Span),
    };

    private static Download Download(BsonDocument row, string what) => new()
    {
        Body = Packed.Read(row["b"].AsBinary, what),
        Address = WebAddress.TryParse(row["u"].AsString, out var address) ? address : null,
        ContentType = row["t"].AsString,
        LastModified = row["m"].IsInt64 ? new DateTimeOffset(row["m"].AsInt64, TimeSpan.Zero) : null,
    };

    /// <summary>Compressed bytes of a page and of those behind it.</summary>
    private static long LengthOf(BsonDocument row) => row["b"].AsBinary.Length + (row["f"].IsArray ? row["f"].AsArray.Sum(further => (long)further["b"].AsBinary.Length) : 0);
}
