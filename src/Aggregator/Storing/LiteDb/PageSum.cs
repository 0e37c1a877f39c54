using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Aggregator.Storing.LiteDb;

/// <summary>A checksum in every page, in bytes that LiteDB has no use for: what is not as it was written is noticed when it is read.</summary>
/// <remarks>
/// In the data file it stands where a page names its transaction, which is always "none" there. In the log it takes the byte that is never
/// used and seven bits beside the one that ends a transaction. LiteDB never sees it. A page that an older version wrote has none, and is
/// taken as it is until it is written again.
/// </remarks>
internal static class PageSum
{
    /// <summary>Puts the sum into a page that is about to be written.</summary>
    /// <param name="number">Which page of its file it becomes: one that lands elsewhere is wrong too.</param>
    public static void Seal(Span<byte> page, long number, bool isLog)
    {
        var sum = Of(page, number);
        if (isLog)
        {
            var short15 = Short(sum);
            page[PageHeader.SpareAt] = (byte)short15;
            page[PageHeader.ConfirmedAt] |= (byte)(short15 >> 8 << 1);
        }
        else
            BinaryPrimitives.WriteUInt32LittleEndian(page[PageHeader.TransactionAt..], sum);
    }

    /// <summary>Takes the sum out of a page that was read; false when the page is not what was written.</summary>
    public static bool Unseal(Span<byte> page, long number, bool isLog)
    {
        if (!isLog)
        {
            var field = page[PageHeader.TransactionAt..];
            var kept = BinaryPrimitives.ReadUInt32LittleEndian(field);
            if (kept == PageHeader.None)
                return PageHeader.Number(page) == number;
            BinaryPrimitives.WriteUInt32LittleEndian(field, PageHeader.None);
            return kept == Of(page, number);
        }
        var sum = (page[PageHeader.ConfirmedAt] >> 1 << 8) | page[PageHeader.SpareAt];
        page[PageHeader.ConfirmedAt] &= 1;
        page[PageHeader.SpareAt] = 0;
        return sum == 0 ? !PageHeader.HasHole(page) : sum == Short(Of(page, number));
    }

    /// <summary>Of a page as LiteDB knows it.</summary>
    private static uint Of(ReadOnlySpan<byte> page, long number)
    {
        var crc = (uint)number;
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(page))
            crc = BitOperations.Crc32C(crc, word);
        // "None" is for pages without a sum.
        return crc == PageHeader.None ? 0 : crc;
    }

    /// <summary>Fifteen bits, never zero: zero is for pages without a sum.</summary>
    private static int Short(uint sum) => 1 + (int)(sum % 0x7FFF);
}
