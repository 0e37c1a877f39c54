using Microsoft.Win32.SafeHandles;

namespace Aggregator.Storing.LiteDb;

/// <summary>Finds where the log ends in a whole transaction, after a crash or a power cut.</summary>
/// <remarks>
/// With one fsync a transaction, a power cut can leave the last, never acknowledged one with its final page but not all others.
/// LiteDB has no checksums and would apply that half. Earlier transactions were synced before the last began, so only the last is judged:
/// a hole further up is damage, and cutting there would throw away what was acknowledged. So it would be to cut at a page that is all there
/// and yet not what was written: that is told, and nothing is cut.
/// </remarks>
internal static class LogTail
{
    /// <summary>The length to keep, in bytes: never more than the last confirmed page, and less when that page's transaction has a hole.</summary>
    /// <exception cref="InvalidDataException">What would be cut is damaged, not torn.</exception>
    public static long FindEnd(SafeFileHandle log)
    {
        var page = new byte[PageHeader.PageSize];
        var end = RandomAccess.GetLength(log) / PageHeader.PageSize;
        while (end > 0 && !PageHeader.IsConfirmed(Load(log, end - 1, page)))
            end--;

        if (end == 0)
            return 0;

        var torn = PageHeader.HasHole(page);
        var start = end - 1;
        while (start > 0 && !PageHeader.IsConfirmed(Load(log, start - 1, page)))
        {
            torn |= PageHeader.HasHole(page);
            start--;
        }

        return (torn ? start : end) * PageHeader.PageSize;
    }

    private static ReadOnlySpan<byte> Load(SafeFileHandle log, long index, byte[] page)
    {
        var filled = 0;
        while (filled < page.Length)
        {
            var read = RandomAccess.Read(log, page.AsSpan(filled), (index * PageHeader.PageSize) + filled);
            if (read == 0)
                throw new EndOfStreamException("The log became shorter while it was read.");

            filled += read;
        }

        if (!PageHeader.HasHole(page) && !PageSum.Unseal(page, index, isLog: true))
            throw new InvalidDataException($"The store is damaged: page {index} of aggregator-log.db is not what was written.");

        return page;
    }
}
