namespace Aggregator.Storing.LiteDb;

/// <summary>The few bytes of a LiteDB 5.0.20 page that we rely on (BasePage.cs); <see cref="LiteDbVersion"/> refuses every other package.</summary>
internal static class PageHeader
{
    public const int PageSize = 8192;

    private const int TypeAt = 4;
    private const int ConfirmedAt = 18;
    private const int ItemsAt = 23;
    private const int MarkAt = 32;
    private const byte Index = 3;
    private const byte Data = 4;

    /// <summary>True for the page that ends a transaction: LiteDB writes it last.</summary>
    public static bool IsConfirmed(ReadOnlySpan<byte> page) => page[ConfirmedAt] != 0;

    /// <summary>True when this first page of a file says that LiteDB wrote it.</summary>
    public static bool IsOfStore(ReadOnlySpan<byte> page) => page[MarkAt..].StartsWith("** This is a LiteDB file **"u8);

    /// <summary>True when a power cut left this page, or a half of it, as zeros: something no page that LiteDB wrote can look like.</summary>
    public static bool HasHole(ReadOnlySpan<byte> page)
    {
        var halves = PageSize / 2;
        if (!page[..halves].ContainsAnyExcept((byte)0))
            return true;

        // Pages with items keep a table of them at their very end; the other kinds may well end in zeros.
        return page[TypeAt] is Index or Data && page[ItemsAt] > 0 && !page[halves..].ContainsAnyExcept((byte)0);
    }
}
