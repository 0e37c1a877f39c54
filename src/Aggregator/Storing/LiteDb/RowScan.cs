using LiteDB;

namespace Aggregator.Storing.LiteDb;

/// <summary>A row as it stands on its pages.</summary>
/// <param name="Collection">The number of its collection's page.</param>
/// <param name="Page">Where it begins.</param>
/// <param name="Row">Null when it cannot be read.</param>
internal readonly record struct ScannedRow(uint Collection, long Page, BsonDocument? Row);

/// <summary>Reads all rows of an image from the pages they lie on, without any index, past whatever is damaged.</summary>
/// <remarks>DataBlock and IndexNode of LiteDB 5.0.20: a row is a chain of blocks, the first of which says that it continues nothing.</remarks>
internal sealed class RowScan(StoreImage image)
{
    private const int BlockHeader = 6;

    /// <summary>LiteDB takes no larger row.</summary>
    private const int LargestRow = 16 << 20;

    private readonly List<DamagedPage> _damaged = [];
    private readonly Dictionary<uint, IndexBalance> _indexes = [];

    /// <summary>The names of all collections by the numbers of their pages; empty when that page is damaged.</summary>
    public IReadOnlyDictionary<uint, string> Names { get; private set; } = new Dictionary<uint, string>();

    public IReadOnlyList<DamagedPage> Damaged => _damaged;

    /// <summary>By collection: whether every row is found by its id, and nothing else is.</summary>
    public IReadOnlyDictionary<uint, IndexBalance> Indexes => _indexes;

    /// <param name="pageDone">Told how many pages are behind.</param>
    public async IAsyncEnumerable<ScannedRow> RowsAsync(Action<long> pageDone, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        Names = ReadNames((await image.PageAsync(0, stop)).Span);
        for (var number = 0L; number < image.Count; number++)
        {
            pageDone(number);
            var page = await image.PageAsync(number, stop);
            if (page.IsEmpty)
            {
                var remains = image.AsItStands(number).Span;
                _damaged.Add(remains.IsEmpty || PageHeader.Number(remains) != number ? new DamagedPage(number, null, null) : new DamagedPage(number, PageHeader.Kind(remains), PageHeader.Collection(remains)));
                continue;
            }
            var collection = PageHeader.Collection(page.Span);
            if (PageHeader.Kind(page.Span) == PageKind.Index)
                CountNodes(page.Span, Balance(collection));
            if (PageHeader.Kind(page.Span) != PageKind.Data)
                continue;
            for (var place = 0; place < PageHeader.Places(page.Span); place++)
            {
                if (!IsBeginning(page.Span, place))
                    continue;
                Balance(collection).Row(Address(number, place));
                yield return new ScannedRow(collection, number, await ReadAsync(page, place, stop));
            }
        }
        pageDone(image.Count);
    }

    public static IReadOnlyDictionary<uint, string> ReadNames(ReadOnlySpan<byte> first)
    {
        try
        {
            return first.IsEmpty ? new Dictionary<uint, string>() : BsonSerializer.Deserialize(PageHeader.Collections(first).ToArray()).ToDictionary(pair => (uint)pair.Value.AsInt32, pair => pair.Key);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Bytes that were never BSON fail in any way they like.
            return new Dictionary<uint, string>();
        }
    }

    private static bool IsBeginning(ReadOnlySpan<byte> page, int place) => PageHeader.Item(page, place) is { Length: > BlockHeader } block && block[0] == 0;

    private async ValueTask<BsonDocument?> ReadAsync(ReadOnlyMemory<byte> page, int place, CancellationToken stop)
    {
        using var bytes = new MemoryStream();
        while (true)
        {
            var (next, nextPlace) = Append(bytes, page.Span, place);
            if (next == PageHeader.None)
                return Parsed(bytes);
            page = await image.PageAsync(next, stop);
            place = nextPlace;
            // Also where a chain has been bitten off, or runs in a circle.
            if (page.IsEmpty || PageHeader.Kind(page.Span) != PageKind.Data || PageHeader.Item(page.Span, place).Length <= BlockHeader || bytes.Length > LargestRow)
                return null;
        }
    }

    private static (uint Page, int Place) Append(MemoryStream bytes, ReadOnlySpan<byte> page, int place)
    {
        var block = PageHeader.Item(page, place);
        bytes.Write(block[BlockHeader..]);
        return (PageHeader.Number(block[1..]), block[5]);
    }

    private static BsonDocument? Parsed(MemoryStream bytes)
    {
        try
        {
            return BsonSerializer.Deserialize(bytes.ToArray()) is { } row && row["_id"] is { IsNull: false } ? row : null;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return null;
        }
    }

    private static void CountNodes(ReadOnlySpan<byte> page, IndexBalance balance)
    {
        for (var place = 0; place < PageHeader.Places(page); place++)
        {
            // Its first byte says which index; then comes how many levels, and which row it leads to: the ends of an index lead to none.
            if (PageHeader.Item(page, place) is { Length: > 12 } node && node[0] == 0 && PageHeader.Number(node[2..]) is var row and not PageHeader.None)
                balance.Node(Address(row, node[6]));
        }
    }

    private IndexBalance Balance(uint collection)
    {
        if (!_indexes.TryGetValue(collection, out var balance))
            _indexes.Add(collection, balance = new IndexBalance());
        return balance;
    }

    private static ulong Address(long page, int place) => ((ulong)page << 8) | (byte)place;
}

/// <summary>A page that is not what was written.</summary>
/// <param name="Kind">What it says it was, if it still says anything.</param>
/// <param name="Collection">As <see cref="ScannedRow"/> names it.</param>
internal sealed record DamagedPage(long Number, PageKind? Kind, uint? Collection);

/// <summary>Compares the rows of a collection with the entries of its index of ids, without remembering either.</summary>
internal sealed class IndexBalance
{
    private ulong _sum;

    /// <summary>Rows that were met.</summary>
    public long Rows { get; private set; }

    /// <summary>Entries of the index that were met.</summary>
    public long Nodes { get; private set; }

    /// <summary>True when both are the same places, each once.</summary>
    public bool IsEven => Rows == Nodes && _sum == 0;

    public void Row(ulong address) => (Rows, _sum) = (Rows + 1, _sum + Mixed(address));

    public void Node(ulong address) => (Nodes, _sum) = (Nodes + 1, _sum - Mixed(address));

    /// <summary>Spreads neighbours apart, so that sums of different places differ.</summary>
    private static ulong Mixed(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
