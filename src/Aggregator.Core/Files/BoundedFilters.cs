using System.IO.Compression;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Tokens;

namespace Aggregator.Files;

/// <summary>Unpacks the streams of a PDF under a limit: a small file can ask for gigabytes.</summary>
/// <remarks>PdfPig asks for a filter each time it opens a stream, so here is also where reading can be stopped.</remarks>
internal sealed class BoundedFilters(CancellationToken stop) : IFilterProvider
{
    /// <summary>Fonts of Chinese and Japanese reports reach 20 MB.</summary>
    private const int MostOfStream = 32 << 20;

    private const int MostOfFile = 256 << 20;

    /// <summary>What draws a page; maps reach 5 MB.</summary>
    private const int MostOfPage = 8 << 20;

    /// <summary>One LZW code can stand for 4,000 bytes, and nothing tells before it is unpacked. Nobody has written it for twenty years.</summary>
    private const int MostPackedLzw = 64 << 10;

    private readonly IFilterProvider _inner = DefaultFilterProvider.Instance;
    private int _ofFile;
    private int _ofPage;

    /// <summary>True when the limit of the page was reached: what came of it is not the whole.</summary>
    public bool IsPageCut { get; private set; }

    /// <summary>True when any limit was reached since the file was opened.</summary>
    public bool IsFileCut { get; private set; }

    public void BeginPage() => (_ofPage, IsPageCut) = (0, false);

    public IReadOnlyList<IFilter> GetFilters(DictionaryToken dictionary) => Bounded(_inner.GetFilters(dictionary));

    public IReadOnlyList<IFilter> GetNamedFilters(IReadOnlyList<NameToken> names) => Bounded(_inner.GetNamedFilters(names));

    public IReadOnlyList<IFilter> GetAllFilters() => Bounded(_inner.GetAllFilters());

    private List<IFilter> Bounded(IReadOnlyList<IFilter> filters)
    {
        stop.ThrowIfCancellationRequested();
        return [.. filters.Select(filter => new Bound(filter, this))];
    }

    /// <summary>True when so much more may be unpacked.</summary>
    private bool Allows(int length, DictionaryToken stream)
    {
        _ofFile = (int)Math.Min(int.MaxValue, (long)_ofFile + length);
        if (IsDrawing(stream))
            _ofPage = (int)Math.Min(int.MaxValue, (long)_ofPage + length);
        var isAllowed = length <= MostOfStream && _ofFile <= MostOfFile && _ofPage <= MostOfPage;
        IsPageCut |= !isAllowed;
        IsFileCut |= !isAllowed;
        return isAllowed;
    }

    /// <summary>True for what draws a page or a part of it: all but fonts, images and the file's own tables.</summary>
    private static bool IsDrawing(DictionaryToken stream) =>
        !stream.Data.ContainsKey("Length1") && (stream.Data.GetValueOrDefault("Subtype") is var kind) && (kind is null || (kind is NameToken { Data: "Form" }))
        && stream.Data.GetValueOrDefault("Type") is not NameToken { Data: "ObjStm" or "XRef" or "Metadata" or "CMap" };

    /// <summary>One way of packing, bounded. What would not fit is unpacked to nothing.</summary>
    private sealed class Bound(IFilter inner, BoundedFilters limits) : IFilter
    {
        public bool IsSupported => inner.IsSupported;

        public Memory<byte> Decode(Memory<byte> input, DictionaryToken streamDictionary, IFilterProvider filterProvider, int filterIndex)
        {
            limits.Stop();
            return limits.Allows(Unpacked(input), streamDictionary) ? inner.Decode(input, streamDictionary, filterProvider, filterIndex) : Memory<byte>.Empty;
        }

        /// <summary>How long it will be; exact where a small input can become a large output.</summary>
        private int Unpacked(Memory<byte> input) => inner switch
        {
            FlateFilter => Inflated(input),
            LzwFilter => input.Length > MostPackedLzw ? int.MaxValue : input.Length,
            RunLengthFilter => (int)Math.Min(int.MaxValue, 64L * input.Length),
            Ascii85Filter or AsciiHexDecodeFilter => input.Length,
            // Pictures have no text, and their bytes are never asked for in earnest.
            _ => int.MaxValue,
        };

        private static int Inflated(Memory<byte> input)
        {
            if (input.Length < 3)
                return 0;
            using var packed = new MemoryStream(input[2..].ToArray());
            using var stream = new DeflateStream(packed, CompressionMode.Decompress);
            var buffer = new byte[64 << 10];
            var length = 0;
            try
            {
                for (int read; length <= MostOfStream && (read = stream.Read(buffer)) > 0;)
                    length += read;
            }
            catch (InvalidDataException)
            {
                // Torn: PdfPig makes of it what it can, which is at most what was read so far, or the input itself.
            }
            return Math.Max(length, input.Length);
        }
    }

    private void Stop() => stop.ThrowIfCancellationRequested();
}
