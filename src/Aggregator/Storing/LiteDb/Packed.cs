using System.Buffers;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Aggregator.Storing.LiteDb;

/// <summary>Records as compressed JSON: half the size of the file, and no type name in it that could be asked to come alive.</summary>
internal static class Packed
{
    public static byte[] Of<T>(T value, JsonTypeInfo<T> type)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest))
            JsonSerializer.Serialize(brotli, value, type);
        return packed.ToArray();
    }

    /// <param name="what">What it is, for the sentence: "article 7".</param>
    /// <exception cref="InvalidDataException">The file is damaged here: these are not the bytes that were kept.</exception>
    public static T Read<T>(byte[] packed, JsonTypeInfo<T> type, string what)
    {
        var room = ArrayPool<byte>.Shared.Rent(8 * packed.Length);
        try
        {
            var length = Unpack(packed, ref room);
            return JsonSerializer.Deserialize(room.AsSpan(0, length), type) ?? throw new JsonException("It is empty.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"The store is damaged: {what} cannot be read.", e);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(room);
        }
    }

    private static int Unpack(ReadOnlySpan<byte> packed, ref byte[] room)
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
