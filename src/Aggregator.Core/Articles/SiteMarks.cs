using System.Buffers.Binary;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Aggregator.Articles;

/// <summary>On which of a source's last pages each text, or each path, stood, and on which of them it was taken for the article's.</summary>
/// <remarks>By hash, eight bytes an entry: a source's memory is read and written with each poll that finds something.</remarks>
[JsonConverter(typeof(SiteMarksJson))]
public sealed class SiteMarks
{
    public static readonly SiteMarks None = new([]);

    private const int EntryBytes = 8;

    private readonly Dictionary<uint, SiteMark> _marks;

    private SiteMarks(Dictionary<uint, SiteMark> marks) => _marks = marks;

    public int Count => _marks.Count;

    public SiteMark this[uint hash] => _marks.GetValueOrDefault(hash);

    /// <summary>The marks when a page takes a place: what the page that had it left there is forgotten.</summary>
    /// <param name="page">The hashes on the page, and whether what they stand for was kept.</param>
    /// <param name="most">Entries at most; those on the fewest pages go first.</param>
    internal SiteMarks With(int place, IReadOnlyDictionary<uint, bool> page, int most)
    {
        var bit = (ushort)(1 << place);
        var next = new Dictionary<uint, SiteMark>(_marks.Count + page.Count);
        foreach (var (hash, mark) in _marks)
        {
            if (mark.Without(bit) is { Seen: not 0 } left)
                next[hash] = left;
        }
        foreach (var (hash, isKept) in page)
        {
            var mark = next.GetValueOrDefault(hash);
            next[hash] = new SiteMark((ushort)(mark.Seen | bit), isKept ? (ushort)(mark.Kept | bit) : mark.Kept);
        }
        return new SiteMarks(next.Count <= most ? next : next.OrderByDescending(pair => BitOperations.PopCount(pair.Value.Seen)).ThenBy(pair => pair.Key).Take(most).ToDictionary());
    }

    /// <summary>How many entries each page has.</summary>
    internal int[] PerPage(int pages)
    {
        var counts = new int[pages];
        foreach (var mark in _marks.Values)
        {
            for (var page = 0; page < pages; page++)
                counts[page] += (mark.Seen >> page) & 1;
        }
        return counts;
    }

    /// <summary>As one text: hash and pages of each entry.</summary>
    public sealed class SiteMarksJson : JsonConverter<SiteMarks>
    {
        public override SiteMarks Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var bytes = reader.GetBytesFromBase64().AsSpan();
            var marks = new Dictionary<uint, SiteMark>(bytes.Length / EntryBytes);
            for (; bytes.Length >= EntryBytes; bytes = bytes[EntryBytes..])
                marks[BinaryPrimitives.ReadUInt32LittleEndian(bytes)] = new SiteMark(BinaryPrimitives.ReadUInt16LittleEndian(bytes[4..]), BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]));
            return new SiteMarks(marks);
        }

        public override void Write(Utf8JsonWriter writer, SiteMarks value, JsonSerializerOptions options)
        {
            var bytes = new byte[value.Count * EntryBytes];
            var rest = bytes.AsSpan();
            foreach (var (hash, mark) in value._marks)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(rest, hash);
                BinaryPrimitives.WriteUInt16LittleEndian(rest[4..], mark.Seen);
                BinaryPrimitives.WriteUInt16LittleEndian(rest[6..], mark.Kept);
                rest = rest[EntryBytes..];
            }
            writer.WriteBase64StringValue(bytes);
        }
    }
}

/// <summary>The pages on which one text or path stood: a bit for each place.</summary>
/// <param name="Kept">Of these, the pages on which it was taken for the article's.</param>
public readonly record struct SiteMark(ushort Seen, ushort Kept)
{
    public SiteMark Without(int pages) => new((ushort)(Seen & ~pages), (ushort)(Kept & ~pages));
}
