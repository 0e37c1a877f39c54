using System.Buffers.Binary;

namespace Aggregator.Storing.LiteDb;

/// <summary>The few bytes of a LiteDB 5.0.20 page that we rely on (BasePage.cs); <see cref="LiteDbVersion"/> refuses every other package.</summary>
internal static class PageHeader
{
    /// <summary>Bytes of a page.</summary>
    public const int PageSize = 8192;

    /// <summary>Bytes before a page's content.</summary>
    public const int Size = 32;

    /// <summary>Where a page names its transaction: in the data file always <see cref="None"/>.</summary>
    public const int TransactionAt = 14;

    /// <summary>1 on the page that ends a transaction; only its lowest bit is LiteDB's.</summary>
    public const int ConfirmedAt = 18;

    /// <summary>The one byte of the header that LiteDB neither reads nor writes.</summary>
    public const int SpareAt = 31;

    public const uint None = uint.MaxValue;

    private const int TypeAt = 4;
    private const int CollectionAt = 19;
    private const int ItemsAt = 23;
    private const int HighestAt = 30;
    private const int LastPageAt = 64;
    private const int CollectionsAt = 192;
    private const int SlotSize = 4;

    public static uint Number(ReadOnlySpan<byte> page) => BinaryPrimitives.ReadUInt32LittleEndian(page);

    public static PageKind Kind(ReadOnlySpan<byte> page) => (PageKind)page[TypeAt];

    /// <summary>The number of the page of its collection.</summary>
    public static uint Collection(ReadOnlySpan<byte> page) => BinaryPrimitives.ReadUInt32LittleEndian(page[CollectionAt..]);

    /// <summary>Of a page in the log.</summary>
    public static uint Transaction(ReadOnlySpan<byte> page) => BinaryPrimitives.ReadUInt32LittleEndian(page[TransactionAt..]);

    /// <summary>True for the page that ends a transaction: LiteDB writes it last.</summary>
    public static bool IsConfirmed(ReadOnlySpan<byte> page) => (page[ConfirmedAt] & 1) != 0;

    /// <summary>True when this first page of a file says that LiteDB wrote it.</summary>
    public static bool IsOfStore(ReadOnlySpan<byte> page) => page[Size..].StartsWith("** This is a LiteDB file **"u8);

    /// <summary>Of the first page: the last page that was ever used.</summary>
    public static uint LastPage(ReadOnlySpan<byte> page) => BinaryPrimitives.ReadUInt32LittleEndian(page[LastPageAt..]);

    /// <summary>Of the first page: the names of all collections with the numbers of their pages, as BSON.</summary>
    public static ReadOnlySpan<byte> Collections(ReadOnlySpan<byte> page) => page[CollectionsAt..];

    /// <summary>How many places for items a page with items has.</summary>
    public static int Places(ReadOnlySpan<byte> page) => page[HighestAt] == byte.MaxValue ? 0 : page[HighestAt] + 1;

    /// <summary>The item at a place; empty when there is none, or its bounds are impossible.</summary>
    public static ReadOnlySpan<byte> Item(ReadOnlySpan<byte> page, int place)
    {
        var slot = page[^((place + 1) * SlotSize)..];
        var (length, start) = (BinaryPrimitives.ReadUInt16LittleEndian(slot), BinaryPrimitives.ReadUInt16LittleEndian(slot[2..]));
        return start >= Size && start + length <= PageSize ? page.Slice(start, length) : default;
    }

    /// <summary>True when a power cut left this page, or a half of it, as zeros: something no page that LiteDB wrote can look like.</summary>
    public static bool HasHole(ReadOnlySpan<byte> page)
    {
        var halves = PageSize / 2;
        if (!page[..halves].ContainsAnyExcept((byte)0))
            return true;

        // Pages with items keep a table of them at their very end; the other kinds may well end in zeros.
        return Kind(page) is PageKind.Index or PageKind.Data && page[ItemsAt] > 0 && !page[halves..].ContainsAnyExcept((byte)0);
    }
}

/// <summary>What LiteDB keeps on a page.</summary>
internal enum PageKind : byte
{
    Empty,
    Header,
    Collection,
    Index,
    Data,
}
