using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ZstdSharp;

namespace Aggregator.Storing.LiteDb;

/// <summary>Records as JSON, texts and bytes, compressed by Zstandard: half the size of the file, and no type name in it that could be asked to come alive.</summary>
internal static class Packed
{
    /// <summary>The fastest: a higher one makes articles three hundredths smaller.</summary>
    private const int Level = 1;

    /// <summary>What begins a frame (RFC 8878). Until schema 7, for letters and pages until schema 9, Brotli was used: its streams begin with the size of their window, which for us was another.</summary>
    private const uint Magic = 0xFD2FB528;

    /// <summary>Far more than any row unpacks to: what claims to be more is damage.</summary>
    private const int Most = 1 << 30;

    /// <summary>As it stands, but for what JSON needs: these texts are read by JSON readers alone, and each escape costs time and room.</summary>
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [ThreadStatic]
    private static Compressor? _packer;

    [ThreadStatic]
    private static Decompressor? _unpacker;

    public static byte[] Of<T>(T value, JsonTypeInfo<T> type) => Of(value, type, "");

    /// <summary>With a text behind it as it is, in which nothing has to be escaped: to read it takes half the time.</summary>
    public static byte[] Of<T>(T value, JsonTypeInfo<T> type, string behind)
    {
        var json = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(json, Plain))
            JsonSerializer.Serialize(writer, value, type);
        Encoding.UTF8.GetBytes(behind, json);
        return Pack(json.WrittenSpan, []);
    }

    /// <summary>A text, in few bytes where another text has most of it.</summary>
    /// <param name="like">The other text; the same is needed to unpack.</param>
    public static byte[] Of(string text, string like) => Pack(Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(like));

    /// <summary>Bytes as they are.</summary>
    public static byte[] Of(ReadOnlySpan<byte> bytes) => Pack(bytes, []);

    /// <param name="what">What it is, for the sentence: "article 7".</param>
    /// <exception cref="InvalidDataException">The file is damaged here: these are not the bytes that were kept.</exception>
    public static T Read<T>(byte[] packed, JsonTypeInfo<T> type, string what) =>
        Read(packed, [], json => JsonSerializer.Deserialize(json, type) ?? throw new JsonException("It is empty."), what);

    /// <summary>A record and the text behind it.</summary>
    /// <inheritdoc cref="Read{T}(byte[], JsonTypeInfo{T}, string)"/>
    public static (T Value, string Behind) ReadBoth<T>(byte[] packed, JsonTypeInfo<T> type, string what) => Read(
        packed,
        [],
        bytes =>
        {
            var json = new Utf8JsonReader(bytes);
            var value = JsonSerializer.Deserialize(ref json, type) ?? throw new JsonException("It is empty.");
            return (value, Encoding.UTF8.GetString(bytes[(int)json.BytesConsumed..]));
        },
        what);

    /// <inheritdoc cref="Read{T}(byte[], JsonTypeInfo{T}, string)"/>
    public static string Read(byte[] packed, string like, string what) => Read(packed, Encoding.UTF8.GetBytes(like), Encoding.UTF8.GetString, what);

    /// <inheritdoc cref="Read{T}(byte[], JsonTypeInfo{T}, string)"/>
    public static byte[] Read(byte[] packed, string what) => Read(packed, [], bytes => bytes.ToArray(), what);

    private static byte[] Pack(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> like)
    {
        var packer = _packer ??= new Compressor(Level);
        packer.LoadDictionary(like);
        return packer.Wrap(bytes).ToArray();
    }

    private static T Read<T>(ReadOnlySpan<byte> packed, ReadOnlySpan<byte> like, Func<ReadOnlySpan<byte>, T> read, string what)
    {
        var isNew = packed.Length >= sizeof(uint) && BinaryPrimitives.ReadUInt32LittleEndian(packed) == Magic;
        var room = Array.Empty<byte>();
        try
        {
            room = ArrayPool<byte>.Shared.Rent(isNew ? LengthOf(packed) : 8 * packed.Length);
            // First: Brotli does not say how long it will be, and may take a larger room.
            var length = isNew ? Unpack(packed, like, room) : UnpackBrotli(packed, ref room);
            return read(room.AsSpan(0, length));
        }
        catch (Exception e) when (e is JsonException or ZstdException)
        {
            throw new InvalidDataException($"The store is damaged: {what} cannot be read.", e);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(room);
        }
    }

    private static int LengthOf(ReadOnlySpan<byte> packed) =>
        Decompressor.GetDecompressedSize(packed) is <= Most and var length ? (int)length : throw new JsonException("It would be far too long.");

    private static int Unpack(ReadOnlySpan<byte> packed, ReadOnlySpan<byte> like, Span<byte> room)
    {
        var unpacker = _unpacker ??= new Decompressor();
        unpacker.LoadDictionary(like);
        return unpacker.Unwrap(packed, room);
    }

    private static int UnpackBrotli(ReadOnlySpan<byte> packed, ref byte[] room)
    {
        using var brotli = new BrotliDecoder();
        for (var length = 0; ;)
        {
            var status = brotli.Decompress(packed, room.AsSpan(length), out var read, out var written);
            packed = packed[read..];
            length += written;
            if (status == OperationStatus.Done)
                return length;
            if (status != OperationStatus.DestinationTooSmall)
                throw new JsonException("It does not unpack.");
            var larger = ArrayPool<byte>.Shared.Rent(2 * room.Length);
            room.AsSpan(0, length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(room);
            room = larger;
        }
    }
}
