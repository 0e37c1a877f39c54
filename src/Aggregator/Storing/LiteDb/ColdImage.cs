using Microsoft.Win32.SafeHandles;

namespace Aggregator.Storing.LiteDb;

/// <summary>The pages of a store that nobody has open: the data file, and over it what whole transactions of the log have put in its place. Nothing is changed.</summary>
internal sealed class ColdImage : StoreImage, IDisposable
{
    private readonly SafeFileHandle _data;
    private readonly SafeFileHandle? _log;
    private readonly Dictionary<long, long> _over = [];
    private readonly List<long> _damaged = [];

    /// <param name="folder">Its lock must be held.</param>
    /// <exception cref="IOException">There is no data file, or it cannot be read.</exception>
    public ColdImage(string folder)
    {
        _data = File.OpenHandle(StorePaths.Data(folder));
        var log = StorePaths.Log(folder);
        _log = File.Exists(log) ? File.OpenHandle(log) : null;
        var (end, acknowledged) = (_log is null ? 0 : ReadLog(_log), OpenMark.AcknowledgedIn(folder));
        LostOfLog = OpenMark.IsLogMissing(folder) ? OpenMark.Missing : end < acknowledged && _damaged.Count == 0 ? OpenMark.Short(end, acknowledged) : null;
        var count = Math.Max(RandomAccess.GetLength(_data) / PageHeader.PageSize, _over.Count == 0 ? 0 : _over.Keys.Max() + 1);
        var first = new byte[PageHeader.PageSize];
        // What was cut off the end is missing, not gone; but a first page without a sum may say anything.
        if (Load(0, first) && PageHeader.IsOfStore(first))
            count = Math.Max(count, Math.Min(PageHeader.LastPage(first) + 1L, (16 * count) + 1024));
        Count = count;
    }

    public override long Count { get; }

    /// <summary>A sentence when the log is missing, or ends before what was acknowledged; else null.</summary>
    public string? LostOfLog { get; }

    /// <summary>Pages of the log that are not what was written: what they held is as it was before.</summary>
    public IReadOnlyList<long> DamagedInLog => _damaged;

    public void Dispose()
    {
        _data.Dispose();
        _log?.Dispose();
    }

    protected override ValueTask<byte[]> LoadAsync(long first, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var pages = new byte[(int)Math.Min(Part, Count - first) * PageHeader.PageSize];
        for (var at = 0; at < pages.Length; at += PageHeader.PageSize)
        {
            var page = pages.AsSpan(at, PageHeader.PageSize);
            if (!Load(first + (at / PageHeader.PageSize), page))
                Spoil(page);
        }
        return ValueTask.FromResult(pages);
    }

    private bool Load(long number, Span<byte> page)
    {
        if (!_over.TryGetValue(number, out var place))
            return Fill(_data, number, page) && PageSum.Unseal(page, number, isLog: false);
        return Fill(_log!, place, page) && PageSum.Unseal(page, place, isLog: true);
    }

    /// <summary>Reads where whole transactions stand, and gives where the last one ends. A tail without its last page was never acknowledged.</summary>
    private long ReadLog(SafeFileHandle log)
    {
        var page = new byte[PageHeader.PageSize];
        var end = 0L;
        var open = new Dictionary<uint, List<(long Number, long Place)>>();
        var damaged = new List<long>();
        for (var place = 0L; Fill(log, place, page); place++)
        {
            if (!PageSum.Unseal(page, place, isLog: true))
            {
                damaged.Add(place);
                continue;
            }
            var transaction = PageHeader.Transaction(page);
            if (!open.TryGetValue(transaction, out var pages))
                open.Add(transaction, pages = []);
            pages.Add((PageHeader.Number(page), place));
            if (!PageHeader.IsConfirmed(page))
                continue;
            foreach (var (number, at) in pages)
                _over[number] = at;
            open.Remove(transaction);
            end = (place + 1) * PageHeader.PageSize;
            _damaged.AddRange(damaged);
            damaged.Clear();
        }
        // A page with a hole behind the last whole transaction is what a power cut leaves; any other was written.
        _damaged.AddRange(damaged.Where(place => Fill(log, place, page) && !PageHeader.HasHole(page)));
        return end;
    }

    private static bool Fill(SafeFileHandle file, long number, Span<byte> page)
    {
        var filled = 0;
        while (filled < page.Length && RandomAccess.Read(file, page[filled..], (number * PageHeader.PageSize) + filled) is > 0 and var read)
            filled += read;
        return filled == page.Length;
    }
}
