namespace Aggregator.Storing.LiteDb;

/// <summary>All pages of a store as they were at one moment, to be read without LiteDB, which gives up at the first that is damaged.</summary>
internal abstract class StoreImage
{
    /// <summary>Pages read at once: a megabyte.</summary>
    protected const int Part = 128;

    /// <summary>Parts that are held: rows lie on few pages near each other.</summary>
    private const int MostParts = 16;

    private readonly Dictionary<long, byte[]> _parts = [];
    private readonly Queue<long> _order = new();

    /// <summary>How many pages there are, those that are missing at the end included.</summary>
    public abstract long Count { get; }

    /// <summary>A page as LiteDB wrote it; empty when it is not what was written, or missing.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> PageAsync(long number, CancellationToken stop)
    {
        if (number < 0 || number >= Count)
            return default;
        var part = number / Part;
        if (!_parts.TryGetValue(part, out var bytes))
        {
            bytes = await LoadAsync(part * Part, stop);
            _parts.Add(part, bytes);
            _order.Enqueue(part);
            if (_order.Count > MostParts)
                _parts.Remove(_order.Dequeue());
        }
        var at = (int)(number % Part) * PageHeader.PageSize;
        return at + PageHeader.PageSize <= bytes.Length && PageHeader.Number(bytes.AsSpan(at)) == number && !IsBad(bytes.AsSpan(at, PageHeader.PageSize))
            ? bytes.AsMemory(at, PageHeader.PageSize)
            : default;
    }

    /// <summary>The page whatever is on it: what it was meant to be may still be read from it.</summary>
    public ReadOnlyMemory<byte> AsItStands(long number) =>
        _parts.TryGetValue(number / Part, out var bytes) && (int)(number % Part) * PageHeader.PageSize is var at && at + PageHeader.PageSize <= bytes.Length ? bytes.AsMemory(at, PageHeader.PageSize) : default;

    /// <summary>So many pages from one on, sums taken out, and <see cref="Spoil"/> called on those that are wrong.</summary>
    protected abstract ValueTask<byte[]> LoadAsync(long first, CancellationToken stop);

    /// <summary>Takes the sums out of pages of the data file.</summary>
    protected static void Unseal(Span<byte> pages, long first)
    {
        for (var at = 0; at + PageHeader.PageSize <= pages.Length; at += PageHeader.PageSize)
        {
            var page = pages.Slice(at, PageHeader.PageSize);
            if (!PageSum.Unseal(page, first + (at / PageHeader.PageSize), isLog: false))
                Spoil(page);
        }
    }

    /// <summary>Marks a page that is not what was written; the mark stands where the data file never has anything.</summary>
    protected static void Spoil(Span<byte> page) => page[PageHeader.SpareAt] = 1;

    private static bool IsBad(ReadOnlySpan<byte> page) => page[PageHeader.SpareAt] != 0;
}

/// <summary>The pages of a store that is open: its data file, which stays as it is while it is pinned, read through the gate in small parts.</summary>
internal sealed class LiveImage(LiteDbStore store, long count) : StoreImage
{
    public override long Count => count;

    protected override async ValueTask<byte[]> LoadAsync(long first, CancellationToken stop)
    {
        var pages = await store.ReadPagesAsync(first, (int)Math.Min(Part, count - first), stop);
        Unseal(pages, first);
        return pages;
    }
}
